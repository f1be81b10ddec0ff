package dev.admitone.gateway.log;

import dev.admitone.gateway.log.requests.LogPosition;
import dev.admitone.gateway.log.requests.RequestsLogEnd;
import dev.admitone.gateway.log.results.ResultsWindow;
import dev.admitone.gateway.log.results.Waiter;
import dev.admitone.gateway.log.results.Waiters;
import dev.admitone.gateway.log.results.Waiters.Purpose;
import dev.admitone.gateway.log.results.Watermarks;
import dev.admitone.schemas.avro.RedemptionDecided;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/** Finds what became of requests that any gateway sent. */
public final class DecisionFinder {

  /** Looking again may ask a broker where the log ends: not in the thread that reads results. */
  private static final Executor AFTER_THE_WAIT = Thread::startVirtualThread;

  private final ResultsWindow window;
  private final Watermarks watermarks;
  private final RequestsLogEnd requestsEnd;
  private final Waiters waiters;
  private final Questions questions;

  DecisionFinder(
      ResultsWindow window,
      Watermarks watermarks,
      RequestsLogEnd requestsEnd,
      Waiters waiters,
      Questions questions) {
    this.window = window;
    this.watermarks = watermarks;
    this.requestsEnd = requestsEnd;
    this.waiters = waiters;
    this.questions = questions;
  }

  /**
   * Finds what became of a request that any gateway sent; waits for its decision if there is none.
   * What was decided longer ago than results are remembered is asked of the ledger, through the
   * log, if the request's position is known: meanwhile it is pending.
   *
   * @param at where the request lies, if that is known
   * @param wait how long to wait at most
   * @param beforeAsking runs before the ledger is asked; refuses the call by throwing
   */
  public CompletableFuture<DecisionResult> find(
      UUID id, @Nullable LogPosition at, Duration wait, Runnable beforeAsking) {
    if (at != null && mayBeForgotten(id, at)) {
      DecisionResult now = now(id, at);
      if (now instanceof DecisionResult.Decided) {
        // Not looked for again: a question reads one record at most.
        return CompletableFuture.completedFuture(now);
      }
      if (now instanceof DecisionResult.Unknown) {
        beforeAsking.run();
        if (!questions.ask(id, at)) {
          return CompletableFuture.completedFuture(Questions.notAsked(at));
        }
      }
    }
    return await(id, at, wait);
  }

  /** Whether the request was decided, as far as results tell, and the ledger would say how. */
  private boolean mayBeForgotten(UUID id, LogPosition at) {
    return questions.isWorthAsking(id, at) && at.offset() <= watermarks.of(at.partition());
  }

  private CompletableFuture<DecisionResult> await(
      UUID id, @Nullable LogPosition at, Duration wait) {
    Waiter waiter =
        wait.isPositive() ? waiters.register(id, Purpose.QUESTION, any -> true).orElse(null) : null;
    if (waiter == null) {
      return CompletableFuture.completedFuture(now(id, at));
    }
    boolean waits = false;
    try {
      if (at != null) {
        waiter.sentTo(at);
      }
      // After registering: what comes in between is seen by one or the other.
      DecisionResult now = now(id, at);
      boolean lost = now instanceof DecisionResult.Unknown && at != null;
      if (now instanceof DecisionResult.Decided || lost) {
        return CompletableFuture.completedFuture(now);
      }
      waiter.endAfter(wait);
      waits = true;
      return waiter.result().thenApplyAsync(_ -> now(id, at), AFTER_THE_WAIT);
    } finally {
      if (!waits) {
        waiter.close();
      }
    }
  }

  /**
   * Is called from time to time while a request is followed.
   *
   * @param <E> what it throws to end the following
   */
  public interface Heartbeat<E extends Exception> {

    /** Not decided yet. */
    void send() throws E;
  }

  /**
   * Waits for the result of the request that lies at the position, with a heartbeat from time to
   * time. Takes the place of a waiter; where there is none left it does not wait.
   *
   * @param maxWait how long to wait at most
   * @param interval the time between two heartbeats
   * @return {@link DecisionResult.Pending} if it is not decided in time
   */
  public <E extends Exception> DecisionResult follow(
      UUID id, LogPosition at, Duration maxWait, Duration interval, Heartbeat<E> heartbeat)
      throws E {
    long deadline = System.nanoTime() + maxWait.toNanos();
    try (Waiter waiter = waiters.register(id, Purpose.QUESTION, any -> true).orElse(null)) {
      // After registering: what comes in between is seen by one or the other.
      DecisionResult now = now(id, at);
      if (waiter == null) {
        return now;
      }
      waiter.sentTo(at);
      while (now instanceof DecisionResult.Pending && !waiter.isDone()) {
        Duration remaining = Duration.ofNanos(deadline - System.nanoTime());
        if (!remaining.isPositive()) {
          break;
        }
        boolean last = remaining.compareTo(interval) <= 0;
        waiter.await(last ? remaining : interval);
        now = now(id, at);
        if (now instanceof DecisionResult.Pending && !last && !waiter.isDone()) {
          heartbeat.send();
        }
      }
      return now;
    }
  }

  /** What gateways remember of it, without a wait: the ledger is not asked. */
  public DecisionResult now(UUID id, @Nullable LogPosition at) {
    if (at == null) {
      return window
          .ofId(id, null)
          .<DecisionResult>map(DecisionResult.Decided::new)
          .orElseGet(DecisionResult.Unknown::new);
    }
    // The question first: its result is in the window before the question is forgotten.
    Optional<DecisionResult.Pending> asked = questions.pending(id, at);
    // The watermark next: a result is in the window before the watermark passes it.
    boolean queued = at.offset() > watermarks.of(at.partition());
    // A dead letter of an earlier attempt says nothing about one that is still in the queue.
    Optional<RedemptionDecided> found = queued ? window.finalOfId(id, at) : window.ofId(id, at);
    return found
        .<DecisionResult>map(DecisionResult.Decided::new)
        .or(() -> asked)
        .orElseGet(
            () ->
                queued && requestsEnd.isAt(at)
                    ? DecisionResult.Pending.of(at, watermarks)
                    : new DecisionResult.Unknown());
  }
}
