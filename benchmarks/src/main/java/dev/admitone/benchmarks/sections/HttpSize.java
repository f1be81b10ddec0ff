package dev.admitone.benchmarks.sections;

import dev.admitone.benchmarks.http.SteadyState;
import java.time.Duration;
import java.util.List;

/**
 * How long each contender is measured over HTTP.
 *
 * @param warmUp until its rate on the hot code is steady
 * @param nextWarmUp until it is steady on other codes, once it is on the hot one
 * @param trial how long each size of a pool is tried
 * @param saturation how long the highest throughput is measured
 * @param offered how long each offered rate is
 * @param offeredPerSecond the rates that are offered to all alike, lowest first
 * @param commitTrial how long each size of a pool is tried for a latency of commits
 * @param commitSaturation how long the highest throughput is measured then
 * @param commitMicros the latencies of commits that are emulated
 */
public record HttpSize(
    SteadyState.Rule warmUp,
    SteadyState.Rule nextWarmUp,
    Duration trial,
    Duration saturation,
    Duration offered,
    List<Double> offeredPerSecond,
    Duration commitTrial,
    Duration commitSaturation,
    List<Integer> commitMicros) {

  private static final List<Double> OFFERED = List.of(500.0, 1_000.0, 2_000.0, 4_000.0);
  private static final List<Integer> COMMIT_MICROS = List.of(1_000, 2_500);

  /** Copies the lists. */
  public HttpSize {
    offeredPerSecond = List.copyOf(offeredPerSecond);
    commitMicros = List.copyOf(commitMicros);
  }

  static HttpSize full() {
    return new HttpSize(
        rule(seconds(10), seconds(60), 0.03, seconds(150)),
        rule(seconds(10), seconds(20), 0.03, seconds(60)),
        seconds(10),
        seconds(30),
        seconds(4),
        OFFERED,
        seconds(2),
        seconds(10),
        COMMIT_MICROS);
  }

  static HttpSize quick() {
    return new HttpSize(
        rule(seconds(5), seconds(30), 0.05, seconds(60)),
        rule(seconds(4), seconds(8), 0.05, seconds(16)),
        seconds(2),
        seconds(6),
        seconds(3),
        OFFERED,
        seconds(1),
        seconds(3),
        COMMIT_MICROS);
  }

  static HttpSize smoke() {
    Duration brief = Duration.ofMillis(600);
    return new HttpSize(
        rule(seconds(2), seconds(2), 0.5, seconds(8)),
        rule(brief, brief, 0.5, seconds(2)),
        brief,
        brief,
        brief,
        List.of(100.0),
        brief,
        brief,
        COMMIT_MICROS);
  }

  private static SteadyState.Rule rule(
      Duration window, Duration min, double difference, Duration max) {
    return new SteadyState.Rule(window, min, difference, max);
  }

  private static Duration seconds(int seconds) {
    return Duration.ofSeconds(seconds);
  }
}
