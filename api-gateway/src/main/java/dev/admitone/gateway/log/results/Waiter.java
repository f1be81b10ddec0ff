package dev.admitone.gateway.log.results;

import dev.admitone.gateway.log.requests.LogPosition;
import dev.admitone.schemas.avro.Outcome;
import dev.admitone.schemas.avro.RedemptionDecided;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * One call that waits for one result.
 *
 * <p>A dead letter is about the record at one position only: one of an earlier attempt must not end
 * the wait for a retry. The position is known when the broker has acknowledged the request, which
 * may be after the result came, so dead letters that come earlier are kept until then. So is the
 * result that the ledger has no decision yet about a question: it ends the waits of calls that ask
 * about that position.
 */
public final class Waiter implements AutoCloseable {

  private final Predicate<RedemptionDecided> concerns;
  private final Consumer<Waiter> onClose;
  private final CompletableFuture<Optional<RedemptionDecided>> result = new CompletableFuture<>();
  private final List<RedemptionDecided> deadLetters = new ArrayList<>();
  private @Nullable LogPosition sentTo;

  Waiter(Predicate<RedemptionDecided> concerns, Consumer<Waiter> onClose) {
    this.concerns = concerns;
    this.onClose = onClose;
  }

  /** Where the request lies that is waited for. */
  public synchronized void sentTo(LogPosition position) {
    sentTo = position;
    deadLetters.forEach(this::offer);
    deadLetters.clear();
  }

  /** A result of the id. */
  synchronized void offer(RedemptionDecided decision) {
    if (ResultsWindow.isFinal(decision)) {
      if (concerns.test(decision)) {
        result.complete(Optional.of(decision));
      }
    } else if (sentTo == null) {
      deadLetters.add(decision);
    } else if (sentTo.equals(ResultsWindow.concerned(decision))
        && (decision.getOutcome() != Outcome.NOT_DECIDED || concerns.test(decision))) {
      result.complete(Optional.of(decision));
    }
  }

  /** Ends the wait without a result. */
  public void cancel() {
    result.complete(Optional.empty());
  }

  /**
   * Whether there is nothing to wait for any longer: the result is here, or the wait was cancelled.
   */
  public boolean isDone() {
    return result.isDone();
  }

  /** Waits for the result. Empty if none came in time, or the gateway stops. */
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
    onClose.accept(this);
  }
}
