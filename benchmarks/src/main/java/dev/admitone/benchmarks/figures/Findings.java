package dev.admitone.benchmarks.figures;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The figures of one section, as they are measured: rates, and rows of other kinds. */
public final class Findings {

  private final Rates rates = new Rates();
  private final Map<String, List<Object>> rows = new LinkedHashMap<>();

  /** The rates that ratios are made from. */
  public Rates rates() {
    return rates;
  }

  /**
   * Adds a row.
   *
   * @param kind names the array that it goes to in the JSON
   * @param row a record, each component of which has a figure or a text
   */
  public void add(String kind, Object row) {
    rows.computeIfAbsent(kind, _ -> new ArrayList<>()).add(row);
  }

  /** Adds each of them. */
  public void addAll(String kind, List<?> all) {
    all.forEach(row -> add(kind, row));
  }

  /** All rows but the rates, by their kind. */
  Map<String, List<Object>> rows() {
    return rows;
  }
}
