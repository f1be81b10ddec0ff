package dev.admitone.gateway.log.results;

import static java.util.Objects.requireNonNull;

import dev.admitone.schemas.avro.RedemptionDecided;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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

  private final Map<Purpose, Places> places;

  /**
   * The first of each id, which leads on to the others. There is rarely more than one; a hostile
   * caller has as many as the bound allows.
   */
  private final Map<UUID, Waiter> waiters = new HashMap<>();

  private final Deadlines deadlines = new Deadlines();
  private boolean closed;

  /** How many waiters of one purpose there are and may be. */
  static final class Places {

    private final int max;
    private int taken;

    private Places(int max) {
      this.max = max;
    }
  }

  public Waiters(int maxChanges, int maxQuestions) {
    this.places =
        Map.of(Purpose.CHANGE, new Places(maxChanges), Purpose.QUESTION, new Places(maxQuestions));
  }

  /**
   * Waits from now on for results of the id that the predicate takes. The caller must end the wait:
   * by a limit of its time, or by closing it. Empty if too many wait for the purpose already, or
   * the gateway stops.
   */
  public synchronized Optional<Waiter> register(
      UUID id, Purpose purpose, Predicate<RedemptionDecided> concerns) {
    Places ofPurpose = places(purpose);
    if (closed || ofPurpose.taken >= ofPurpose.max) {
      return Optional.empty();
    }
    Waiter waiter = new Waiter(this, id, ofPurpose, concerns);
    Waiter first = waiters.put(id, waiter);
    waiter.after = first;
    if (first != null) {
      first.before = waiter;
    }
    ofPurpose.taken++;
    return Optional.of(waiter);
  }

  /** What ends the waits in time. */
  public Deadlines deadlines() {
    return deadlines;
  }

  /** Passes the result to the waiters of its id, outside of the lock. */
  void offer(RedemptionDecided decision) {
    for (Waiter waiter : ofId(decision.getRequestId())) {
      waiter.offer(decision);
    }
  }

  private synchronized List<Waiter> ofId(UUID id) {
    Waiter first = waiters.get(id);
    if (first == null) {
      return List.of();
    }
    return first.after == null ? List.of(first) : chain(first);
  }

  private static List<Waiter> chain(Waiter first) {
    List<Waiter> chain = new ArrayList<>();
    for (Waiter waiter = first; waiter != null; waiter = waiter.after) {
      chain.add(waiter);
    }
    return chain;
  }

  /** How many wait for the purpose. */
  synchronized int count(Purpose purpose) {
    return places(purpose).taken;
  }

  /** How many may wait for the purpose. */
  int max(Purpose purpose) {
    return places(purpose).max;
  }

  private Places places(Purpose purpose) {
    return requireNonNull(places.get(purpose), "one for each purpose");
  }

  /** Takes out a waiter that is there; it calls this once. */
  synchronized void remove(Waiter waiter) {
    Waiter before = waiter.before;
    Waiter after = waiter.after;
    if (after != null) {
      after.before = before;
    }
    if (before != null) {
      before.after = after;
    } else if (after != null) {
      waiters.put(waiter.id(), after);
    } else {
      waiters.remove(waiter.id());
    }
    waiter.places().taken--;
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
      all = waiters.values().stream().flatMap(first -> chain(first).stream()).toList();
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
