package dev.admitone.benchmarks.generator;

import java.time.Duration;
import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * When requests arrive, fixed before the first is sent: at random and independently of each other
 * (a Poisson process), as those of many people do. The service has no influence on an arrival.
 */
public final class Arrivals {

  private static final double NANOS = 1e9;

  private final long[] nanos;

  private Arrivals(long[] nanos) {
    this.nanos = nanos;
  }

  /** Arrivals at an average rate over the window; the same seed makes the same ones. */
  public static Arrivals of(double perSecond, Duration window, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    long[] nanos = new long[(int) Math.ceil(perSecond * window.toNanos() / NANOS * 2) + 64];
    int count = 0;
    double at = 0;
    while (count < nanos.length) {
      at -= Math.log(1 - random.nextDouble()) / perSecond * NANOS;
      if (at >= window.toNanos()) {
        break;
      }
      nanos[count++] = (long) at;
    }
    return new Arrivals(Arrays.copyOf(nanos, count));
  }

  public int count() {
    return nanos.length;
  }

  /** When request {@code index} arrives, nanoseconds from the begin. */
  public long nanos(int index) {
    return nanos[index];
  }
}
