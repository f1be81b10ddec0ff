package dev.admitone.benchmarks.summary;

import dev.admitone.benchmarks.figures.FindingsJson;
import dev.admitone.benchmarks.figures.Kinds;
import dev.admitone.benchmarks.figures.Rates;
import dev.admitone.benchmarks.figures.RunJson;
import dev.admitone.benchmarks.figures.Series;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/**
 * The few figures that matter, by names that do not change.
 *
 * @param ratios of the product to others, and its own figures without a unit of time
 * @param latencyMillis of the product
 * @param unsteady the names of those ratios of which one side had not stopped growing
 * @param ratioRounds the ratios with their spread
 */
public record KeyFigures(
    Map<String, Double> ratios,
    Map<String, Double> latencyMillis,
    List<String> unsteady,
    List<Map<String, Object>> ratioRounds) {

  private static final double AT_2900 = 2_900;

  /** Those that were measured. */
  public static KeyFigures of(RunJson run) {
    Rates rates = run.rates();
    HttpFigures http = new HttpFigures(run);
    List<Series> pairs = Ratios.of(rates);
    Map<String, Double> ratios = new LinkedHashMap<>();
    pairs.forEach(series -> ratios.put(series.id(), series.median()));
    if (rates.hasId("drain.hot")) {
      ratios.put("drainPerSecond", rates.get("drain.hot").median());
    }
    ratios.putAll(Growths.of(run));
    http.saturation(HttpFigures.PRODUCT, HttpFigures.HOT)
        .ifPresent(
            most ->
                ratios.put(
                    "cpuMicrosPerRedemption", most.path("inside").path("cpuMicros").asDouble()));
    run.rows(Kinds.BULK).stream()
        .mapToDouble(row -> row.path("redemptionsPerSecond").asDouble())
        .max()
        .ifPresent(rate -> ratios.put("bulkPerSecond", rate));
    run.rows(Kinds.GATEWAY_CODES).stream()
        .filter(row -> row.path("served").asBoolean())
        .mapToDouble(row -> row.path("codes").asDouble())
        .max()
        .ifPresent(codes -> ratios.put("gatewayCodesMax", codes));
    return new KeyFigures(
        ratios,
        latencies(run, http),
        pairs.stream().filter(series -> !series.steady()).map(Series::id).toList(),
        pairs.stream().map(FindingsJson::series).toList());
  }

  private static Map<String, Double> latencies(RunJson run, HttpFigures http) {
    Map<String, Double> millis = new LinkedHashMap<>();
    http.half(HttpFigures.PRODUCT, HttpFigures.HOT).ifPresent(row -> tail(millis, "httpHalf", row));
    http.offered(HttpFigures.PRODUCT, HttpFigures.HOT, AT_2900)
        .ifPresent(row -> tail(millis, "httpAt2900", row));
    run.row(Kinds.IDLE, "id", "warm")
        .ifPresent(
            row -> {
              millis.put("idleWarmP50", row.path("p50").asDouble());
              millis.put("idleWarmP99", row.path("p99").asDouble());
            });
    run.row(Kinds.IDLE, "id", "afterStart")
        .ifPresent(row -> millis.put("afterStartP50", row.path("p50").asDouble()));
    return millis;
  }

  private static void tail(Map<String, Double> millis, String name, JsonNode row) {
    millis.put(name + "P95", row.path("p95").asDouble());
    millis.put(name + "P99", row.path("p99").asDouble());
  }
}
