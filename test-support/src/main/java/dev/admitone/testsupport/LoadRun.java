package dev.admitone.testsupport;

import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Users who redeem over HTTP, one every few milliseconds, independently of those before, at the
 * gateways by turns. Each asks twice, with a key for either time. As the page for frontends says, a
 * request whose connection breaks, or that is not known to be accepted, is sent again with its key,
 * here to the next gateway.
 */
public final class LoadRun implements AutoCloseable {

  private static final int ATTEMPTS_MAX = 31;
  private static final int SERVICE_UNAVAILABLE = 503;

  private final List<ApiClient> gateways;
  private final List<String> codes;
  private final List<String> preferences;
  private final AtomicInteger begun = new AtomicInteger();
  private final AtomicInteger broken = new AtomicInteger();
  private final ConcurrentLinkedQueue<Future<Sent>> requests = new ConcurrentLinkedQueue<>();
  private final ExecutorService users = Executors.newVirtualThreadPerTaskExecutor();
  private final ScheduledExecutorService pace = Executors.newSingleThreadScheduledExecutor();

  /**
   * A request that a gateway acknowledged.
   *
   * @param gateway the number of the gateway that did
   * @param refused the responses with which gateways did not
   */
  public record Sent(
      String code, String userId, int gateway, ApiClient.Response response, List<Refused> refused) {

    public String requestId() {
      return response.text("requestId");
    }

    public boolean isPending() {
      return response.status() == 202;
    }
  }

  /** A 503, and how long it took. */
  public record Refused(ApiClient.Response response, Duration took) {}

  private LoadRun(List<ApiClient> gateways, List<String> codes, List<String> preferences) {
    this.gateways = gateways;
    this.codes = codes;
    this.preferences = preferences;
  }

  /**
   * Begins.
   *
   * @param gateways read anew for each request
   * @param preferences what a user's two requests prefer
   */
  public static LoadRun begin(
      List<ApiClient> gateways, List<String> codes, Duration between, String... preferences) {
    LoadRun load = new LoadRun(gateways, codes, List.of(preferences));
    var _ = load.pace.scheduleAtFixedRate(load::next, 0, between.toNanos(), TimeUnit.NANOSECONDS);
    return load;
  }

  /** How many requests have begun. */
  public int begun() {
    return begun.get();
  }

  /** How many connections broke or were refused. */
  public int broken() {
    return broken.get();
  }

  /** Returns when so many more have begun. */
  public void awaitMore(int count) {
    int before = begun();
    Await.patiently().until(() -> begun() >= before + count);
  }

  /** No further requests; waits for the acknowledgement of all. */
  public List<Sent> end() throws InterruptedException, ExecutionException, TimeoutException {
    pace.shutdown();
    if (!pace.awaitTermination(1, TimeUnit.MINUTES)) {
      throw new IllegalStateException("The load does not end");
    }
    List<Sent> all = new ArrayList<>();
    for (Future<Sent> request : requests) {
      all.add(request.get(15, TimeUnit.MINUTES));
    }
    return all;
  }

  private void next() {
    int number = begun.getAndIncrement();
    requests.add(users.submit(() -> send(number)));
  }

  private Sent send(int number) {
    int user = number / 2;
    String code = codes.get(user % codes.size());
    List<Refused> refused = new ArrayList<>();
    for (int attempt = 0; attempt < ATTEMPTS_MAX; attempt++) {
      int gateway = (user + number + attempt) % gateways.size();
      long begin = System.nanoTime();
      ApiClient.Response response = trySend(number, gateway, code);
      if (response != null && response.status() != SERVICE_UNAVAILABLE) {
        return new Sent(code, "user-" + user, gateway, response, refused);
      }
      if (response != null) {
        refused.add(new Refused(response, Duration.ofNanos(System.nanoTime() - begin)));
      }
      pause();
    }
    throw new IllegalStateException("No gateway acknowledges request " + number);
  }

  private ApiClient.@Nullable Response trySend(int number, int gateway, String code) {
    String user = "user-" + number / 2;
    String key = code + "-" + number;
    String prefer = preferences.get(number % preferences.size());
    try {
      return gateways.get(gateway).redeem(code, user, "Idempotency-Key", key, "Prefer", prefer);
    } catch (UncheckedIOException e) {
      broken.incrementAndGet();
      return null;
    }
  }

  /** A second, as Retry-After says. */
  private static void pause() {
    CompletableFuture.runAsync(() -> {}, CompletableFuture.delayedExecutor(1, TimeUnit.SECONDS))
        .join();
  }

  @Override
  public void close() {
    pace.shutdownNow();
    users.shutdownNow();
    users.close();
  }
}
