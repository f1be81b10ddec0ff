package dev.admitone.benchmarks.report;

import dev.admitone.benchmarks.Rates;
import dev.admitone.benchmarks.Series;
import java.util.ArrayList;
import java.util.List;

/** The figures of the design's table: pairs of rates of the same round, divided. */
final class Ratios {

  private Ratios() {}

  static List<Series> of(Rates rates) {
    List<Series> ratios = new ArrayList<>();
    if (!rates.has("drain.hot")) {
      return ratios;
    }
    Series hot = rates.get("drain.hot");
    if (rates.has("function.")) {
      Series best = rates.best("function.");
      ratios.add(
          hot.over(best, "hotDrainOverBestRowLock", "hot drain / best row lock, " + best.title()));
    }
    return ratios;
  }
}
