package dev.admitone.local;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;

/** Asks a service whether it is ready, until it is. */
final class Readiness {

  private static final Duration LONGEST_WAIT = Duration.ofSeconds(60);
  private static final Duration BETWEEN_CALLS = Duration.ofMillis(50);
  private static final int OK = 200;

  private Readiness() {}

  /**
   * Returns when the service is ready.
   *
   * @throws StartFailedException if it is not within a minute; the message has what it says of
   *     itself
   */
  static void await(URI management) {
    HttpRequest question =
        HttpRequest.newBuilder(management.resolve("/actuator/health/readiness")).build();
    long deadlineNanos = System.nanoTime() + LONGEST_WAIT.toNanos();
    try (HttpClient client = HttpClient.newHttpClient()) {
      while (true) {
        HttpResponse<String> answer = client.send(question, HttpResponse.BodyHandlers.ofString());
        if (answer.statusCode() == OK) {
          return;
        }
        if (System.nanoTime() > deadlineNanos) {
          throw new StartFailedException("A service does not get ready: " + answer.body(), null);
        }
        Thread.sleep(BETWEEN_CALLS);
      }
    } catch (IOException e) {
      throw new StartFailedException(
          "A service does not answer at %s: %s".formatted(management, e), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new StartFailedException("Interrupted while waiting for " + management, e);
    }
  }
}
