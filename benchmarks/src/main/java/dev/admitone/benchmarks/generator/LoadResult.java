package dev.admitone.benchmarks.generator;

import java.util.List;
import org.HdrHistogram.Histogram;

/**
 * The figures of a load.
 *
 * @param sent requests that were sent
 * @param served how many got the status 200, over the whole run
 * @param servedPerSecond the same within the window, per second
 * @param servedByThird the same within each third of the window, per second
 * @param unsent arrivals for which no connection became free until the end
 * @param lastStatus of the last response; 0 if its connection was lost before
 * @param generatorCpuSeconds what the generator's own threads took
 * @param micros latencies since the arrival of all requests, with any response, also of those
 *     without one until the end
 */
public record LoadResult(
    int sent,
    int served,
    double servedPerSecond,
    List<Double> servedByThird,
    int unsent,
    int lastStatus,
    double generatorCpuSeconds,
    Histogram micros) {

  private static final double MILLI_MICROS = 1e3;

  /** How many requests arrived. */
  public int arrivals() {
    return sent + unsent;
  }

  /** The latency that so many of a hundred requests did not exceed, milliseconds. */
  public double millis(double percentile) {
    return micros.getValueAtPercentile(percentile) / MILLI_MICROS;
  }
}
