package dev.admitone.benchmarks.sections;

import java.time.Duration;
import java.util.List;

/**
 * The size of a run.
 *
 * @param name as in the report
 * @param drains of the log
 * @param http of each contender over HTTP
 * @param disturbance of floods and healings
 * @param endurance of what takes minutes at saturation, or millions of codes
 * @param starts how often the whole stack is started
 */
public record RunSize(
    String name,
    Drains drains,
    HttpSize http,
    Disturbance disturbance,
    Endurance endurance,
    int starts) {

  /**
   * Requests that lie in the log, and what the product is compared with there.
   *
   * @param headlineRounds rounds of what the ratios are made from
   * @param headlineRequests requests in the log for one of them
   * @param otherRounds rounds of the other loads
   * @param otherRequests requests in the log for one of them, and for one that warms up
   * @param peerWindow how long a peer is measured
   * @param growthUses sizes of the ledger that decisions are measured at
   */
  public record Drains(
      int headlineRounds,
      int headlineRequests,
      int otherRounds,
      int otherRequests,
      Duration peerWindow,
      List<Long> growthUses) {

    /** Copies the list. */
    public Drains {
      growthUses = List.copyOf(growthUses);
    }
  }

  /**
   * One caller's floods, and codes that are published again.
   *
   * @param warmUp of gateway and processor
   * @param window how long latencies are measured
   * @param floodContents with how many contents one id is sent, where a flood is about one
   * @param republishedCodes how many codes are published again
   */
  public record Disturbance(
      Duration warmUp, Duration window, int floodContents, int republishedCodes) {}

  /**
   * Longer or bigger than the rest.
   *
   * @param collections how long the heap is watched at saturation
   * @param idle how long one call at a time is sent
   * @param results how many results a gateway remembers
   * @param codesStep by how many codes the invites of a gateway grow at a time
   * @param codesMax where that ends if the gateway does not
   */
  public record Endurance(
      Duration collections, Duration idle, int results, int codesStep, int codesMax) {}

  /** Within 10 minutes. */
  public static RunSize quick() {
    return new RunSize(
        "quick",
        new Drains(2, 100_000, 1, 50_000, Duration.ofMillis(600), List.of(0L, 100_000L)),
        HttpSize.quick(),
        new Disturbance(seconds(8), Duration.ofMillis(1500), 10_000, 500_000),
        new Endurance(seconds(30), seconds(15), 200_000, 250_000, 500_000),
        1);
  }

  /** Within 75 minutes. */
  public static RunSize full() {
    return new RunSize(
        "full",
        new Drains(
            3,
            1_000_000,
            1,
            200_000,
            Duration.ofMillis(1500),
            List.of(0L, 1_000_000L, 10_000_000L)),
        HttpSize.full(),
        new Disturbance(seconds(30), seconds(4), 40_000, 500_000),
        new Endurance(Duration.ofMinutes(10), seconds(60), 1_000_000, 1_000_000, 20_000_000),
        3);
  }

  /** To see that all parts work; its figures mean nothing. */
  public static RunSize smoke() {
    Duration brief = Duration.ofMillis(300);
    return new RunSize(
        "smoke",
        new Drains(1, 20_000, 1, 20_000, brief, List.of(0L, 100_000L)),
        HttpSize.smoke(),
        new Disturbance(seconds(1), seconds(1), 1_000, 20_000),
        new Endurance(seconds(2), seconds(2), 20_000, 20_000, 40_000),
        1);
  }

  private static Duration seconds(int seconds) {
    return Duration.ofSeconds(seconds);
  }
}
