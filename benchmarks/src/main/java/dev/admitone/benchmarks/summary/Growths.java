package dev.admitone.benchmarks.summary;

import dev.admitone.benchmarks.drain.Growth;
import dev.admitone.benchmarks.figures.Kinds;
import dev.admitone.benchmarks.figures.RunJson;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalDouble;

/** How much more a decision takes when the ledger has grown tenfold. */
final class Growths {

  private static final long SMALL = 1_000_000;
  private static final long LARGE = 10_000_000;

  private static final Map<String, String> RATIO_IDS =
      Map.of(
          Growth.TIME_ORDERED, "growthInOrder",
          Growth.KEY_DERIVED, "growthFromKeys",
          Growth.ALL_ORDERED, "growthAllInOrder");

  private Growths() {}

  /** The time of a decision at 10 million uses over that at 1 million; 1 is flat. */
  static Map<String, Double> of(RunJson run) {
    Map<String, Double> ratios = new LinkedHashMap<>();
    RATIO_IDS.forEach(
        (population, id) -> {
          OptionalDouble small = perSecond(run, population, SMALL);
          OptionalDouble large = perSecond(run, population, LARGE);
          if (small.isPresent() && large.isPresent()) {
            ratios.put(id, small.getAsDouble() / large.getAsDouble());
          }
        });
    return ratios;
  }

  private static OptionalDouble perSecond(RunJson run, String population, long uses) {
    return run.rows(Kinds.GROWTH).stream()
        .filter(point -> point.path("usesBefore").asLong() == uses)
        .filter(point -> point.path("population").asString().equals(population))
        .mapToDouble(point -> point.path("perSecond").asDouble())
        .findFirst();
  }
}
