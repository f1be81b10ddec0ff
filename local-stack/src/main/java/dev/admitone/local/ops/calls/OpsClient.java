package dev.admitone.local.ops.calls;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.admitone.local.command.BearerToken;
import dev.admitone.local.command.CommandFailedException;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.MissingNode;

/**
 * The calls of a console. An address may have a path, which comes before that of a call.
 *
 * <p>All calls throw {@link CallRefusedException} if the console refuses them, and {@link
 * CommandFailedException} if it does not respond.
 */
public final class OpsClient implements AutoCloseable {

  /** The variable that names the address of a console. */
  public static final String URL_VARIABLE = "ADMIT_OPS_URL";

  private static final JsonMapper JSON = JsonMapper.shared();
  private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(5);
  // Until the response begins: the console's own bounds are far below it.
  private static final Duration CALL_TIMEOUT = Duration.ofMinutes(2);
  // An import responds when its last code is decided.
  private static final Duration UPLOAD_TIMEOUT = Duration.ofHours(2);
  private static final int ERROR = 400;
  private static final int NOT_FOUND = 404;

  private final HttpClient http =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(CONNECT_TIMEOUT)
          .build();
  private final String address;
  private final BearerToken token;

  /** Takes the console's address and the token of the operator that calls it. */
  public OpsClient(URI address, BearerToken token) {
    this.address = address.toString().replaceAll("/+$", "");
    this.token = token;
  }

  /** Looks at something. */
  public ConsoleResponse get(CallPath path) {
    return response(send(request(path, CALL_TIMEOUT).GET()));
  }

  /** The same; nothing if there is no such thing, or cannot be. */
  public Optional<ConsoleResponse> find(CallPath path) {
    HttpResponse<InputStream> response = sent(request(path, CALL_TIMEOUT).GET());
    if (response.statusCode() == NOT_FOUND || response.statusCode() == ERROR) {
      discard(response);
      return Optional.empty();
    }
    return Optional.of(response(accepted(response)));
  }

  /** Changes something. */
  public ConsoleResponse send(String method, CallPath path, Map<String, @Nullable Object> body) {
    return response(
        send(
            request(path, CALL_TIMEOUT)
                .header("Content-Type", "application/json")
                .method(method, BodyPublishers.ofString(JSON.writeValueAsString(body)))));
  }

  /** Sends a file. */
  public ConsoleResponse upload(CallPath path, String type, BodyPublisher file, String key) {
    return response(
        send(
            request(path, UPLOAD_TIMEOUT)
                .header("Content-Type", type)
                .header("Idempotency-Key", key)
                .POST(file)));
  }

  /** A file of any length, to be closed. Its reader gets an error if the console breaks it off. */
  public InputStream file(CallPath path) {
    return send(request(path, CALL_TIMEOUT).GET()).body();
  }

  private HttpRequest.Builder request(CallPath path, Duration timeout) {
    return HttpRequest.newBuilder(URI.create(address + path))
        .timeout(timeout)
        .header("Authorization", "Bearer " + token.value());
  }

  private HttpResponse<InputStream> send(HttpRequest.Builder request) {
    return accepted(sent(request));
  }

  private HttpResponse<InputStream> sent(HttpRequest.Builder request) {
    try {
      return http.send(request.build(), BodyHandlers.ofInputStream());
    } catch (IOException e) {
      throw noResponse(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CommandFailedException("Interrupted.", e);
    }
  }

  private HttpResponse<InputStream> accepted(HttpResponse<InputStream> response) {
    if (response.statusCode() < ERROR) {
      return response;
    }
    String body = token.hiddenIn(text(response));
    JsonNode problem = parsed(body);
    String reason = problem.path("reason").asString("");
    String error = problem.path("error").asString("");
    throw new CallRefusedException(
        error.isEmpty()
            ? "What responds at %s is no console: it responds with status %d and no problem."
                .formatted(address, response.statusCode())
            : "%s (%s)".formatted(error, reason),
        body);
  }

  private ConsoleResponse response(HttpResponse<InputStream> response) {
    String body = text(response);
    JsonNode json = parsed(body);
    if (json.isMissingNode()) {
      throw new CommandFailedException(
          "What responds at %s is no console: its response is no JSON.".formatted(address), null);
    }
    return new ConsoleResponse(body, json);
  }

  private String text(HttpResponse<InputStream> response) {
    try (InputStream body = response.body()) {
      return new String(body.readAllBytes(), UTF_8);
    } catch (IOException e) {
      throw noResponse(e);
    }
  }

  private void discard(HttpResponse<InputStream> response) {
    var _ = text(response);
  }

  private CommandFailedException noResponse(IOException e) {
    String message = e.getMessage();
    return new CommandFailedException(
        "No console responds at %s: %s%s. Name its address with --url, or set %s."
            .formatted(
                address,
                e.getClass().getSimpleName(),
                message == null ? "" : ": " + message,
                URL_VARIABLE),
        e);
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
