package dev.admitone.benchmarks;

import java.time.Duration;

/**
 * How much a run does.
 *
 * @param name as in the report
 * @param headlineRounds rounds of what the ratios are made from
 * @param otherRounds rounds of the other loads
 * @param drainRequests requests in the log for one drain
 * @param peerWindow how long a peer is measured
 * @param httpRounds rounds of throughput at saturation
 * @param saturationWindow how long that is measured
 * @param latencyWindow how long latencies are measured at each rate
 * @param everything also growth and scale-out
 */
public record RunSize(
    String name,
    int headlineRounds,
    int otherRounds,
    int drainRequests,
    Duration peerWindow,
    int httpRounds,
    Duration saturationWindow,
    Duration latencyWindow,
    boolean everything) {

  /** Within 4 minutes. */
  static RunSize quick() {
    return new RunSize(
        "quick", 3, 1, 80_000, Duration.ofMillis(1500), 2, seconds(2), seconds(3), false);
  }

  /** Within 25 minutes. */
  static RunSize full() {
    return new RunSize("full", 5, 3, 200_000, seconds(4), 3, seconds(5), seconds(10), true);
  }

  /** To see that all parts work; its figures say nothing. */
  static RunSize smoke() {
    return new RunSize(
        "smoke", 1, 1, 20_000, Duration.ofMillis(300), 1, Duration.ofMillis(500), seconds(1), true);
  }

  private static Duration seconds(int seconds) {
    return Duration.ofSeconds(seconds);
  }
}
