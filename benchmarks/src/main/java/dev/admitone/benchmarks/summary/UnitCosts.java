package dev.admitone.benchmarks.summary;

import dev.admitone.benchmarks.figures.Kinds;
import dev.admitone.benchmarks.figures.RunJson;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * The cost of one decision over all rounds of a measurement, in time of processors and in bytes.
 */
public final class UnitCosts {

  private static final double MICROS = 1e6;

  private final String title;
  private double units;
  private double databaseSeconds;
  private double jvmSeconds;
  private double processSeconds;
  private double walBytes;
  private final Map<String, Double> threadSeconds = new LinkedHashMap<>();

  private UnitCosts(String title) {
    this.title = title;
  }

  /** One for each measurement. */
  public static List<UnitCosts> all(RunJson run) {
    return new ArrayList<>(byId(run).values());
  }

  /** Of one measurement, if it was made. */
  public static Optional<UnitCosts> of(RunJson run, String id) {
    return Optional.ofNullable(byId(run).get(id));
  }

  private static Map<String, UnitCosts> byId(RunJson run) {
    Map<String, UnitCosts> byId = new LinkedHashMap<>();
    for (JsonNode cost : run.rows(Kinds.COSTS)) {
      byId.computeIfAbsent(
              cost.path("id").asString(), _ -> new UnitCosts(cost.path("title").asString()))
          .add(cost);
    }
    return byId;
  }

  private void add(JsonNode cost) {
    JsonNode total = cost.path("total");
    units += cost.path("units").asDouble();
    databaseSeconds += total.path("databaseCpuSeconds").asDouble();
    jvmSeconds += total.path("jvmCpuSeconds").asDouble();
    processSeconds += total.path("processCpuSeconds").asDouble();
    walBytes += total.path("walBytes").asDouble();
    total
        .path("threadCpuSeconds")
        .properties()
        .forEach(use -> threadSeconds.merge(use.getKey(), use.getValue().asDouble(), Double::sum));
  }

  public String title() {
    return title;
  }

  public double databaseMicros() {
    return databaseSeconds * MICROS / units;
  }

  public double jvmMicros() {
    return jvmSeconds * MICROS / units;
  }

  public double threadMicros(String use) {
    return threadSeconds.getOrDefault(use, 0.0) * MICROS / units;
  }

  public double processMicros() {
    return processSeconds * MICROS / units;
  }

  public double walBytes() {
    return walBytes / units;
  }
}
