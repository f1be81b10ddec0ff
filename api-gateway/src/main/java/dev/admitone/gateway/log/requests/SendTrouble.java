package dev.admitone.gateway.log.requests;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Whether the log takes no requests, by what became of those that were sent. One that fails says
 * nothing yet; several in a row over some seconds do. A gateway that is not ready gets no calls, so
 * it becomes ready again after a while and tries; each time that this fails, the next try comes
 * later. Thread-safe.
 */
final class SendTrouble {

  static final Duration LASTS = Duration.ofSeconds(5);
  static final Duration PAUSE_INITIAL = Duration.ofSeconds(10);
  static final Duration PAUSE_MAX = Duration.ofMinutes(2);
  private static final int FAILURES_MIN = 2;

  private final Clock clock;

  /** Since the last one that was acknowledged; read without the lock by each that is. */
  private volatile int failures;

  private Instant since = Instant.EPOCH;
  private Instant last = Instant.EPOCH;
  private String what = "";
  private boolean red;

  /** Longer after each try that failed; null after one that did not. */
  private volatile @Nullable Duration pause;

  SendTrouble(Clock clock) {
    this.clock = clock;
  }

  /** What is wrong, and since when. */
  record State(String what, Instant since) {}

  /**
   * A request was not acknowledged.
   *
   * @return whether the one before was
   */
  synchronized boolean failed(String why) {
    Instant now = clock.instant();
    if (failures == 0 || (!red && !now.isBefore(last.plus(pause())))) {
      failures = 0;
      since = now;
    }
    failures++;
    last = now;
    what = why;
    return failures == 1;
  }

  /**
   * A request was acknowledged.
   *
   * @return whether the one before was not
   */
  boolean acknowledged() {
    return (failures > 0 || pause != null) && reset();
  }

  private synchronized boolean reset() {
    boolean failedBefore = failures > 0;
    failures = 0;
    red = false;
    pause = null;
    return failedBefore;
  }

  /** Empty if all is well, or is to be tried. */
  synchronized Optional<State> state() {
    Instant now = clock.instant();
    boolean fresh = failures > 0 && now.isBefore(last.plus(pause()));
    if (red && !fresh) {
      red = false;
      failures = 0;
      Duration longer = pause().multipliedBy(2);
      pause = longer.compareTo(PAUSE_MAX) < 0 ? longer : PAUSE_MAX;
    } else if (fresh && failures >= FAILURES_MIN && !now.isBefore(since.plus(LASTS))) {
      red = true;
    }
    return red ? Optional.of(new State(what, since)) : Optional.empty();
  }

  private Duration pause() {
    Duration longer = pause;
    return longer == null ? PAUSE_INITIAL : longer;
  }
}
