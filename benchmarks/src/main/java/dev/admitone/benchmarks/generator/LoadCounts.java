package dev.admitone.benchmarks.generator;

import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;

/** What became of a load's requests so far. For the load's one thread. */
final class LoadCounts {

  private static final int OK = 200;
  private static final double NANOS = 1e9;
  private static final long MICRO_NANOS = 1_000;
  private static final long MICROS_MAX = TimeUnit.MINUTES.toMicros(10);
  private static final int THIRDS = 3;

  private final Duration window;
  private final Histogram micros = new Histogram(MICROS_MAX, 3);
  private final int[] servedByThird = new int[THIRDS];
  private int sent;
  private int responded;
  private int served;
  private int lastStatus;

  LoadCounts(Duration window) {
    this.window = window;
  }

  void sent() {
    sent++;
  }

  int sentCount() {
    return sent;
  }

  int respondedCount() {
    return responded;
  }

  /**
   * A response, or the loss of the connection that one was awaited on.
   *
   * @param status 0 if there is none
   * @param sinceBeginNanos when it came
   */
  void responded(int status, long waitedNanos, long sinceBeginNanos) {
    waited(waitedNanos);
    responded++;
    lastStatus = status;
    if (status == OK) {
      served++;
      if (sinceBeginNanos < window.toNanos()) {
        servedByThird[(int) (THIRDS * Math.max(0, sinceBeginNanos) / window.toNanos())]++;
      }
    }
  }

  /** A request that waited so long, with a response or without one until the end. */
  void waited(long nanos) {
    micros.recordValue(Math.min(MICROS_MAX, Math.max(0, nanos) / MICRO_NANOS));
  }

  LoadResult result(int unsent, double generatorCpuSeconds) {
    double seconds = window.toNanos() / NANOS;
    return new LoadResult(
        sent,
        served,
        Arrays.stream(servedByThird).sum() / seconds,
        Arrays.stream(servedByThird).mapToObj(count -> count * THIRDS / seconds).toList(),
        unsent,
        lastStatus,
        generatorCpuSeconds,
        micros);
  }
}
