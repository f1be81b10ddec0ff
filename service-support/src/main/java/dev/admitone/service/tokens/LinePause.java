package dev.admitone.service.tokens;

import java.time.Duration;
import java.util.function.LongConsumer;
import java.util.function.LongSupplier;

/**
 * Bounds how often a line about one thing is logged, and counts the lines that are left out. Safe
 * for several threads.
 */
final class LinePause {

  private final long pauseNanos;
  private final LongSupplier nanos;
  private boolean saidBefore;
  private long lastNanos;
  private long unsaid;

  /** The clock is one that never goes back, such as {@link System#nanoTime}. */
  LinePause(Duration pause, LongSupplier nanos) {
    this.pauseNanos = pause.toNanos();
    this.nanos = nanos;
  }

  /**
   * Writes a line, with the number of lines that were left out, unless the last one is too recent.
   */
  void ifOver(LongConsumer line) {
    long before;
    synchronized (this) {
      long now = nanos.getAsLong();
      if (saidBefore && now - lastNanos < pauseNanos) {
        unsaid++;
        return;
      }
      saidBefore = true;
      lastNanos = now;
      before = unsaid;
      unsaid = 0;
    }
    line.accept(before);
  }

  /** Lets the next line through, because its subject has changed. */
  synchronized void end() {
    saidBefore = false;
  }
}
