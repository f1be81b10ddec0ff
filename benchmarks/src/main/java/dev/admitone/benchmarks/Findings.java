package dev.admitone.benchmarks;

import dev.admitone.benchmarks.drain.Growth;
import dev.admitone.benchmarks.http.Flood;
import dev.admitone.benchmarks.http.Latency;
import dev.admitone.benchmarks.http.Republishing;
import dev.admitone.benchmarks.testbed.Costs;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** All figures of a run; the JSON has them, and the report is made from the JSON. */
public final class Findings {

  private final Instant startedAt;
  private final String size;
  private final Rates rates = new Rates();
  private final Map<String, Map<String, String>> surroundings = new LinkedHashMap<>();
  private final List<Cost> costs = new ArrayList<>();

  private final List<Latency> latencies = new ArrayList<>();

  private final List<Flood> floods = new ArrayList<>();

  private final List<Republishing> republishings = new ArrayList<>();

  private final List<Double> startSeconds = new ArrayList<>();

  private final List<Growth.Point> growth = new ArrayList<>();
  private final List<Growth.MemoryPoint> memory = new ArrayList<>();

  /** The cost of one unit of work. */
  public record Cost(String id, String title, long units, Costs total) {}

  Findings(Instant startedAt, String size) {
    this.startedAt = startedAt;
    this.size = size;
  }

  public Instant startedAt() {
    return startedAt;
  }

  public String size() {
    return size;
  }

  public Rates rates() {
    return rates;
  }

  /** Facts about the run, by what they are about. */
  public Map<String, Map<String, String>> surroundings() {
    return surroundings;
  }

  public List<Latency> latencies() {
    return latencies;
  }

  public List<Flood> floods() {
    return floods;
  }

  public List<Republishing> republishings() {
    return republishings;
  }

  /** From {@code ./admit up} to ready, for each start. */
  public List<Double> startSeconds() {
    return startSeconds;
  }

  public List<Growth.Point> growth() {
    return growth;
  }

  public List<Growth.MemoryPoint> memory() {
    return memory;
  }

  public List<Cost> costs() {
    return costs;
  }
}
