package dev.admitone.containers;

import dev.admitone.testsupport.Await;
import java.io.IOException;
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

/**
 * Users who redeem over HTTP, one each few milliseconds whatever becomes of those before, at the
 * gateways by turns. Each asks twice, with a key for either time, once waiting and once not. As the
 * page for frontends says: whose connection breaks or is refused, or who is told that the request
 * is not known to be accepted, sends it again with its key, here to the next gateway.
 */
final class Load implements AutoCloseable {

  private static final int LAST_ATTEMPT = 30;
  private static final String[] PREFERENCES = {"wait=5", "respond-async"};

  private final List<Api> gateways;
  private final List<String> codes;
  private final AtomicInteger begun = new AtomicInteger();
  private final AtomicInteger broken = new AtomicInteger();
  private final AtomicInteger unknown = new AtomicInteger();
  private final ConcurrentLinkedQueue<Future<Sent>> requests = new ConcurrentLinkedQueue<>();
  private final ExecutorService users = Executors.newVirtualThreadPerTaskExecutor();
  private final ScheduledExecutorService pace = Executors.newSingleThreadScheduledExecutor();

  /** A request, and what a gateway answered. */
  record Sent(String code, String userId, Api.Answer answer) {

    String requestId() {
      return answer.text("requestId");
    }
  }

  private Load(List<Api> gateways, List<String> codes) {
    this.gateways = gateways;
    this.codes = codes;
  }

  static Load begin(List<Api> gateways, List<String> codes, Duration between) {
    Load load = new Load(gateways, codes);
    var _ = load.pace.scheduleAtFixedRate(load::next, 0, between.toNanos(), TimeUnit.NANOSECONDS);
    return load;
  }

  /** How many requests have begun. */
  int begun() {
    return begun.get();
  }

  /** How many connections broke or were refused. */
  int broken() {
    return broken.get();
  }

  /** How often a gateway did not know whether the brokers have the request. */
  int unknown() {
    return unknown.get();
  }

  /** Returns when so many more have begun. */
  void awaitMore(int count) {
    int before = begun();
    Await.patiently().until(() -> begun() >= before + count);
  }

  /** No further requests; waits for the answers to all. */
  List<Sent> end() throws InterruptedException, ExecutionException, TimeoutException {
    pace.shutdown();
    if (!pace.awaitTermination(1, TimeUnit.MINUTES)) {
      throw new IllegalStateException("The load does not end");
    }
    List<Sent> all = new ArrayList<>();
    for (Future<Sent> request : requests) {
      all.add(request.get(3, TimeUnit.MINUTES));
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
    String prefer = PREFERENCES[number % PREFERENCES.length];
    for (int attempt = 0; ; attempt++) {
      Api gateway = gateways.get((user + number + attempt) % gateways.size());
      try {
        String key = code + "-" + number;
        Api.Answer answer =
            gateway.redeem(code, "user-" + user, "Idempotency-Key", key, "Prefer", prefer);
        if (!answer.outcome().equals("NOT_ACKNOWLEDGED")) {
          return new Sent(code, "user-" + user, answer);
        }
        unknown.incrementAndGet();
      } catch (IOException e) {
        broken.incrementAndGet();
      }
      if (attempt == LAST_ATTEMPT) {
        throw new IllegalStateException("Nobody answers request " + number);
      }
      pause();
    }
  }

  private static void pause() {
    CompletableFuture.runAsync(
            () -> {}, CompletableFuture.delayedExecutor(300, TimeUnit.MILLISECONDS))
        .join();
  }

  @Override
  public void close() {
    pace.shutdownNow();
    users.shutdownNow();
    users.close();
  }
}
