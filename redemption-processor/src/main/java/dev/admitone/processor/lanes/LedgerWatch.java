package dev.admitone.processor.lanes;

import dev.admitone.processor.comparison.LedgerComparison;
import dev.admitone.processor.comparison.UnreadPartitions;
import dev.admitone.processor.comparison.Verdict;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Compares ledger and log every few seconds, traffic or not. Lanes join the group only once nothing
 * is wrong, and leave it as long as something is.
 */
final class LedgerWatch {

  private static final Logger LOG = LoggerFactory.getLogger(LedgerWatch.class);
  private static final Duration STOP_WAIT_MAX = Duration.ofSeconds(10);

  /**
   * Before the lanes have joined, a broker or a database that starts is tried again after this
   * time.
   */
  private static final Duration PAUSE_BEFORE_JOINED = Duration.ofSeconds(1);

  private final LedgerComparison comparison;
  private final Duration interval;
  private final List<Lane> lanes;
  private final UnreadPartitions unread;
  private volatile CountDownLatch stop = new CountDownLatch(1);
  private volatile @Nullable Thread thread;
  private boolean failing;
  private boolean joined;

  LedgerWatch(
      LedgerComparison comparison, Duration interval, List<Lane> lanes, UnreadPartitions unread) {
    this.comparison = comparison;
    this.interval = interval;
    this.lanes = List.copyOf(lanes);
    this.unread = unread;
  }

  void start() {
    stop = new CountDownLatch(1);
    thread = Thread.ofPlatform().name("ledger-watch").daemon().start(this::run);
  }

  void stop() {
    stop.countDown();
    Thread running = thread;
    thread = null;
    if (running == null) {
      return;
    }
    running.interrupt();
    try {
      running.join(STOP_WAIT_MAX);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** False when the thread ended though nothing stopped it. */
  boolean isAlive() {
    Thread running = thread;
    return running == null || running.isAlive();
  }

  private void run() {
    try {
      do {
        compare();
      } while (!stop.await(
          (joined ? interval : PAUSE_BEFORE_JOINED).toMillis(), TimeUnit.MILLISECONDS));
    } catch (InterruptedException e) {
      LOG.debug("Stopped", e);
    }
  }

  private void compare() {
    try {
      switch (comparison.compare()) {
        case Verdict.Together _ -> {
          lanes.forEach(Lane::join);
          joined = true;
          unread.dealAgain();
        }
        case Verdict.Apart apart -> {
          lanes.forEach(lane -> lane.leave(apart.reason()));
          joined = true;
        }
      }
      failing = false;
    } catch (RuntimeException e) {
      if (stop.getCount() == 0) {
        return;
      }
      if (!failing) {
        failing = true;
        LOG.warn("Ledger and log cannot be compared, this is tried again: {}", e.toString());
      }
      if (!joined) {
        lanes.forEach(lane -> lane.waitsFor("ledger and log cannot be compared yet: " + e));
      }
    }
  }
}
