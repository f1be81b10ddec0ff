package dev.admitone.local.smoke;

import dev.admitone.local.command.BearerToken;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.MissingNode;

/** The calls of the smoke tests. An address may have a path, which comes before that of a call. */
final class DeploymentClient implements AutoCloseable {

  private static final JsonMapper JSON = JsonMapper.shared();
  private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(5);
  // The gateway waits for 30 s at most.
  private static final Duration CALL_TIMEOUT = Duration.ofSeconds(40);

  private final HttpClient http =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(CONNECT_TIMEOUT)
          .build();
  private final String address;
  private final BearerToken token;

  DeploymentClient(URI address, BearerToken token) {
    this.address = address.toString().replaceAll("/+$", "");
    this.token = token;
  }

  Reply createInvite(String code, int uses) {
    return change("POST", "/api/invites", Map.of("code", code, "maxUses", uses));
  }

  Reply validate(String code) {
    return change("POST", "/api/invites/validate", Map.of("code", code));
  }

  /** The same key makes it the same request. */
  CompletableFuture<Reply> redeem(String code, String user, UUID key) {
    return send(
        request("POST", "/api/redemptions", Map.of("code", code, "userId", user))
            .header("Idempotency-Key", key.toString()));
  }

  Reply release(String requestId, String code) {
    return change(
        "POST",
        "/api/redemptions/%s/release".formatted(requestId),
        Map.of("code", code, "reason", "smoke test"));
  }

  Reply revoke(String code) {
    return change("PATCH", "/api/invites/" + code, Map.of("revoked", true));
  }

  private Reply change(String method, String path, Map<String, ?> body) {
    return send(request(method, path, body)).join();
  }

  private HttpRequest.Builder request(String method, String path, Map<String, ?> body) {
    return HttpRequest.newBuilder(URI.create(address + path))
        .timeout(CALL_TIMEOUT)
        .header("Authorization", "Bearer " + token.value())
        .header("Content-Type", "application/json")
        .header("Prefer", "wait=30")
        .method(method, BodyPublishers.ofString(JSON.writeValueAsString(body)));
  }

  private CompletableFuture<Reply> send(HttpRequest.Builder request) {
    return http.sendAsync(request.build(), BodyHandlers.ofString())
        .handle((response, failure) -> failure == null ? replied(response) : none(failure));
  }

  private static Reply replied(HttpResponse<String> response) {
    return new Reply.Response(response.statusCode(), parsed(response.body()));
  }

  private static Reply none(Throwable failure) {
    Throwable cause =
        failure instanceof CompletionException && failure.getCause() != null
            ? failure.getCause()
            : failure;
    boolean connected =
        !(cause instanceof ConnectException || cause instanceof HttpConnectTimeoutException);
    String message = cause.getMessage();
    return new Reply.None(
        cause.getClass().getSimpleName() + (message == null ? "" : ": " + message), connected);
  }

  private static JsonNode parsed(String body) {
    try {
      return JSON.readTree(body);
    } catch (JacksonException e) {
      return MissingNode.getInstance();
    }
  }

  /** Open calls are cancelled. */
  @Override
  public void close() {
    http.shutdownNow();
  }
}
