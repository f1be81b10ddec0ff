package dev.admitone.faults.load;

import dev.admitone.faults.history.Call;
import dev.admitone.faults.history.Response;
import dev.admitone.faults.processes.Member;
import dev.admitone.faults.recording.Recorder;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Users who redeem over HTTP, at the gateways by turns. A call whose connection breaks, or that is
 * not known to be accepted, is made again with its key, at the next gateway; each is a call of its
 * own in the history.
 */
public final class HttpLoad implements AutoCloseable {

  private static final JsonMapper JSON = JsonMapper.shared();
  private static final Duration WAIT = Duration.ofSeconds(3);
  private static final Duration CONNECT_MAX = Duration.ofSeconds(2);

  /** A gateway that stands still does not respond: its clients give up. */
  private static final Duration CALL_MAX = Duration.ofSeconds(20);

  private static final int ATTEMPTS_MAX = 60;
  private static final int ACCEPTED = 202;
  private static final int UNAVAILABLE = 503;

  private final List<Member> gateways;
  private final String token;
  private final Recorder recorder;
  private final HttpClient http = HttpClient.newBuilder().connectTimeout(CONNECT_MAX).build();
  private final AtomicLong calls = new AtomicLong();
  private final AtomicLong requests = new AtomicLong();
  private final ExecutorService users = Executors.newVirtualThreadPerTaskExecutor();
  private final ScheduledExecutorService pace = Executors.newSingleThreadScheduledExecutor();
  private volatile boolean isOver;

  /** Takes the gateways that are called, a token of a service, and what records the calls. */
  public HttpLoad(List<Member> gateways, String token, Recorder recorder) {
    this.gateways = gateways;
    this.token = token;
    this.recorder = recorder;
  }

  /** Begins to call. */
  public void begin(Duration between) {
    var _ = pace.scheduleAtFixedRate(this::next, 0, between.toNanos(), TimeUnit.NANOSECONDS);
  }

  /** How many requests it has begun, without those that were sent again. */
  public long requests() {
    return requests.get();
  }

  private void next() {
    long number = requests.getAndIncrement();
    users.execute(() -> redeem(number));
  }

  /** Each user asks twice, with a key for either time. */
  private void redeem(long number) {
    String code = Codes.ALL.get((int) (number / 2 % Codes.ALL.size()));
    for (int attempt = 0; attempt < ATTEMPTS_MAX; attempt++) {
      Member gateway = gateways.get((int) ((number + attempt) % gateways.size()));
      Call call =
          new Call(
              calls.getAndIncrement(),
              "key-" + number,
              code,
              "caller-" + number / 2,
              Instant.now(),
              WAIT);
      if (isServed(call, gateway) || isOver) {
        return;
      }
      pause();
    }
  }

  private boolean isServed(Call call, Member gateway) {
    recorder.called(call);
    Response response;
    try {
      response = call(call, gateway);
    } catch (HttpTimeoutException e) {
      // Without a response in the history: the checker reports the call.
      return true;
    }
    recorder.responded(response);
    return response.status() != Response.BROKEN && !response.isUnavailable();
  }

  private Response call(Call call, Member gateway) throws HttpTimeoutException {
    try {
      HttpResponse<String> received =
          http.send(request(call, gateway), HttpResponse.BodyHandlers.ofString());
      return response(call, received.statusCode(), JSON.readTree(received.body()));
    } catch (HttpTimeoutException e) {
      if (!(e instanceof HttpConnectTimeoutException)
          && !gateway.wasFrozenSince(call.begunAt())) {
        throw e;
      }
      return new Response(call.number(), Instant.now(), Response.BROKEN, null, null);
    } catch (IOException e) {
      return new Response(call.number(), Instant.now(), Response.BROKEN, null, null);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return new Response(call.number(), Instant.now(), Response.BROKEN, null, null);
    }
  }

  private HttpRequest request(Call call, Member gateway) {
    String body =
        JSON.writeValueAsString(Map.of("code", call.code(), "userId", call.userId()));
    return HttpRequest.newBuilder(gateway.address().resolve("/api/redemptions"))
        .timeout(CALL_MAX)
        .header("Content-Type", "application/json")
        .header("Authorization", "Bearer " + token)
        .header("Idempotency-Key", call.key())
        .header("Prefer", "wait=" + call.waitMax().toSeconds())
        .POST(HttpRequest.BodyPublishers.ofString(body))
        .build();
  }

  private static Response response(Call call, int status, JsonNode body) {
    String id = body.path("requestId").asString("");
    return new Response(
        call.number(),
        Instant.now(),
        status,
        id.isEmpty() ? null : UUID.fromString(id),
        status == ACCEPTED || status == UNAVAILABLE ? null : outcome(body));
  }

  private static @Nullable String outcome(JsonNode body) {
    String outcome = body.path("reason").asString(body.path("status").asString(""));
    return outcome.isEmpty() ? null : outcome;
  }

  private static void pause() {
    try {
      TimeUnit.SECONDS.sleep(1);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** No further requests; returns when all calls have ended. */
  public void end() throws InterruptedException {
    isOver = true;
    pace.shutdown();
    users.shutdown();
    if (!users.awaitTermination(2, TimeUnit.MINUTES)) {
      throw new IllegalStateException("Calls do not end");
    }
  }

  @Override
  public void close() {
    pace.shutdownNow();
    users.shutdownNow();
    users.close();
    http.close();
  }
}
