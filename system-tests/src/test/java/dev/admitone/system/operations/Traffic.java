package dev.admitone.system.operations;

import dev.admitone.testsupport.ApiClient;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;

/**
 * Users who redeem one code, one after the other in two queues, over whatever gateways there are at
 * the moment. As the page for frontends says, a request without a decision is sent again with its
 * key.
 */
final class Traffic implements AutoCloseable {

  private static final int QUEUES = 2;

  /** Between two users of a queue: load, and still room for services that start. */
  private static final Duration PAUSE = Duration.ofMillis(20);

  private static final Duration PAUSE_BEFORE_TRYING_AGAIN = Duration.ofMillis(200);
  private static final Duration PATIENCE = Duration.ofMinutes(10);

  private final String code;
  private final List<ApiClient> gateways = new CopyOnWriteArrayList<>();
  private final List<String> outcomes = new CopyOnWriteArrayList<>();
  private final AtomicInteger users = new AtomicInteger();
  private final ExecutorService threads = Executors.newFixedThreadPool(QUEUES);
  private final List<Future<?>> queues;
  private volatile boolean over;

  private Traffic(String code, ApiClient gateway) {
    this.code = code;
    gateways.add(gateway);
    this.queues =
        IntStream.range(0, QUEUES).<Future<?>>mapToObj(_ -> threads.submit(this::run)).toList();
  }

  static Traffic of(String code, ApiClient gateway) {
    return new Traffic(code, gateway);
  }

  void alsoOver(ApiClient gateway) {
    gateways.add(gateway);
  }

  void noLongerOver(ApiClient gateway) {
    gateways.remove(gateway);
  }

  /** How many users have their decision so far. */
  int decided() {
    return outcomes.size();
  }

  /** Ends it; returns each user's decision. */
  List<String> end() throws InterruptedException, ExecutionException {
    over = true;
    for (Future<?> queue : queues) {
      queue.get();
    }
    return List.copyOf(outcomes);
  }

  private void run() {
    while (!over) {
      outcomes.add(redeemUntilDecided(users.getAndIncrement()));
      LockSupport.parkNanos(PAUSE.toNanos());
    }
  }

  private String redeemUntilDecided(int user) {
    String key = UUID.randomUUID().toString();
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    for (int attempt = 0; System.nanoTime() < deadline; attempt++) {
      List<ApiClient> now = List.copyOf(gateways);
      ApiClient gateway = now.get((user + attempt) % now.size());
      try {
        ApiClient.Response answer =
            gateway.redeem(code, "user-" + user, "Idempotency-Key", key, "Prefer", "wait=5");
        if (answer.status() != 202 && answer.status() != 503) {
          return answer.outcome();
        }
      } catch (UncheckedIOException e) {
        // A gateway that stopped: the request may be in the log. Its key makes that the same.
      }
      LockSupport.parkNanos(PAUSE_BEFORE_TRYING_AGAIN.toNanos());
    }
    return "NOT DECIDED";
  }

  @Override
  public void close() {
    over = true;
    threads.shutdownNow();
  }
}
