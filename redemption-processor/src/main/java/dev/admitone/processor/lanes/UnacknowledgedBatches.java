package dev.admitone.processor.lanes;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * The batches of one lane whose results are not acknowledged yet. They complete in the order in
 * which they were decided, and none completes after one that failed: an offset is never committed
 * past a result that was not published.
 */
final class UnacknowledgedBatches {

  private final int batchesMax;

  /** Oldest first. Each completes when it and all before it are acknowledged, and that is noted. */
  private final Deque<CompletableFuture<Void>> batches = new ArrayDeque<>();

  UnacknowledgedBatches(int batchesMax) {
    this.batchesMax = batchesMax;
  }

  /**
   * Adds a batch.
   *
   * @param acknowledged run when the batch and all before it are acknowledged, and before a thread
   *     that waits for that goes on: what a partition's hand-over commits must include it
   * @return fails if the batch or one before it was not published
   */
  synchronized CompletableFuture<Void> add(
      CompletableFuture<Void> published, Runnable acknowledged) {
    forgetAcknowledged();
    CompletableFuture<Void> last = batches.peekLast();
    CompletableFuture<Void> noted =
        (last == null ? published : last.thenCompose(_ -> published)).thenRun(acknowledged);
    batches.addLast(noted);
    return noted;
  }

  /** Whether a result could not be published: its lane has to begin again. */
  synchronized boolean hasFailed() {
    CompletableFuture<Void> last = batches.peekLast();
    return last != null && last.isCompletedExceptionally();
  }

  /** Waits until one more batch may be decided; false if the time was up before. */
  boolean awaitCapacity(Duration timeout) {
    CompletableFuture<Void> oldest;
    synchronized (this) {
      forgetAcknowledged();
      if (batches.size() < batchesMax) {
        return true;
      }
      oldest = batches.getFirst();
    }
    return isAcknowledgedWithin(oldest, timeout);
  }

  /**
   * Waits until the batches completed, or the time is up: then they are decided again elsewhere.
   */
  void await(Duration timeout) {
    CompletableFuture<Void> last;
    synchronized (this) {
      last = batches.peekLast();
    }
    if (last != null) {
      // If not, offsets stay uncommitted: the next lane of the partition publishes the same.
      var _ = isAcknowledgedWithin(last, timeout);
    }
  }

  synchronized void clear() {
    batches.clear();
  }

  private void forgetAcknowledged() {
    while (!batches.isEmpty()
        && batches.getFirst().isDone()
        && !batches.getFirst().isCompletedExceptionally()) {
      batches.removeFirst();
    }
  }

  private static boolean isAcknowledgedWithin(CompletableFuture<Void> batch, Duration timeout) {
    try {
      batch.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    } catch (ExecutionException | CompletionException | TimeoutException e) {
      return false;
    }
  }
}
