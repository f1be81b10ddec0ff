package dev.admitone.local.stack;

import dev.admitone.local.command.CommandFailedException;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;

/** Asks a service whether it is ready, until it is. */
public final class Readiness {

  private static final Duration WAIT_MAX = Duration.ofSeconds(60);
  private static final Duration BETWEEN_CALLS = Duration.ofMillis(50);
  private static final int OK = 200;

  /** A service with this text in its health waits for the operator, which may take a while. */
  private static final String HEALING = "./admit heal";

  private Readiness() {}

  /**
   * Returns when the service is ready.
   *
   * @throws CommandFailedException if it is not within a minute; the message has its health. Where
   *     it waits for a healing, this method prints that and waits too
   */
  public static void await(URI management) {
    HttpRequest question =
        HttpRequest.newBuilder(management.resolve("/actuator/health/readiness")).build();
    long deadlineNanos = System.nanoTime() + WAIT_MAX.toNanos();
    boolean told = false;
    try (HttpClient client = HttpClient.newHttpClient()) {
      while (true) {
        HttpResponse<String> response = client.send(question, HttpResponse.BodyHandlers.ofString());
        if (response.statusCode() == OK) {
          return;
        }
        if (response.body().contains(HEALING)) {
          if (!told) {
            System.out.println(
                "Ledger and log are apart: run ./admit heal in another terminal. This waits for it. "
                    + response.body());
          }
          told = true;
          deadlineNanos = System.nanoTime() + WAIT_MAX.toNanos();
        }
        if (System.nanoTime() > deadlineNanos) {
          throw new CommandFailedException(
              "A service does not become ready: " + response.body(), null);
        }
        Thread.sleep(BETWEEN_CALLS);
      }
    } catch (IOException e) {
      throw new CommandFailedException(
          "A service does not respond at %s: %s".formatted(management, e), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CommandFailedException("Interrupted while waiting for " + management, e);
    }
  }
}
