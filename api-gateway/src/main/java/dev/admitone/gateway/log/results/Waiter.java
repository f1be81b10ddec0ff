package dev.admitone.gateway.log.results;

import dev.admitone.gateway.log.requests.LogPosition;
import dev.admitone.schemas.avro.Outcome;
import dev.admitone.schemas.avro.RedemptionDecided;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * One call that waits for one result. It takes a place until its wait ends: with the result, when
 * its time is over, or when it is closed.
 *
 * <p>A dead letter is about the record at one position only: one of an earlier attempt must not end
 * the wait for a retry. The position is known when the broker has acknowledged the request, which
 * may be after the result came, so dead letters that come earlier are kept until then. So is the
 * result that the ledger has no decision yet about a question: it ends the waits of calls that ask
 * about that position.
 */
public final class Waiter implements AutoCloseable {

  private final Waiters all;
  private final UUID id;
  private final Waiters.Places places;
  private final Predicate<RedemptionDecided> concerns;
  private final CompletableFuture<Optional<RedemptionDecided>> result = new CompletableFuture<>();
  private @Nullable List<RedemptionDecided> deadLetters;
  private @Nullable LogPosition sentTo;
  private @Nullable Future<?> limit;
  private boolean ended;

  /** Its neighbours among the waiters of its id; {@link Waiters} has the lock. */
  @Nullable Waiter before;

  @Nullable Waiter after;

  Waiter(Waiters all, UUID id, Waiters.Places places, Predicate<RedemptionDecided> concerns) {
    this.all = all;
    this.id = id;
    this.places = places;
    this.concerns = concerns;
  }

  UUID id() {
    return id;
  }

  Waiters.Places places() {
    return places;
  }

  /** Where the request lies that is waited for. */
  public void sentTo(LogPosition position) {
    RedemptionDecided ending = null;
    synchronized (this) {
      sentTo = position;
      if (deadLetters != null) {
        ending = deadLetters.stream().filter(this::isAtPosition).findFirst().orElse(null);
        deadLetters = null;
      }
    }
    if (ending != null) {
      end(Optional.of(ending));
    }
  }

  /** A result of the id. */
  void offer(RedemptionDecided decision) {
    if (ends(decision)) {
      end(Optional.of(decision));
    }
  }

  private synchronized boolean ends(RedemptionDecided decision) {
    if (ResultsWindow.isFinal(decision)) {
      return concerns.test(decision);
    }
    if (sentTo != null) {
      return isAtPosition(decision);
    }
    if (deadLetters == null) {
      deadLetters = new ArrayList<>();
    }
    deadLetters.add(decision);
    return false;
  }

  private boolean isAtPosition(RedemptionDecided decision) {
    return ResultsWindow.concerned(decision).equals(sentTo)
        && (decision.getOutcome() != Outcome.NOT_DECIDED || concerns.test(decision));
  }

  /** Ends the wait after the time, without a result. */
  public void endAfter(Duration time) {
    Future<?> set = all.deadlines().after(time, this::cancel);
    synchronized (this) {
      limit = set;
      if (!ended) {
        return;
      }
    }
    set.cancel(false);
  }

  /** Ends the wait without a result. */
  public void cancel() {
    end(Optional.empty());
  }

  /** Once; the place is free before anything learns of the result, and no lock is held then. */
  private void end(Optional<RedemptionDecided> with) {
    Future<?> set;
    synchronized (this) {
      if (ended) {
        return;
      }
      ended = true;
      set = limit;
    }
    if (set != null) {
      set.cancel(false);
    }
    all.remove(this);
    result.complete(with);
  }

  /**
   * The result; empty if none came in time, or the gateway stops. It never fails. What follows runs
   * in the thread that reads results or that ends waits, so it must be quick and must not block.
   */
  public CompletableFuture<Optional<RedemptionDecided>> result() {
    return result;
  }

  /**
   * Whether there is nothing to wait for any longer: the result is here, or the wait was cancelled.
   */
  public boolean isDone() {
    return result.isDone();
  }

  /** Blocks the thread until the result is there. Empty if none came in time. */
  public Optional<RedemptionDecided> await(Duration maxWait) {
    if (!maxWait.isPositive()) {
      return result.getNow(Optional.empty());
    }
    try {
      return result.get(maxWait.toNanos(), TimeUnit.NANOSECONDS);
    } catch (TimeoutException e) {
      return Optional.empty();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    } catch (ExecutionException e) {
      throw new IllegalStateException("A waiter's future never fails", e);
    }
  }

  @Override
  public void close() {
    cancel();
  }
}
