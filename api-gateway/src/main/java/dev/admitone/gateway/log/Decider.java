package dev.admitone.gateway.log;

import dev.admitone.gateway.log.requests.NotAcknowledgedException;
import dev.admitone.schemas.avro.RedemptionRequest;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;

/**
 * Has requests decided. The gateway's own is {@link RequestLog}, which sends them to the log.
 *
 * <p>Another one can take its place for redemptions over HTTP, so that the same route, with its
 * tokens, limits, metrics and responses, serves something else: a bean of this type that is marked
 * as primary, in a gateway whose {@code resultsReader} and {@code invitesReader} are stopped. It
 * needs no broker for a call. It responds with {@link DecisionResult.Decided} around a result that
 * it builds itself, such as {@code RedemptionDecided.newBuilder()} does.
 */
public interface Decider {

  /**
   * Has the request decided. Does not wait for that, and may be called by many threads at once.
   *
   * @param wait how long the decision may take; after that the request is pending. What makes sure
   *     that the request is not lost, such as the broker's acknowledgement, is waited for in any
   *     case
   * @return what became of it, once; fails with {@link NotAcknowledgedException} if the request is
   *     not known to be safe. What follows it may run in any thread, so it must be quick and must
   *     not block
   */
  CompletableFuture<DecisionResult.Known> submit(RedemptionRequest request, Duration wait);

  /**
   * The same, for callers with a thread of their own, which waits.
   *
   * @throws NotAcknowledgedException if it is not known to be safe
   */
  default DecisionResult.Known decide(RedemptionRequest request, Duration wait)
      throws NotAcknowledgedException {
    try {
      return submit(request, wait).get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new NotAcknowledgedException(e);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof NotAcknowledgedException cause) {
        throw new NotAcknowledgedException(cause);
      }
      throw new IllegalStateException("The request could not be decided", e.getCause());
    }
  }
}
