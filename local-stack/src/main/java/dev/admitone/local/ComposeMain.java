package dev.admitone.local;

import dev.admitone.service.start.StartFailures;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;

/** What {@code ./admit compose} runs before and after the containers start. */
public final class ComposeMain {

  private static final String PREPARE = "prepare";
  private static final String PORTS = "ports";
  private static final String READY = "ready";
  private static final int OK = 200;

  private ComposeMain() {}

  /**
   * Takes the step, the environment file and the directory of the tokens' key.
   *
   * <ul>
   *   <li>{@code prepare} makes the secrets where there are none
   *   <li>{@code ports} looks whether somebody else has the ports
   *   <li>{@code ready} makes the demo codes, redeems one, and prints where everything is
   * </ul>
   */
  public static void main(String[] arguments) {
    // Before anything logs: nobody wants the clients' lines on the screen.
    System.setProperty("logback.configurationFile", "logback-topic.xml");
    Path file = Path.of(arguments[1]);
    Path keyDirectory = Path.of(arguments[2]);
    try {
      switch (arguments[0]) {
        case PREPARE -> ComposeEnvironment.make(file, TokenKey.in(keyFile(keyDirectory)));
        case PORTS -> requirePortsFree(ComposeEnvironment.in(file, System.getenv()));
        case READY -> ready(ComposeEnvironment.in(file, System.getenv()), keyDirectory);
        default -> throw new StartFailedException(arguments[0] + " is no step.", null);
      }
    } catch (StartFailedException e) {
      Mains.fail(String.valueOf(e.getMessage()));
    } catch (RuntimeException e) {
      Mains.fail(StartFailures.explained(e));
    }
  }

  private static void requirePortsFree(Map<String, String> environment) {
    for (StackPort port : StackPort.values()) {
      port.requireFree(port.in(environment));
    }
  }

  private static void ready(Map<String, String> environment, Path keyDirectory) {
    DemoCodes.make("127.0.0.1:" + StackPort.KAFKA.in(environment), StackPrefix.in(environment));
    TokenKey key = TokenKey.existing(keyFile(keyDirectory));
    URI gateway = local(StackPort.GATEWAY, environment);
    Instant begin =
        Instant.ofEpochMilli(
            Long.parseLong(
                environment.getOrDefault(
                    "ADMIT_STARTED_AT_MILLIS", String.valueOf(System.currentTimeMillis()))));
    String redeemed = redeem(gateway, key.forService());
    System.out.println(
        ComposeScreen.of(
            environment,
            redeemed,
            key.forService(),
            keyDirectory,
            Duration.between(begin, Instant.now())));
  }

  /** The same request at each start, so the same answer. */
  private static String redeem(URI gateway, String token) {
    HttpRequest request =
        HttpRequest.newBuilder(gateway.resolve("/api/redemptions"))
            .header("Content-Type", "application/json")
            .header("Authorization", "Bearer " + token)
            .header("Idempotency-Key", "compose")
            .header("Prefer", "wait=30")
            .POST(HttpRequest.BodyPublishers.ofString("{\"code\":\"HOT\",\"userId\":\"compose\"}"))
            .build();
    try (HttpClient client = HttpClient.newHttpClient()) {
      HttpResponse<String> answer = client.send(request, HttpResponse.BodyHandlers.ofString());
      if (answer.statusCode() != OK) {
        throw new StartFailedException(
            "The gateway runs, but does not redeem: %d %s"
                .formatted(answer.statusCode(), answer.body()),
            null);
      }
      return answer.body();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private static Path keyFile(Path directory) {
    return directory.resolve("token-key.json");
  }

  static URI local(StackPort port, Map<String, String> environment) {
    return URI.create("http://127.0.0.1:" + port.in(environment));
  }
}
