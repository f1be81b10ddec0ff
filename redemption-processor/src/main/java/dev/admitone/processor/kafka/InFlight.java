package dev.admitone.processor.kafka;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * The batches of one lane whose answers are not acknowledged yet. They settle in the order in which
 * they were decided, and none settles after one that failed: an offset is never committed past an
 * answer that nobody got.
 */
final class InFlight {

  private CompletableFuture<Void> last = CompletableFuture.completedFuture(null);

  /** Adds a batch; completes when it and all before it are acknowledged. */
  synchronized CompletableFuture<Void> add(CompletableFuture<Void> published) {
    last = last.thenCompose(_ -> published);
    return last;
  }

  /** Whether an answer could not be published: its lane has to begin again. */
  synchronized boolean hasFailed() {
    return last.isCompletedExceptionally();
  }

  /** Waits until the batches settled, or the time is up: then they are decided again elsewhere. */
  void await(Duration timeout) {
    CompletableFuture<Void> all;
    synchronized (this) {
      all = last;
    }
    try {
      all.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (ExecutionException | CompletionException | TimeoutException e) {
      // Their offsets stay uncommitted: whoever reads the partition next publishes the same again.
    }
  }

  synchronized void clear() {
    last = CompletableFuture.completedFuture(null);
  }
}
