package dev.admitone.containers;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A gateway's HTTP interface, as a frontend uses it. */
final class Api {

  private static final JsonMapper JSON = JsonMapper.shared();
  private static final Duration LONGEST_CALL = Duration.ofSeconds(60);

  private final HttpClient http =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofSeconds(5))
          .build();
  private final URI gateway;
  private final String token;

  Api(URI gateway, String token) {
    this.gateway = gateway;
    this.token = token;
  }

  record Answer(int status, JsonNode body, String location) {

    String text(String member) {
      return body.path(member).asString("");
    }

    /** The outcome by name, whether it was granted or refused. */
    String outcome() {
      return text("reason").isEmpty() ? text("status") : text("reason");
    }
  }

  Answer createInvite(Map<String, ?> invite) throws IOException {
    return post("/api/invites", invite, "Prefer", "wait=30");
  }

  Answer redeem(String code, String userId, String... headers) throws IOException {
    return post("/api/redemptions", Map.of("code", code, "userId", userId), headers);
  }

  Answer post(String path, Map<String, ?> body, String... headers) throws IOException {
    return send(
        HttpRequest.newBuilder(gateway.resolve(path))
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(JSON.writeValueAsString(body))),
        headers);
  }

  Answer get(String pathAndQuery, String... headers) throws IOException {
    return send(HttpRequest.newBuilder(gateway.resolve(pathAndQuery)), headers);
  }

  private Answer send(HttpRequest.Builder request, String... headers) throws IOException {
    request.header("Authorization", "Bearer " + token).timeout(LONGEST_CALL);
    if (headers.length > 0) {
      request.headers(headers);
    }
    try {
      HttpResponse<String> response =
          http.send(request.build(), HttpResponse.BodyHandlers.ofString());
      return new Answer(
          response.statusCode(),
          JSON.readTree(response.body()),
          response.headers().firstValue("Location").orElse(""));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
