package dev.admitone.gateway.log.requests;

import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * How far this machine's clock is from the broker's, by the append times of this gateway's own
 * requests, to within the time that an acknowledgement takes. Thread-safe.
 */
final class BrokerClock {

  private static final long EVERY_NANOS = TimeUnit.SECONDS.toNanos(1);

  /** After that the broker's clock may have been set. */
  private static final long AGE_NANOS_MAX = TimeUnit.MINUTES.toNanos(10);

  private final Clock clock;
  private final LongSupplier nanos;
  private volatile @Nullable Stamp newest;

  private record Stamp(long brokerMillis, long takenNanos) {}

  /**
   * @param nanos a clock that runs evenly, also when the system clock is set
   */
  BrokerClock(Clock clock, LongSupplier nanos) {
    this.clock = clock;
    this.nanos = nanos;
  }

  /** Records the broker's time now. */
  void stamped(long brokerMillis) {
    long now = nanos.getAsLong();
    Stamp before = newest;
    // Not for each request: a write would be shared by all processors.
    if (before == null || now - before.takenNanos() >= EVERY_NANOS) {
      newest = new Stamp(brokerMillis, now);
    }
  }

  /** How far this machine's clock is ahead; negative if behind; empty if it is not known. */
  Optional<Duration> ahead() {
    Stamp stamp = newest;
    long elapsed = stamp == null ? 0 : nanos.getAsLong() - stamp.takenNanos();
    if (stamp == null || elapsed >= AGE_NANOS_MAX) {
      return Optional.empty();
    }
    long brokerNow = stamp.brokerMillis() + TimeUnit.NANOSECONDS.toMillis(elapsed);
    return Optional.of(Duration.ofMillis(clock.millis() - brokerNow));
  }
}
