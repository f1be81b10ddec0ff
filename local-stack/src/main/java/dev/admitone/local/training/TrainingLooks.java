package dev.admitone.local.training;

import dev.admitone.local.command.CommandFailedException;
import dev.admitone.local.secrets.TokenKey;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;

/** What operators look at while a console is trained: what the training calls have left. */
final class TrainingLooks {

  private static final int ROUNDS = 50;
  private static final int SERVER_ERROR = 500;

  private static final List<String> PATHS =
      List.of(
          "/api/ops/invites?prefix=TRAINING&limit=50",
          "/api/ops/invites/TRAINING-1",
          "/api/ops/invites/TRAINING-1/uses",
          "/api/ops/invites/TRAINING-1/refusals",
          "/api/ops/user?userId=user-1",
          "/api/ops/topics",
          "/api/ops/audit");

  private TrainingLooks() {}

  /**
   * Makes the calls one after the other: a console has few users at once.
   *
   * @throws CommandFailedException if the console does not respond to a call
   */
  static void make(URI console, TokenKey key) {
    String token = key.forReader();
    try (HttpClient client = HttpClient.newHttpClient()) {
      for (int i = 0; i < ROUNDS; i++) {
        for (String path : PATHS) {
          look(client, console.resolve(path), token);
        }
      }
    } catch (IOException e) {
      throw new CommandFailedException("A training call failed: " + e, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private static void look(HttpClient client, URI address, String token)
      throws IOException, InterruptedException {
    HttpResponse<String> response =
        client.send(
            HttpRequest.newBuilder(address).header("Authorization", "Bearer " + token).build(),
            HttpResponse.BodyHandlers.ofString());
    if (response.statusCode() >= SERVER_ERROR) {
      throw new IOException("%s: %s".formatted(response.statusCode(), response.body()));
    }
  }
}
