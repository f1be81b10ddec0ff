package dev.admitone.benchmarks.report;

import dev.admitone.benchmarks.Findings;
import dev.admitone.benchmarks.Series;
import dev.admitone.benchmarks.http.HttpMeasurements;
import dev.admitone.benchmarks.http.Latency;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectWriter;
import tools.jackson.databind.json.JsonMapper;

/** A run's findings as JSON: every figure, and the few that matter in two objects of their own. */
public final class ResultsJson {

  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final ObjectWriter WRITER = JSON.writerWithDefaultPrettyPrinter();

  /** Ids of what is not counted. */
  private static final String WARM_UP = "warmUp.";

  private ResultsJson() {}

  /** The findings as a tree. */
  public static JsonNode of(Findings findings) {
    List<Series> ratios = Ratios.of(findings.rates());
    Map<String, Object> all = new LinkedHashMap<>();
    all.put("startedAt", findings.startedAt().toString());
    all.put("size", findings.size());
    Map<String, Double> medians = medians(ratios);
    medians.putAll(Growths.of(findings.growth()));
    all.put("ratios", medians);
    all.put("latencyMillis", atHalf(findings.latencies()));
    all.putAll(findings.surroundings());
    all.put("ratioRounds", ratios.stream().map(ResultsJson::series).toList());
    all.put(
        "ratesPerSecond",
        findings.rates().all().stream()
            .filter(series -> !series.id().startsWith(WARM_UP))
            .map(ResultsJson::series)
            .toList());
    all.put("latencies", findings.latencies());
    all.put("floods", findings.floods());
    all.put("republishings", findings.republishings());
    all.put("growth", findings.growth());
    all.put("memory", findings.memory());
    if (!findings.startSeconds().isEmpty()) {
      all.put(
          "upReadySeconds",
          series(new Series("up", "./admit up, from built to ready", findings.startSeconds())));
    }
    all.put(
        "costs", findings.costs().stream().filter(cost -> !cost.id().startsWith(WARM_UP)).toList());
    return JSON.valueToTree(all);
  }

  /** The tree as text. */
  public static String text(JsonNode tree) {
    return WRITER.writeValueAsString(tree) + "\n";
  }

  /** The tree of a text. */
  public static JsonNode parse(String text) {
    return JSON.readTree(text);
  }

  /** The gateway's latencies on the hot code when half of what it can serve arrives. */
  private static Map<String, Double> atHalf(List<Latency> latencies) {
    Map<String, Double> atHalf = new LinkedHashMap<>();
    latencies.stream()
        .filter(
            latency ->
                latency.target().equals(HttpMeasurements.name(HttpMeasurements.Target.GATEWAY))
                    && latency.load().equals(HttpMeasurements.name(HttpMeasurements.Load.HOT))
                    && latency.share() == 0.5)
        .findFirst()
        .ifPresent(
            latency -> {
              atHalf.put("httpHalfP95", latency.p95());
              atHalf.put("httpHalfP99", latency.p99());
            });
    return atHalf;
  }

  private static Map<String, Double> medians(List<Series> all) {
    Map<String, Double> medians = new LinkedHashMap<>();
    all.forEach(series -> medians.put(series.id(), series.median()));
    return medians;
  }

  private static Map<String, Object> series(Series series) {
    Map<String, Object> all = new LinkedHashMap<>();
    all.put("id", series.id());
    all.put("title", series.title());
    all.put("median", series.median());
    all.put("min", series.min());
    all.put("max", series.max());
    all.put("rounds", series.values());
    return all;
  }
}
