package dev.admitone.benchmarks;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The rates of a run, in units per second, as they are measured. */
public final class Rates {

  private final Map<String, String> titles = new LinkedHashMap<>();
  private final Map<String, List<Double>> values = new LinkedHashMap<>();

  /** Adds the next round's rate. */
  public void add(String id, String title, double perSecond) {
    titles.put(id, title);
    values.computeIfAbsent(id, _ -> new ArrayList<>()).add(perSecond);
  }

  /**
   * The rates of one id.
   *
   * @throws IllegalArgumentException if there are none
   */
  public Series get(String id) {
    return new Series(id, titles.getOrDefault(id, id), values.getOrDefault(id, List.of()));
  }

  /** Whether there are rates whose id begins so. */
  public boolean has(String idPrefix) {
    return values.keySet().stream().anyMatch(id -> id.startsWith(idPrefix));
  }

  /** The one with the highest median among those whose id begins so. */
  public Series best(String idPrefix) {
    return all().stream()
        .filter(series -> series.id().startsWith(idPrefix))
        .max(Comparator.comparingDouble(Series::median))
        .orElseThrow(() -> new IllegalArgumentException("no rates of " + idPrefix));
  }

  /** All, in the order in which they came. */
  public List<Series> all() {
    return values.keySet().stream().map(this::get).toList();
  }
}
