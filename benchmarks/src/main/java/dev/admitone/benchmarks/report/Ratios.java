package dev.admitone.benchmarks.report;

import dev.admitone.benchmarks.Rates;
import dev.admitone.benchmarks.Series;
import java.util.ArrayList;
import java.util.List;

/** The figures of the design's table: pairs of rates of the same round, divided. */
final class Ratios {

  private static final String HOT = "drain.hot";

  private final Rates rates;
  private final List<Series> ratios = new ArrayList<>();

  private Ratios(Rates rates) {
    this.rates = rates;
  }

  /** Those whose rates were measured. */
  static List<Series> of(Rates rates) {
    Ratios all = new Ratios(rates);
    all.add(HOT, "function.", "hotDrainOverBestRowLock");
    // The better of the two ways to call it, whichever that is here.
    all.add(HOT, "function.*.64", "hotDrainOverRowLock64");
    all.add(HOT, "function.blocking.64", "hotDrainOverBlockingRowLock64");
    all.add(HOT, "function.nowait.64", "hotDrainOverNowaitRowLock64");
    all.add(HOT, "conditionalUpdate.", "hotDrainOverConditionalUpdate");
    all.add(HOT, "textbook.", "hotDrainOverTextbookPipeline");
    // A hot code has one lane, and so one connection.
    all.add(HOT, "limit.1.", "shareOfBulkInsertLimit");
    all.add("http.gateway.hot", "http.direct.hot.", "httpHotOverDirect");
    return all.ratios;
  }

  /** The pattern names several; the best of them, by its median, is divided by. */
  private void add(String id, String pattern, String ratioId) {
    if (rates.has(id) && rates.has(pattern)) {
      Series own = rates.get(id);
      Series other = rates.best(pattern);
      ratios.add(own.over(other, ratioId, "%s / %s".formatted(own.title(), other.title())));
    }
  }
}
