package dev.admitone.benchmarks.figures;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The rates of a run, in units per second, as they are measured. */
public final class Rates {

  private final Map<String, String> titles = new LinkedHashMap<>();
  private final Map<String, List<Double>> values = new LinkedHashMap<>();
  private final Set<String> unsteady = new HashSet<>();

  /** Adds the next round's rate. */
  public void add(String id, String title, double perSecond) {
    titles.put(id, title);
    values.computeIfAbsent(id, _ -> new ArrayList<>()).add(perSecond);
  }

  /** Adds the rates of a whole series, as another run or section has measured them. */
  public void add(Series series) {
    series.values().forEach(value -> add(series.id(), series.title(), value));
    if (!series.steady()) {
      markUnsteady(series.id());
    }
  }

  /** The rate still grew or fell when it was measured: it is no figure to rely on. */
  public void markUnsteady(String id) {
    unsteady.add(id);
  }

  /**
   * The rates of one id.
   *
   * @throws IllegalArgumentException if there are none
   */
  public Series get(String id) {
    return new Series(
        id,
        titles.getOrDefault(id, id),
        values.getOrDefault(id, List.of()),
        !unsteady.contains(id));
  }

  /** Whether there are rates of exactly that id. */
  public boolean hasId(String id) {
    return values.containsKey(id);
  }

  /** Whether there are rates of the pattern; see {@link #best}. */
  public boolean has(String pattern) {
    return values.keySet().stream().anyMatch(id -> matches(id, pattern));
  }

  /**
   * The one with the highest median of those that the pattern names: ids that begin so, where
   * {@code *} stands for one part between dots.
   */
  public Series best(String pattern) {
    return all().stream()
        .filter(series -> matches(series.id(), pattern))
        .max(Comparator.comparingDouble(Series::median))
        .orElseThrow(() -> new IllegalArgumentException("no rates of " + pattern));
  }

  private static boolean matches(String id, String pattern) {
    return id.matches(pattern.replace(".", "\\.").replace("*", "[^.]*") + ".*");
  }

  /** All, in the order in which they came. */
  public List<Series> all() {
    return values.keySet().stream().map(this::get).toList();
  }
}
