package dev.admitone.benchmarks.report;

import dev.admitone.benchmarks.drain.Growth;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** How much more a decision takes when the ledger has grown tenfold. */
final class Growths {

  private static final long SMALL = 1_000_000;
  private static final long LARGE = 10_000_000;

  private static final Map<String, String> RATIO_IDS =
      Map.of(
          Growth.TIME_ORDERED, "growthTimeOrderedIds",
          Growth.KEY_DERIVED, "growthKeyDerivedIds",
          Growth.ALL_ORDERED, "growthAllOrdered");

  private Growths() {}

  /** The time of a decision at 10 million uses over that at 1 million; 1 is flat. */
  static Map<String, Double> of(List<Growth.Point> points) {
    Map<String, Double> ratios = new LinkedHashMap<>();
    RATIO_IDS.forEach(
        (population, id) ->
            perSecond(points, population, SMALL)
                .flatMap(small -> perSecond(points, population, LARGE).map(large -> small / large))
                .ifPresent(ratio -> ratios.put(id, ratio)));
    return ratios;
  }

  private static Optional<Double> perSecond(
      List<Growth.Point> points, String population, long uses) {
    return points.stream()
        .filter(point -> point.usesBefore() == uses && point.population().equals(population))
        .map(Growth.Point::perSecond)
        .findFirst();
  }
}
