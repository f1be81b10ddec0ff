package dev.admitone.benchmarks.contenders;

import dev.admitone.benchmarks.testbed.Keys;
import dev.admitone.benchmarks.testbed.TestBed;
import dev.admitone.gateway.GatewayApplication;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.SmartLifecycle;

/** The product's gateway in this JVM, with its own settings. */
public final class Gateway {

  private static final int OK = 200;
  private static final List<String> READERS = List.of("resultsReader", "invitesReader");
  private static final Duration START_MAX = Duration.ofMinutes(3);

  private Gateway() {}

  /** Starts it; returns when it is ready. */
  public static ConfigurableApplicationContext start(TestBed testBed) throws Exception {
    ConfigurableApplicationContext gateway =
        GatewayApplication.builder().registerShutdownHook(false).run(settings(testBed));
    awaitReady(gateway);
    return gateway;
  }

  /** Keys, addresses and the newest schemas; all other settings are the product's. */
  public static String[] settings(TestBed testBed) {
    return settings(testBed, 0, 0);
  }

  /** The same, on given ports. */
  public static String[] settings(TestBed testBed, int port, int managementPort) {
    List<String> settings = new ArrayList<>(Keys.gateway());
    settings.add(TestBed.WRITE_VERSION);
    settings.add("--server.port=" + port);
    settings.add("--management.server.port=" + managementPort);
    settings.add("--spring.kafka.bootstrap-servers=" + testBed.bootstrapServers());
    return settings.toArray(String[]::new);
  }

  /** Stops what reads the log: a service that responds by itself would only spend time on it. */
  static void stopReaders(ConfigurableApplicationContext gateway) {
    READERS.forEach(reader -> gateway.getBean(reader, SmartLifecycle.class).stop());
  }

  public static int port(ConfigurableApplicationContext service) {
    return service.getEnvironment().getRequiredProperty("local.server.port", Integer.class);
  }

  private static void awaitReady(ConfigurableApplicationContext gateway)
      throws IOException, InterruptedException {
    String port = gateway.getEnvironment().getRequiredProperty("local.management.port");
    HttpRequest readiness =
        HttpRequest.newBuilder(
                URI.create("http://127.0.0.1:%s/actuator/health/readiness".formatted(port)))
            .build();
    long deadline = System.nanoTime() + START_MAX.toNanos();
    try (HttpClient client = HttpClient.newHttpClient()) {
      while (true) {
        var response = client.send(readiness, HttpResponse.BodyHandlers.ofString());
        if (response.statusCode() == OK) {
          return;
        }
        if (System.nanoTime() > deadline) {
          throw new IllegalStateException("the gateway does not become ready: " + response.body());
        }
        LockSupport.parkNanos(Duration.ofMillis(50).toNanos());
      }
    }
  }
}
