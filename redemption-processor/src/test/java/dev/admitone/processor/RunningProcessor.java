package dev.admitone.processor;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import org.springframework.context.ConfigurableApplicationContext;

/** The whole processor, started as its main method does, on a real broker and a real database. */
final class RunningProcessor implements AutoCloseable {

  static final int PARTITIONS = 4;

  private static final HttpClient HTTP = HttpClient.newHttpClient();

  private final ConfigurableApplicationContext context;

  private RunningProcessor(ConfigurableApplicationContext context) {
    this.context = context;
  }

  /** Starts it. Later settings win over earlier ones, and all of them over these defaults. */
  static RunningProcessor start(Site site, String... settings) {
    return start(site, List.of(), settings);
  }

  /** Starts it with further beans: decorators of its ports. */
  static RunningProcessor start(Site site, List<Class<?>> decorators, String... settings) {
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "--server.port=0",
                "--spring.kafka.bootstrap-servers=" + site.bootstrapServers(),
                "--spring.kafka.consumer.group-id=" + site.group(),
                "--spring.datasource.url=" + site.jdbcUrl(),
                "--admit-one.partitions=" + PARTITIONS,
                "--admit-one.processor.back-off.longest=1s"));
    for (String setting : settings) {
      arguments.add("--" + setting);
    }
    return new RunningProcessor(
        ProcessorApplication.builder()
            .sources(decorators.toArray(Class<?>[]::new))
            .run(arguments.toArray(String[]::new)));
  }

  <T> T bean(Class<T> type) {
    return context.getBean(type);
  }

  /** What an actuator endpoint says, whatever its status. */
  HttpResponse<String> actuator(String path) throws Exception {
    String port = context.getEnvironment().getRequiredProperty("local.server.port");
    URI uri = URI.create("http://127.0.0.1:%s/actuator/%s".formatted(port, path));
    return HTTP.send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString());
  }

  boolean isReady() throws Exception {
    return actuator("health/readiness").statusCode() == 200;
  }

  @Override
  public void close() {
    context.close();
  }
}
