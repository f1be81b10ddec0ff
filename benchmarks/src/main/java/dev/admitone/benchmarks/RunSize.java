package dev.admitone.benchmarks;

import java.time.Duration;
import java.util.List;

/**
 * The size of a run.
 *
 * @param name as in the report
 * @param headlineRounds rounds of what the ratios are made from
 * @param otherRounds rounds of the other loads
 * @param drainRequests requests in the log for one drain
 * @param peerWindow how long a peer is measured
 * @param httpWarmUp how long each HTTP target is warmed up
 * @param httpRounds rounds of throughput at saturation
 * @param saturationWindow how long that is measured
 * @param latencyWindow how long latencies are measured at each rate
 * @param floodContents with how many contents one id is sent, where a flood is about one
 * @param republishedCodes how many codes are published again
 * @param starts how often the whole stack is started
 * @param growthUses sizes of the ledger that decisions are measured at; none: no scale-out either
 */
public record RunSize(
    String name,
    int headlineRounds,
    int otherRounds,
    int drainRequests,
    Duration peerWindow,
    Duration httpWarmUp,
    int httpRounds,
    Duration saturationWindow,
    Duration latencyWindow,
    int floodContents,
    int republishedCodes,
    int starts,
    List<Long> growthUses) {

  /** Copies the list. */
  public RunSize {
    growthUses = List.copyOf(growthUses);
  }

  /** Within 4 minutes. */
  static RunSize quick() {
    Duration brief = Duration.ofMillis(1500);
    return new RunSize(
        "quick",
        3,
        1,
        50_000,
        Duration.ofMillis(600),
        seconds(8),
        2,
        brief,
        brief,
        10_000,
        500_000,
        0,
        List.of());
  }

  /** Within 25 minutes. */
  static RunSize full() {
    List<Long> growthUses = List.of(0L, 1_000_000L, 3_000_000L, 10_000_000L);
    return new RunSize(
        "full",
        5,
        2,
        200_000,
        seconds(3),
        seconds(90),
        3,
        seconds(5),
        seconds(8),
        40_000,
        500_000,
        3,
        growthUses);
  }

  /** To see that all parts work; its figures mean nothing. */
  static RunSize smoke() {
    return new RunSize(
        "smoke",
        1,
        1,
        20_000,
        Duration.ofMillis(300),
        seconds(1),
        1,
        Duration.ofMillis(500),
        seconds(1),
        1_000,
        20_000,
        1,
        List.of(0L, 100_000L));
  }

  private static Duration seconds(int seconds) {
    return Duration.ofSeconds(seconds);
  }
}
