package dev.admitone.gateway.kafka;

import dev.admitone.schemas.avro.RedemptionDecided;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Predicate;
import org.springframework.context.SmartLifecycle;

/**
 * Who waits for a result, by request id. Bounded. When the gateway stops, nobody waits any longer:
 * each is let go before the web server counts the calls that are still open.
 */
final class Waiters implements SmartLifecycle {

  private final int maxCount;
  private final Map<UUID, Set<Waiter>> waiters = new HashMap<>();
  private int count;
  private boolean closed;

  Waiters(int maxCount) {
    this.maxCount = maxCount;
  }

  /**
   * Waits from now on for results of the id that the predicate takes. The caller must close the
   * waiter. Empty if too many wait already, or the gateway stops.
   */
  synchronized Optional<Waiter> register(UUID id, Predicate<RedemptionDecided> concerns) {
    if (closed || count >= maxCount) {
      return Optional.empty();
    }
    Waiter waiter = new Waiter(concerns, gone -> remove(id, gone));
    waiters.computeIfAbsent(id, any -> new LinkedHashSet<>()).add(waiter);
    count++;
    return Optional.of(waiter);
  }

  /** Tells everybody whom the result concerns. */
  void offer(RedemptionDecided decision) {
    List<Waiter> concerned;
    synchronized (this) {
      concerned = List.copyOf(waiters.getOrDefault(decision.getRequestId(), Set.of()));
    }
    concerned.forEach(waiter -> waiter.offer(decision));
  }

  /** How many wait. */
  synchronized int count() {
    return count;
  }

  private synchronized void remove(UUID id, Waiter waiter) {
    Set<Waiter> ofId = waiters.get(id);
    if (ofId != null && ofId.remove(waiter)) {
      count--;
      if (ofId.isEmpty()) {
        waiters.remove(id);
      }
    }
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
      all = waiters.values().stream().flatMap(Set::stream).toList();
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
