package dev.admitone.gateway.redemption;

import dev.admitone.gateway.support.Gateway;
import dev.admitone.gateway.support.Gateway.Reply;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/** Calls with many redemptions. */
final class BulkCalls {

  static final String PATH = "/api/redemptions/bulk";

  private BulkCalls() {}

  /** One redemption of a list. */
  static String one(String code, String userId) {
    return "{\"code\":\"%s\",\"userId\":\"%s\"}".formatted(code, userId);
  }

  /** The body of a call with these. */
  static String body(String... redemptions) {
    return "{\"redemptions\":[%s]}".formatted(String.join(",", redemptions));
  }

  /** The body of a call that redeems the code for each of these users. */
  static String body(String code, List<String> users) {
    return body(users.stream().map(user -> one(code, user)).toArray(String[]::new));
  }

  /** Sends it with a key. */
  static CompletableFuture<Reply> send(
      Gateway gateway, String body, String key, String preference) {
    return gateway.postLater(PATH, body, "Idempotency-Key", key, "Prefer", preference);
  }

  static List<JsonNode> results(Reply reply) {
    return reply.json().path("results").valueStream().toList();
  }

  /** What became of each redemption in one word: the reason if there is one, else the status. */
  static List<String> outcomes(Reply reply) {
    return results(reply).stream()
        .map(
            result ->
                Stream.of("reason", "status")
                    .map(name -> result.path(name).asString(""))
                    .filter(text -> !text.isEmpty())
                    .findFirst()
                    .orElse(""))
        .toList();
  }

  static List<String> ids(Reply reply) {
    return results(reply).stream().map(result -> result.path("requestId").asString("")).toList();
  }
}
