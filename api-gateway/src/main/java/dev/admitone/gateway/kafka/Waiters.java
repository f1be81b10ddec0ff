package dev.admitone.gateway.kafka;

import dev.admitone.schemas.avro.RedemptionDecided;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.springframework.context.SmartLifecycle;

/**
 * Who waits for a result, by request id. Bounded for each purpose, so that many who only ask leave
 * the places of those who redeem alone. When the gateway stops, nobody waits any longer: each is
 * let go before the web server counts the calls that are still open.
 */
final class Waiters implements SmartLifecycle {

  /** What somebody waits for a result for. */
  enum Purpose {
    /** To answer a call that sent the request. */
    CHANGE,
    /** To answer a call that asks how a request stands. */
    QUESTION
  }

  private final Map<Purpose, Integer> maxCounts;
  private final Map<Purpose, Integer> counts = new EnumMap<>(Purpose.class);

  /** Hardly ever more than one by id. The lists don't change, so they can be told unlocked. */
  private final Map<UUID, List<Waiter>> waiters = new HashMap<>();

  private boolean closed;

  Waiters(int maxChanges, int maxQuestions) {
    this.maxCounts = Map.of(Purpose.CHANGE, maxChanges, Purpose.QUESTION, maxQuestions);
  }

  /**
   * Waits from now on for results of the id that the predicate takes. The caller must close the
   * waiter. Empty if too many wait for the purpose already, or the gateway stops.
   */
  synchronized Optional<Waiter> register(
      UUID id, Purpose purpose, Predicate<RedemptionDecided> concerns) {
    if (closed || count(purpose) >= maxCounts.getOrDefault(purpose, 0)) {
      return Optional.empty();
    }
    Waiter waiter = new Waiter(concerns, gone -> remove(id, purpose, gone));
    waiters.merge(id, List.of(waiter), Waiters::joined);
    counts.merge(purpose, 1, Integer::sum);
    return Optional.of(waiter);
  }

  /** Tells everybody whom the result concerns. */
  void offer(RedemptionDecided decision) {
    List<Waiter> concerned;
    synchronized (this) {
      concerned = waiters.getOrDefault(decision.getRequestId(), List.of());
    }
    concerned.forEach(waiter -> waiter.offer(decision));
  }

  /** How many wait for the purpose. */
  synchronized int count(Purpose purpose) {
    return counts.getOrDefault(purpose, 0);
  }

  private synchronized void remove(UUID id, Purpose purpose, Waiter waiter) {
    List<Waiter> ofId = waiters.getOrDefault(id, List.of());
    if (!ofId.contains(waiter)) {
      return;
    }
    counts.merge(purpose, -1, Integer::sum);
    if (ofId.size() == 1) {
      waiters.remove(id);
    } else {
      waiters.put(id, ofId.stream().filter(other -> other != waiter).toList());
    }
  }

  private static List<Waiter> joined(List<Waiter> some, List<Waiter> more) {
    return Stream.concat(some.stream(), more.stream()).toList();
  }

  @Override
  public synchronized void start() {
    closed = false;
  }

  @Override
  public void stop() {
    List<Waiter> all;
    synchronized (this) {
      closed = true;
      all = waiters.values().stream().flatMap(List::stream).toList();
    }
    all.forEach(Waiter::letGo);
  }

  @Override
  public synchronized boolean isRunning() {
    return !closed;
  }

  /** Last to start, first to stop. */
  @Override
  public int getPhase() {
    return Integer.MAX_VALUE;
  }
}
