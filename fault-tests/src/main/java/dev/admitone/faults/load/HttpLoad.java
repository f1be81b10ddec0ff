package dev.admitone.faults.load;

import dev.admitone.faults.history.Call;
import dev.admitone.faults.history.Outcomes;
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
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Users who redeem over HTTP, at the gateways by turns, as behind a balancer: at one whose
 * readiness is red only while that of all is. A call whose connection breaks, or that is not known
 * to be accepted, is made again with its key, at the next gateway; each is a call of its own in the
 * history.
 */
public final class HttpLoad implements AutoCloseable {

  private static final JsonMapper JSON = JsonMapper.shared();
  private static final Duration WAIT = Duration.ofSeconds(3);
  private static final Duration CONNECT_MAX = Duration.ofSeconds(2);

  /**
   * A gateway that stands still does not respond: its clients give up. Within what the checker
   * allows after a wait, so that a call that is given up was late in any case.
   */
  private static final Duration CALL_MAX = Duration.ofSeconds(12);

  /** So many wait at most: an outage does not become a flood of calls. */
  private static final int USERS_AT_ONCE_MAX = 60;

  private static final int ATTEMPTS_MAX = 60;

  /** Of so many users one signs up: a password costs as much as many redemptions. */
  private static final int SIGNUP_ONE_IN = 50;

  private static final int WARMING_CALLS_MAX = 20;
  private static final Duration FAST = Duration.ofSeconds(1);
  private static final int OK = 200;
  private static final int ACCEPTED = 202;
  private static final int UNAVAILABLE = 503;

  private final List<Member> gateways;
  private final Predicate<Member> isReady;
  private final String token;
  private final Signups signups;
  private final Recorder recorder;
  private final HttpClient http = HttpClient.newBuilder().connectTimeout(CONNECT_MAX).build();
  private final AtomicLong calls = new AtomicLong();
  private final AtomicLong requests = new AtomicLong();
  private final ExecutorService users = Executors.newVirtualThreadPerTaskExecutor();
  private final Semaphore idle = new Semaphore(USERS_AT_ONCE_MAX);
  private final ScheduledExecutorService pace = Executors.newSingleThreadScheduledExecutor();
  private volatile boolean isOver;

  private record Wish(String code, String userId, String path, Map<String, String> body) {}

  /**
   * Takes the gateways that are called, a token of a service, and what records the calls.
   *
   * @param isReady whether a gateway was ready when it was asked last
   */
  public HttpLoad(
      List<Member> gateways,
      Predicate<Member> isReady,
      String token,
      Signups signups,
      Recorder recorder) {
    this.gateways = gateways;
    this.isReady = isReady;
    this.token = token;
    this.signups = signups;
    this.recorder = recorder;
  }

  /**
   * Calls each gateway, one call after the other, until one is as fast as usual: the first calls of
   * a process load its classes. Not part of the history.
   */
  public void warmUp() throws InterruptedException {
    for (Member gateway : gateways) {
      for (int i = 0; i < WARMING_CALLS_MAX; i++) {
        String key = UUID.randomUUID().toString();
        long begin = System.nanoTime();
        for (Wish wish : List.of(redemption(-1), signup(-1))) {
          Call call =
              new Call(-1, key, wish.code(), wish.userId(), Instant.now(), WAIT, gateway.name());
          send(call, wish, gateway);
        }
        if (System.nanoTime() - begin < FAST.toNanos()) {
          break;
        }
      }
    }
  }

  private void send(Call call, Wish wish, Member gateway) throws InterruptedException {
    try {
      http.send(request(call, wish, gateway), HttpResponse.BodyHandlers.discarding());
    } catch (IOException e) {
      // That was a slow one.
    }
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
    if (idle.tryAcquire()) {
      long number = requests.getAndIncrement();
      users.execute(() -> redeemAndLeave(number));
    }
  }

  private void redeemAndLeave(long number) {
    try {
      redeem(number);
    } finally {
      idle.release();
    }
  }

  /** Each user asks twice, with a key for either time. */
  private void redeem(long number) {
    long user = number / 2;
    boolean isSignup = user % SIGNUP_ONE_IN == 0;
    Wish wish = isSignup ? signup(user / SIGNUP_ONE_IN) : redemption(user);
    for (int attempt = 0; attempt < ATTEMPTS_MAX; attempt++) {
      Member gateway = gateway(number + attempt);
      Call call =
          new Call(
              calls.getAndIncrement(),
              "key-" + number,
              wish.code(),
              wish.userId(),
              Instant.now(),
              WAIT,
              gateway.name());
      if (isServed(call, wish, gateway) || isOver) {
        return;
      }
      pause();
    }
  }

  private Member gateway(long turn) {
    List<Member> ready = gateways.stream().filter(isReady).toList();
    List<Member> called = ready.isEmpty() ? gateways : ready;
    return called.get((int) (turn % called.size()));
  }

  private static Wish redemption(long user) {
    String code = Codes.ofUser(user);
    String userId = Codes.userId(user);
    return new Wish(code, userId, "/api/redemptions", Map.of("code", code, "userId", userId));
  }

  private Wish signup(long number) {
    String code = Codes.ofSignup(number);
    return new Wish(
        code,
        Signups.userId(number),
        "/api/auth/complete-phone-signup",
        signups.body(number, code));
  }

  private boolean isServed(Call call, Wish wish, Member gateway) {
    recorder.called(call);
    Response response;
    try {
      response = call(call, wish, gateway);
    } catch (HttpTimeoutException e) {
      // Without a response in the history: the checker reports the call.
      return true;
    }
    recorder.responded(response);
    return response.status() != Response.BROKEN && !response.isUnavailable();
  }

  private Response call(Call call, Wish wish, Member gateway) throws HttpTimeoutException {
    try {
      HttpResponse<String> received =
          http.send(request(call, wish, gateway), HttpResponse.BodyHandlers.ofString());
      return response(call, received.statusCode(), JSON.readTree(received.body()));
    } catch (HttpTimeoutException e) {
      if (!(e instanceof HttpConnectTimeoutException) && !gateway.wasFrozenSince(call.begunAt())) {
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

  private HttpRequest request(Call call, Wish wish, Member gateway) {
    String body = JSON.writeValueAsString(wish.body());
    return HttpRequest.newBuilder(gateway.address().resolve(wish.path()))
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
        switch (status) {
          case ACCEPTED, UNAVAILABLE -> null;
          case OK -> outcome(body, Outcomes.REDEEMED);
          default -> outcome(body, null);
        });
  }

  /** A signup that is granted says no more than that. */
  private static @Nullable String outcome(JsonNode body, @Nullable String ofSuccess) {
    String outcome = body.path("reason").asString(body.path("status").asString(""));
    boolean isSuccess = body.path("success").asBoolean(false);
    return outcome.isEmpty() ? isSuccess ? ofSuccess : null : outcome;
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
