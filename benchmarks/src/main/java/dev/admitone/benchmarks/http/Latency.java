package dev.admitone.benchmarks.http;

import org.HdrHistogram.Histogram;

/**
 * Latencies at one rate, milliseconds, from a request's arrival to its response.
 *
 * @param target the service that was measured
 * @param load for which codes
 * @param share of what it serves at saturation
 * @param arrivals how many requests arrived
 * @param served how many of them got the status 200
 */
public record Latency(
    String target,
    String load,
    double share,
    double arrivedPerSecond,
    int arrivals,
    int served,
    double p50,
    double p95,
    double p99,
    double p999,
    double max) {

  private static final double MILLI_MICROS = 1e3;

  static Latency of(
      String target, String load, double share, double arrivedPerSecond, LoadResult result) {
    Histogram micros = result.micros();
    return new Latency(
        target,
        load,
        share,
        arrivedPerSecond,
        result.sent() + result.unsent(),
        result.served(),
        micros.getValueAtPercentile(50) / MILLI_MICROS,
        micros.getValueAtPercentile(95) / MILLI_MICROS,
        micros.getValueAtPercentile(99) / MILLI_MICROS,
        micros.getValueAtPercentile(99.9) / MILLI_MICROS,
        micros.getMaxValue() / MILLI_MICROS);
  }
}
