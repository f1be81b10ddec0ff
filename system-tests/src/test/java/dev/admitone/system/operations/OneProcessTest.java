package dev.admitone.system.operations;

import static org.assertj.core.api.Assertions.assertThat;

import dev.admitone.system.Environment;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Services that share a process do not show what the other one brings along. */
@Tag("services")
@Tag("essential")
class OneProcessTest {

  @ParameterizedTest
  @ValueSource(strings = {"/openapi.json", "/v3/api-docs", "/swagger-ui/index.html"})
  void theProcessorHasNoDescriptionOfCalls(String path) throws Exception {
    URI address = Environment.get().processorManagement().resolve(path);
    try (HttpClient client = HttpClient.newHttpClient()) {
      assertThat(
              client
                  .send(HttpRequest.newBuilder(address).build(), BodyHandlers.discarding())
                  .statusCode())
          .isEqualTo(404);
    }
  }
}
