package dev.admitone.gateway.log.results;

import dev.admitone.schemas.avro.RedemptionDecided;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Predicate;
import org.springframework.context.SmartLifecycle;

/**
 * The calls that wait for a result, by request id. Bounded for each purpose, so that many status
 * calls leave the places of redemptions alone. When the gateway stops, all waits are cancelled
 * before the web server counts the calls that are still open.
 */
public final class Waiters implements SmartLifecycle {

  /** What a call waits for a result for. */
  public enum Purpose {
    /** For the response to a call that sent the request. */
    CHANGE,
    /** For the response to a status call. */
    QUESTION
  }

  private final Map<Purpose, Integer> maxCounts;
  private final Map<Purpose, Integer> counts = new EnumMap<>(Purpose.class);

  /** Rarely more than one for an id; a hostile caller has as many as the bound allows. */
  private final Map<UUID, Set<Waiter>> waiters = new HashMap<>();

  private boolean closed;

  public Waiters(int maxChanges, int maxQuestions) {
    this.maxCounts = Map.of(Purpose.CHANGE, maxChanges, Purpose.QUESTION, maxQuestions);
  }

  /**
   * Waits from now on for results of the id that the predicate takes. The caller must close the
   * waiter. Empty if too many wait for the purpose already, or the gateway stops.
   */
  public synchronized Optional<Waiter> register(
      UUID id, Purpose purpose, Predicate<RedemptionDecided> concerns) {
    if (closed || count(purpose) >= maxCounts.getOrDefault(purpose, 0)) {
      return Optional.empty();
    }
    Waiter waiter = new Waiter(concerns, gone -> remove(id, purpose, gone));
    waiters.computeIfAbsent(id, _ -> new HashSet<>()).add(waiter);
    counts.merge(purpose, 1, Integer::sum);
    return Optional.of(waiter);
  }

  /** Passes the result to the waiters of its id. */
  void offer(RedemptionDecided decision) {
    List<Waiter> concerned;
    synchronized (this) {
      concerned = List.copyOf(waiters.getOrDefault(decision.getRequestId(), Set.of()));
    }
    concerned.forEach(waiter -> waiter.offer(decision));
  }

  /** How many wait for the purpose. */
  synchronized int count(Purpose purpose) {
    return counts.getOrDefault(purpose, 0);
  }

  private synchronized void remove(UUID id, Purpose purpose, Waiter waiter) {
    Set<Waiter> ofId = waiters.get(id);
    if (ofId == null || !ofId.remove(waiter)) {
      return;
    }
    counts.merge(purpose, -1, Integer::sum);
    if (ofId.isEmpty()) {
      waiters.remove(id);
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
    all.forEach(Waiter::cancel);
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
