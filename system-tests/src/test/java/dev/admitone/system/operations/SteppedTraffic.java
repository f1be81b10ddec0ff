package dev.admitone.system.operations;

import dev.admitone.system.operations.OlderApplication.Client;
import dev.admitone.testsupport.ApiClient;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Users of two codes, of which a share is sent to a gateway and the others to the function of the
 * older application, as the page on the roll-out has it. Some users redeem a second time.
 */
final class SteppedTraffic implements AutoCloseable {

  /** How many users have been served, by side. */
  record Served(int byFunction, int byGateway) {}

  private static final int QUEUES = 3;
  private static final int EVERY_TWICE = 7;
  private static final int EVERY_LIMITED = 4;

  /** Between two users of a queue: load, and time left for services that start. */
  private static final Duration PAUSE = Duration.ofMillis(10);

  private static final Duration PAUSE_BEFORE_TRYING_AGAIN = Duration.ofMillis(50);
  private static final Duration PATIENCE = Duration.ofMinutes(10);

  private final OlderApplication application;
  private final String unlimited;
  private final String limited;
  private final AtomicReference<@Nullable ApiClient> gateway = new AtomicReference<>();
  private final AtomicInteger share = new AtomicInteger();
  private final AtomicInteger inGateway = new AtomicInteger();
  private final AtomicInteger users = new AtomicInteger();
  private final AtomicInteger byFunction = new AtomicInteger();
  private final AtomicInteger byGateway = new AtomicInteger();
  private final Map<String, String> granted = new ConcurrentHashMap<>();
  private final Set<String> unexpected = ConcurrentHashMap.newKeySet();
  private final ExecutorService threads = Executors.newFixedThreadPool(QUEUES);
  private final List<Future<?>> queues = new ArrayList<>();
  private volatile boolean over;

  SteppedTraffic(OlderApplication application, String unlimited, String limited) {
    this.application = application;
    this.unlimited = unlimited;
    this.limited = limited;
  }

  /** Begins, with all users at the function. */
  SteppedTraffic begin() {
    for (int i = 0; i < QUEUES; i++) {
      queues.add(threads.submit(this::run));
    }
    return this;
  }

  /** From now on so many of a hundred users go to the gateway. */
  void send(int ofHundred, ApiClient to) {
    gateway.set(to);
    share.set(ofHundred);
  }

  /** From now on all users go to the function. */
  void sendNoneToGateways() {
    share.set(0);
  }

  /** How many users wait for a gateway at the moment. */
  int atGateways() {
    return inGateway.get();
  }

  Served served() {
    return new Served(byFunction.get(), byGateway.get());
  }

  /** The users that were told that they have a use, with the code. */
  Map<String, String> granted() {
    return Map.copyOf(granted);
  }

  /** What no user may meet: errors, a second use, no decision. */
  Set<String> unexpected() {
    return Set.copyOf(unexpected);
  }

  /** Ends it when all users have their decision. */
  void end() throws InterruptedException, ExecutionException {
    over = true;
    for (Future<?> queue : queues) {
      queue.get();
    }
  }

  private void run() {
    try (Client function = application.client()) {
      while (!over) {
        int number = users.getAndIncrement();
        String user = "user-" + number;
        String code = number % EVERY_LIMITED == 0 ? limited : unlimited;
        if (redeem(function, code, user)) {
          granted.put(user, code);
          if (number % EVERY_TWICE == 0 && redeem(function, code, user)) {
            unexpected.add("two uses of " + user);
          }
        }
        LockSupport.parkNanos(PAUSE.toNanos());
      }
    } catch (SQLException | RuntimeException e) {
      unexpected.add("a client ended: " + e);
    }
  }

  private boolean redeem(Client function, String code, String user) {
    ApiClient target = gateway.get();
    inGateway.incrementAndGet();
    try {
      if (target != null && Math.floorMod(user.hashCode(), 100) < share.get()) {
        return byGateway(target, code, user);
      }
    } finally {
      inGateway.decrementAndGet();
    }
    return byFunction(function, code, user);
  }

  /** As its callers do, it tries again when the lock is not free. */
  private boolean byFunction(Client function, String code, String user) {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (System.nanoTime() < deadline) {
      try {
        boolean isGranted = function.redeem(code, user);
        byFunction.incrementAndGet();
        return isGranted;
      } catch (SQLException e) {
        if (!OlderApplication.LOCK_NOT_AVAILABLE.equals(e.getSQLState())) {
          unexpected.add("the function: %s %s".formatted(e.getSQLState(), e.getMessage()));
        }
      }
      LockSupport.parkNanos(PAUSE_BEFORE_TRYING_AGAIN.toNanos());
    }
    unexpected.add("not served by the function: " + user);
    return false;
  }

  /** With the same key until there is a decision, as the page for frontends has it. */
  private boolean byGateway(ApiClient target, String code, String user) {
    String key = UUID.randomUUID().toString();
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (System.nanoTime() < deadline) {
      ApiClient.Response response =
          target.redeem(code, user, "Idempotency-Key", key, "Prefer", "wait=5");
      if (response.status() == 200 || response.status() == 409) {
        byGateway.incrementAndGet();
        return response.outcome().equals("REDEEMED");
      }
      if (response.status() != 202 && response.status() != 503) {
        unexpected.add("a gateway: %d %s".formatted(response.status(), response.outcome()));
        return false;
      }
      LockSupport.parkNanos(PAUSE_BEFORE_TRYING_AGAIN.toNanos());
    }
    unexpected.add("not decided: " + user);
    return false;
  }

  @Override
  public void close() {
    over = true;
    threads.shutdownNow();
  }
}
