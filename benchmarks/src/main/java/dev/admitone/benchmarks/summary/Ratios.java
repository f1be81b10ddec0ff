package dev.admitone.benchmarks.summary;

import dev.admitone.benchmarks.figures.Rates;
import dev.admitone.benchmarks.figures.Series;
import java.util.ArrayList;
import java.util.List;

/** Pairs of rates of the same run, divided: of one round where there are rounds. */
final class Ratios {

  private static final String HOT_DRAIN = "drain.hot";
  private static final String PRODUCT = "http.product.";
  private static final String FUNCTION_MVC = "http.function-mvc.";
  private static final String FUNCTION_LEAN = "http.function-lean.";
  private static final String MICRO_BATCHER = "http.micro-batcher.";

  private final Rates rates;
  private final List<Series> ratios = new ArrayList<>();

  private Ratios(Rates rates) {
    this.rates = rates;
  }

  /** Those whose rates were measured. */
  static List<Series> of(Rates rates) {
    Ratios all = new Ratios(rates);
    all.add(HOT_DRAIN, "function.", "hotDrainOverBestRowLock");
    // The better of the two ways to call it, which may be either.
    all.add(HOT_DRAIN, "function.*.64", "hotDrainOverRowLock64");
    all.add(HOT_DRAIN, "function.blocking.64", "hotDrainOverBlockingRowLock64");
    all.add(HOT_DRAIN, "function.nowait.64", "hotDrainOverNowaitRowLock64");
    all.add(HOT_DRAIN, "conditionalUpdate.", "hotDrainOverConditionalUpdate");
    // A hot code has one lane, and so one connection.
    all.add(HOT_DRAIN, "limit.1.", "shareOfBulkInsertLimit");
    all.operatorsIndexes("hot", "drainWithOperatorsIndexes");
    all.operatorsIndexes("full", "refusedDrainWithOperatorsIndexes");
    all.http("hot", FUNCTION_MVC, "httpHotOverDirect");
    all.http("zipf", FUNCTION_MVC, "httpZipfOverDirect");
    all.http("hot", FUNCTION_LEAN, "httpHotOverDirectLean");
    all.http("zipf", FUNCTION_LEAN, "httpZipfOverDirectLean");
    all.http("hot", MICRO_BATCHER, "httpHotOverMicroBatcher");
    all.http("zipf", MICRO_BATCHER, "httpZipfOverMicroBatcher");
    all.http("hot.commit1000us", FUNCTION_MVC, "httpHotOverDirectAt1ms");
    all.http("hot.commit2500us", FUNCTION_MVC, "httpHotOverDirectAt2500us");
    return all.ratios;
  }

  /** The pattern names several; the best of them, by its median, is divided by. */
  private void add(String id, String pattern, String ratioId) {
    if (rates.hasId(id) && rates.has(pattern)) {
      add(rates.get(id), rates.best(pattern), ratioId);
    }
  }

  private void operatorsIndexes(String load, String ratioId) {
    String with = "operatorsIndexes.with." + load;
    String without = "operatorsIndexes.without." + load;
    if (rates.hasId(with) && rates.hasId(without)) {
      add(rates.get(with), rates.get(without), ratioId);
    }
  }

  private void http(String load, String other, String ratioId) {
    if (rates.hasId(PRODUCT + load) && rates.hasId(other + load)) {
      add(rates.get(PRODUCT + load), rates.get(other + load), ratioId);
    }
  }

  private void add(Series own, Series other, String ratioId) {
    ratios.add(own.over(other, ratioId, "%s / %s".formatted(own.title(), other.title())));
  }
}
