package dev.admitone.processor.sweep;

import dev.admitone.processor.redemption.RefreshNotes;
import dev.admitone.processor.redemption.RefreshRequests;
import dev.admitone.processor.settings.ProcessorProperties;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.core.NestedExceptionUtils;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Brings changes that were made by SQL into the log, and has snapshots published that lanes owe:
 * every few seconds it asks for a refresh of each code whose note in the database is due. A note is
 * gone only once its refresh is acknowledged, so a crash in between repeats a refresh, which does
 * no harm. Several processes may sweep at once.
 */
final class RefreshSweep implements SmartLifecycle {

  private static final Logger LOG = LoggerFactory.getLogger(RefreshSweep.class);

  /** Less would cost more for each code, more would delay redemptions for longer. */
  private static final int NOTES_MAX = 500;

  /**
   * Between two takings: 9,300 codes a second, half a million in 54 s, so that redemptions find
   * time between them. Without a pace they come at 35,000 a second.
   */
  private static final Duration PACE = Duration.ofMillis(54);

  /** How far it may hurry after a slow taking. */
  private static final Duration BEHIND_MAX = Duration.ofSeconds(1);

  private static final Duration STOP_WAIT_MAX = Duration.ofSeconds(10);

  private final RefreshNotes notes;
  private final RefreshRequests requests;
  private final TransactionTemplate transactions;
  private final RefreshSweepMetrics metrics;
  private final Duration interval;
  private final boolean replay;

  private volatile @Nullable Thread thread;
  private volatile CountDownLatch stop = new CountDownLatch(1);
  private boolean failing;

  RefreshSweep(
      RefreshNotes notes,
      RefreshRequests requests,
      TransactionTemplate transactions,
      RefreshSweepMetrics metrics,
      ProcessorProperties processor) {
    this.notes = notes;
    this.requests = requests;
    this.transactions = transactions;
    this.metrics = metrics;
    this.interval = processor.sweepInterval();
    this.replay = processor.replay();
  }

  /** Not in a replay: the log is another ledger's. */
  @Override
  public void start() {
    if (replay) {
      return;
    }
    stop = new CountDownLatch(1);
    thread = Thread.ofPlatform().name("refresh-sweep").daemon().start(this::run);
  }

  /** What it does not finish stays noted. */
  @Override
  public void stop() {
    Thread running = thread;
    thread = null;
    if (running == null) {
      return;
    }
    stop.countDown();
    running.interrupt();
    try {
      running.join(STOP_WAIT_MAX);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public boolean isRunning() {
    return thread != null;
  }

  /** False when the thread ended and was not stopped. */
  boolean isAlive() {
    Thread running = thread;
    return running == null || running.isAlive();
  }

  private void run() {
    try {
      do {
        sweepAll();
      } while (!stop.await(interval.toMillis(), TimeUnit.MILLISECONDS));
    } catch (InterruptedException e) {
      LOG.debug("Stopped", e);
    } catch (Error e) {
      // The thread ends, which health shows: the error may have left any state behind.
      LOG.error("The sweep has ended: changes made by SQL do not reach the log", e);
    }
  }

  /** Infrastructure that cannot be reached is waited for: all is noted in the database. */
  private void sweepAll() throws InterruptedException {
    try {
      int taken;
      long dueNanos = System.nanoTime();
      do {
        taken = sweep();
        long earliestNanos = System.nanoTime() - BEHIND_MAX.toNanos();
        dueNanos = earliestNanos + Math.max(0, dueNanos + PACE.toNanos() - earliestNanos);
      } while (taken == NOTES_MAX && !isStoppedUntil(dueNanos));
      if (failing) {
        failing = false;
        LOG.info("The sweep goes on");
      }
    } catch (RuntimeException e) {
      if (stop.getCount() == 0) {
        return;
      }
      metrics.failed();
      if (!failing) {
        failing = true;
        Throwable cause = NestedExceptionUtils.getMostSpecificCause(e);
        LOG.warn("The sweep waits, nothing is lost: {} ({})", e.getMessage(), cause.toString());
      }
    }
  }

  /** Waits; true at once if the sweep is stopped. */
  private boolean isStoppedUntil(long nanos) throws InterruptedException {
    return stop.await(nanos - System.nanoTime(), TimeUnit.NANOSECONDS);
  }

  private int sweep() {
    Integer taken =
        transactions.execute(
            _ -> {
              List<RefreshNotes.Note> batch = notes.take(NOTES_MAX);
              metrics.oldest(batch.stream().map(RefreshNotes.Note::dueAt));
              if (!batch.isEmpty()) {
                Set<String> codes =
                    batch.stream().map(RefreshNotes.Note::code).collect(Collectors.toSet());
                requests.append(codes);
                metrics.appended(codes.size());
              }
              return batch.size();
            });
    metrics.swept();
    return taken;
  }
}
