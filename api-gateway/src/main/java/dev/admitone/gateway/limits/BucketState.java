package dev.admitone.gateway.limits;

import java.time.Duration;

/**
 * The state of a bucket after a call.
 *
 * @param admitted whether the bucket had a token for the call
 * @param remaining how many calls it would admit now
 * @param untilFull after how long the bucket is full again
 * @param untilNext after how long it admits a call; zero if this one was admitted
 */
public record BucketState(
    Policy policy, boolean admitted, long remaining, Duration untilFull, Duration untilNext) {

  /** After how many seconds the bucket is full again. */
  public long secondsUntilFull() {
    return seconds(untilFull);
  }

  /** After how many seconds a call that was not admitted may be made again; at least one. */
  public long secondsUntilNext() {
    return Math.max(1, seconds(untilNext));
  }

  /** Rounded up, so that a caller that calls again then is not too early. */
  private static long seconds(Duration duration) {
    return duration.plusSeconds(1).minusNanos(1).toSeconds();
  }
}
