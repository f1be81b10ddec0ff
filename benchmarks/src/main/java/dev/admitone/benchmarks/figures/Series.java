package dev.admitone.benchmarks.figures;

import java.util.ArrayList;
import java.util.List;

/**
 * One figure, measured once in each round.
 *
 * @param id names it in the JSON
 * @param title names it in the report
 * @param steady whether the rate had stopped growing when it was measured
 */
public record Series(String id, String title, List<Double> values, boolean steady) {

  /** Copies the values. */
  public Series {
    if (values.isEmpty()) {
      throw new IllegalArgumentException(id + " has no values");
    }
    values = List.copyOf(values);
  }

  /** The middle value; of an even number of values, the mean of the two in the middle. */
  public double median() {
    List<Double> sorted = values.stream().sorted().toList();
    int middle = sorted.size() / 2;
    return sorted.size() % 2 == 1
        ? sorted.get(middle)
        : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
  }

  public double min() {
    return values.stream().mapToDouble(Double::doubleValue).min().orElseThrow();
  }

  public double max() {
    return values.stream().mapToDouble(Double::doubleValue).max().orElseThrow();
  }

  /**
   * Divides round by round: what disturbs the machine for a while disturbs both sides of a pair.
   *
   * @throws IllegalArgumentException if the other was not measured in the same rounds
   */
  public Series over(Series other, String ratioId, String ratioTitle) {
    if (other.values.size() != values.size()) {
      throw new IllegalArgumentException(
          "%s has %d rounds, %s has %d"
              .formatted(id, values.size(), other.id, other.values.size()));
    }
    List<Double> ratios = new ArrayList<>();
    for (int round = 0; round < values.size(); round++) {
      ratios.add(values.get(round) / other.values.get(round));
    }
    return new Series(ratioId, ratioTitle, ratios, steady && other.steady);
  }
}
