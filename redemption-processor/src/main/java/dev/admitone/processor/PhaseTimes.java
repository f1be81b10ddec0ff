package dev.admitone.processor;

import io.micrometer.core.instrument.Timer;
import java.util.concurrent.TimeUnit;

/** Times the phases of one transaction, as they end one after the other. */
final class PhaseTimes {

  private final Timer load;
  private final Timer decide;
  private final Timer save;
  private long lastNanos = System.nanoTime();

  PhaseTimes(Timer load, Timer decide, Timer save) {
    this.load = load;
    this.decide = decide;
    this.save = save;
  }

  void loaded() {
    ended(load);
  }

  void decided() {
    ended(decide);
  }

  /** The transaction is committed. */
  void saved() {
    ended(save);
  }

  private void ended(Timer phase) {
    long nowNanos = System.nanoTime();
    phase.record(nowNanos - lastNanos, TimeUnit.NANOSECONDS);
    lastNanos = nowNanos;
  }
}
