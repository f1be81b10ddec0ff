package dev.admitone.processor;

import static dev.admitone.testsupport.Await.patiently;
import static org.assertj.core.api.Assertions.assertThat;

import dev.admitone.embedded.SharedServices;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/** The whole processor, started as its main method does, on a real broker and a real database. */
final class RunningProcessor implements AutoCloseable {

  static final int PARTITIONS = 4;

  private static final HttpClient HTTP = HttpClient.newHttpClient();

  private final ConfigurableApplicationContext context;

  private RunningProcessor(ConfigurableApplicationContext context) {
    this.context = context;
  }

  /** Starts it, with settings of the form {@code name=value}. */
  static RunningProcessor start(Site site, String... settings) {
    return start(site, List.of(), settings);
  }

  /** Starts it with further beans: decorators of its ports. */
  static RunningProcessor start(Site site, List<Class<?>> decorators, String... settings) {
    return new RunningProcessor(
        ProcessorApplication.builder()
            .sources(decorators.toArray(Class<?>[]::new))
            .run(arguments(site, settings)));
  }

  /** The processor's command line. */
  static String[] arguments(Site site, String... settings) {
    Map<String, String> effective = new LinkedHashMap<>();
    effective.put("server.port", "0");
    effective.put("spring.main.register-shutdown-hook", "false");
    effective.put("spring.kafka.bootstrap-servers", site.bootstrapServers());
    effective.put("spring.kafka.consumer.group-id", site.group());
    effective.put("spring.datasource.url", site.jdbcUrl());
    effective.put("spring.datasource.username", SharedServices.database().processorUsername());
    effective.put("spring.flyway.user", SharedServices.database().username());
    effective.put("admit-one.seal.keyset", TestRequests.SEAL_KEYSET);
    effective.put("admit-one.partitions", String.valueOf(PARTITIONS));
    effective.put("admit-one.processor.back-off.max", "1s");
    effective.put("logging.level.org.apache.kafka", "error");
    effective.put("logging.level.com.zaxxer.hikari", "error");
    effective.put("logging.level.org.springframework.kafka", "off");
    for (String setting : settings) {
      int equals = setting.indexOf('=');
      effective.put(setting.substring(0, equals), setting.substring(equals + 1));
    }
    return effective.entrySet().stream()
        .map(entry -> "--%s=%s".formatted(entry.getKey(), entry.getValue()))
        .toArray(String[]::new);
  }

  <T> T bean(Class<T> type) {
    return context.getBean(type);
  }

  /** The database as its owner sees it, who may do more than the processor. */
  JdbcTemplate ownersSql() {
    return new JdbcTemplate(
        new DriverManagerDataSource(
            context.getEnvironment().getRequiredProperty("spring.datasource.url"),
            SharedServices.database().username(),
            ""));
  }

  /** What an actuator endpoint says, whatever its status. */
  HttpResponse<String> actuator(String path) throws Exception {
    String port = context.getEnvironment().getRequiredProperty("local.server.port");
    URI uri = URI.create("http://127.0.0.1:%s/actuator/%s".formatted(port, path));
    return HTTP.send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString());
  }

  /** Waits until it is ready; says what is missing if it does not become so. */
  void awaitReady() {
    patiently()
        .untilAsserted(
            () ->
                assertThat(actuator("health/readiness").body())
                    .startsWith("{\"components\"")
                    .endsWith("\"status\":\"UP\"}"));
  }

  /** Waits until it is not ready, for a reason with these words. */
  void awaitApart(String... words) {
    patiently()
        .untilAsserted(
            () -> {
              var readiness = actuator("health/readiness");
              assertThat(readiness.statusCode()).isEqualTo(503);
              assertThat(readiness.body()).contains(words);
            });
  }

  @Override
  public void close() {
    context.close();
  }
}
