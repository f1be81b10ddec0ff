package dev.admitone.testsupport;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The gateway's HTTP interface, as a frontend uses it. A connection that breaks is unchecked. */
public final class ApiClient {

  private static final JsonMapper JSON = JsonMapper.shared();
  private static final Duration CONNECT_MAX = Duration.ofSeconds(5);
  private static final Duration CALL_MAX = Duration.ofSeconds(60);

  private final HttpClient http =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(CONNECT_MAX)
          .build();
  private final URI gateway;
  private final @Nullable String token;

  /** Without a token. */
  public ApiClient(URI gateway) {
    this(gateway, null);
  }

  public ApiClient(URI gateway, @Nullable String token) {
    this.gateway = gateway;
    this.token = token;
  }

  /** A response with JSON as its body; names of headers are in lower case. */
  public record Response(int status, JsonNode body, Map<String, List<String>> headers) {

    public String text(String member) {
      return body.path(member).asString("");
    }

    /** The outcome by name, whether it was granted or refused. */
    public String outcome() {
      return text("reason").isEmpty() ? text("status") : text("reason");
    }

    public String header(String name) {
      return headers.getOrDefault(name.toLowerCase(Locale.ROOT), List.of("")).getFirst();
    }
  }

  public Response redeem(String code, String userId, String... headers) {
    return post("/api/redemptions", Map.of("code", code, "userId", userId), headers);
  }

  public Response createInvite(Map<String, ?> invite, String... headers) {
    return post("/api/invites", invite, headers);
  }

  public Response validate(String code) {
    return post("/api/invites/validate", Map.of("code", code));
  }

  /** A null in the change takes a limit away. */
  public Response changeInvite(String code, Map<String, ?> change, String... headers) {
    return send("PATCH", "/api/invites/" + code, change, headers);
  }

  public Response release(String requestId, Map<String, ?> release, String... headers) {
    return post("/api/redemptions/%s/release".formatted(requestId), release, headers);
  }

  public Response post(String path, Map<String, ?> body, String... headers) {
    return send("POST", path, body, headers);
  }

  public Response get(String pathAndQuery, String... headers) {
    return send(HttpRequest.newBuilder(gateway.resolve(pathAndQuery)), headers);
  }

  /** Status, headers and body of a response that is no JSON. */
  public String raw(String pathAndQuery) throws IOException, InterruptedException {
    return RawHttp.get(
        gateway.resolve(pathAndQuery).toString(), "Authorization", "Bearer " + token);
  }

  /** The same for a body that may be none. */
  public String rawPost(String path, String body, String contentType)
      throws IOException, InterruptedException {
    return RawHttp.post(
        gateway.resolve(path).toString(),
        body,
        "Authorization",
        "Bearer " + token,
        "Content-Type",
        contentType);
  }

  /**
   * All calls begin at the same moment, each in a thread of its own; results in the calls' order.
   */
  public static <T> List<T> inParallel(int count, IntFunction<T> call) {
    CountDownLatch start = new CountDownLatch(1);
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<T>> futures =
          IntStream.range(0, count)
              .mapToObj(
                  i ->
                      threads.submit(
                          () -> {
                            start.await();
                            return call.apply(i);
                          }))
              .toList();
      start.countDown();
      return futures.stream().map(ApiClient::result).toList();
    }
  }

  private static <T> T result(Future<T> future) {
    try {
      return future.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    } catch (ExecutionException e) {
      throw new IllegalStateException(e.getCause());
    }
  }

  private Response send(String method, String path, Map<String, ?> body, String... headers) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(gateway.resolve(path))
            .header("Content-Type", "application/json")
            .method(method, HttpRequest.BodyPublishers.ofString(JSON.writeValueAsString(body)));
    return send(request, headers);
  }

  private Response send(HttpRequest.Builder request, String... headers) {
    if (token != null) {
      request.header("Authorization", "Bearer " + token);
    }
    if (headers.length > 0) {
      request.headers(headers);
    }
    try {
      HttpResponse<String> response =
          http.send(request.timeout(CALL_MAX).build(), HttpResponse.BodyHandlers.ofString());
      return new Response(
          response.statusCode(), JSON.readTree(response.body()), response.headers().map());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
