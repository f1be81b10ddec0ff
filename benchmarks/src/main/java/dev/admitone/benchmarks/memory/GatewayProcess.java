package dev.admitone.benchmarks.memory;

import dev.admitone.benchmarks.contenders.Gateway;
import dev.admitone.benchmarks.testbed.Keys;
import dev.admitone.benchmarks.testbed.ServiceProcess;
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

/** A gateway as a process of its own. */
final class GatewayProcess implements AutoCloseable {

  private static final Duration START_MAX = Duration.ofMinutes(3);
  private static final Duration BETWEEN_LOOKS = Duration.ofMillis(200);
  private static final Duration RESPONSE_MAX = Duration.ofSeconds(30);

  private final ServiceProcess process;
  private final URI validate;
  private final String token = Keys.services().getFirst();

  private GatewayProcess(ServiceProcess process, int port) {
    this.process = process;
    this.validate = URI.create("http://127.0.0.1:%d/api/invites/validate".formatted(port));
  }

  /**
   * Starts it; returns when it is ready.
   *
   * @throws IllegalStateException if it does not become ready
   */
  static GatewayProcess start(TestBed testBed, List<String> options, String... further)
      throws IOException, InterruptedException {
    int port = ServiceProcess.freePort();
    int management = ServiceProcess.freePort();
    List<String> settings = new ArrayList<>(List.of(Gateway.settings(testBed, port, management)));
    settings.addAll(List.of(further));
    ServiceProcess process =
        ServiceProcess.start(GatewayApplication.class, options, management, settings);
    GatewayProcess gateway = new GatewayProcess(process, port);
    long deadline = System.nanoTime() + START_MAX.toNanos();
    while (!process.isReady()) {
      if (!process.isAlive() || System.nanoTime() > deadline) {
        gateway.close();
        throw new IllegalStateException("the gateway does not become ready");
      }
      LockSupport.parkNanos(BETWEEN_LOOKS.toNanos());
    }
    return gateway;
  }

  boolean isReady() throws InterruptedException {
    return process.isReady();
  }

  ServiceProcess.Memory memory() throws IOException, InterruptedException {
    return process.memory();
  }

  /** Waits until it knows a code; says whether it does in time. A gateway that ended does not. */
  boolean awaitCode(String code, Duration max) throws InterruptedException {
    long deadline = System.nanoTime() + max.toNanos();
    try (HttpClient client = HttpClient.newHttpClient()) {
      HttpRequest question =
          HttpRequest.newBuilder(validate)
              .header("Authorization", token)
              .header("Content-Type", "application/json")
              .timeout(RESPONSE_MAX)
              .POST(HttpRequest.BodyPublishers.ofString("{\"code\":\"%s\"}".formatted(code)))
              .build();
      while (process.isAlive() && System.nanoTime() < deadline) {
        try {
          String response = client.send(question, HttpResponse.BodyHandlers.ofString()).body();
          if (response.contains("\"isValid\":true")) {
            return true;
          }
        } catch (IOException e) {
          // It is collecting all the time, or about to end; the next look tells.
        }
        LockSupport.parkNanos(BETWEEN_LOOKS.toNanos());
      }
    }
    return false;
  }

  @Override
  public void close() {
    process.close();
  }
}
