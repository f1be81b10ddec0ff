package dev.admitone.local.training;

import dev.admitone.local.command.CommandFailedException;
import dev.admitone.local.secrets.TokenKey;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * The calls of a training: as many as let the compilers see which methods matter, which some
 * hundred calls do not.
 */
final class TrainingCalls {

  private static final int CALLS = 2_000;
  private static final int CALLS_AT_ONCE = 32;
  private static final int CALLS_PER_CODE = 8;

  /** The last calls of each code are refused. */
  private static final int USES_PER_CODE = 6;

  /** Each so many redemptions a frontend asks whether a code is valid. */
  private static final int CALLS_PER_QUESTION = 4;

  private static final int SERVER_ERROR = 500;

  private final URI gateway;
  private final String token;
  private final HttpClient client;

  private TrainingCalls(URI gateway, String token, HttpClient client) {
    this.gateway = gateway;
    this.token = token;
    this.client = client;
  }

  /**
   * Creates codes, asks about them, and redeems them for other users each.
   *
   * @throws CommandFailedException if the gateway does not respond to a call
   */
  static void make(URI gateway, TokenKey key) {
    String token = key.token("training", "redemptions:write invites:admin");
    try (HttpClient client = HttpClient.newHttpClient();
        ExecutorService threads = Executors.newFixedThreadPool(CALLS_AT_ONCE)) {
      TrainingCalls calls = new TrainingCalls(gateway, token, client);
      List<Future<?>> made = new ArrayList<>();
      for (int code = 0; code < CALLS / CALLS_PER_CODE; code++) {
        int number = code;
        made.add(threads.submit(() -> calls.useUp(number)));
      }
      for (Future<?> each : made) {
        each.get();
      }
    } catch (ExecutionException e) {
      throw new CommandFailedException("A training call failed: " + e.getCause(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private Void useUp(int number) throws IOException, InterruptedException {
    String code = "TRAINING-" + number;
    post("/api/invites", "{\"code\":\"%s\",\"maxUses\":%d}".formatted(code, USES_PER_CODE));
    for (int i = 0; i < CALLS_PER_CODE; i++) {
      if (i % CALLS_PER_QUESTION == 0) {
        post("/api/invites/validate", "{\"code\":\"%s\"}".formatted(code));
      }
      String user = "user-" + (number * CALLS_PER_CODE + i);
      post("/api/redemptions", "{\"code\":\"%s\",\"userId\":\"%s\"}".formatted(code, user));
    }
    return null;
  }

  private void post(String path, String body) throws IOException, InterruptedException {
    HttpResponse<String> response =
        client.send(
            HttpRequest.newBuilder(gateway.resolve(path))
                .header("Content-Type", "application/json")
                .header("Authorization", "Bearer " + token)
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build(),
            HttpResponse.BodyHandlers.ofString());
    if (response.statusCode() >= SERVER_ERROR) {
      throw new IOException("%s: %s".formatted(response.statusCode(), response.body()));
    }
  }
}
