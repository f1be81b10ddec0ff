package dev.admitone.benchmarks.load;

import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * Zipf's distribution: the code of rank {@code r} is chosen in proportion to {@code 1 / r^s}. With
 * exponent 0 all are as likely.
 */
public final class Zipf implements CodeChoice {

  private final double[] cumulated;
  private final SplittableRandom random;

  /** The same seed makes the same choices. */
  public Zipf(int codeCount, double exponent, long seed) {
    cumulated = new double[codeCount];
    double sum = 0;
    for (int rank = 1; rank <= codeCount; rank++) {
      sum += 1 / Math.pow(rank, exponent);
      cumulated[rank - 1] = sum;
    }
    random = new SplittableRandom(seed);
  }

  @Override
  public int next() {
    double point = random.nextDouble() * cumulated[cumulated.length - 1];
    int found = Arrays.binarySearch(cumulated, point);
    // An exact hit is the end of its rank's share, which belongs to the next rank.
    return found >= 0 ? found + 1 : -found - 1;
  }
}
