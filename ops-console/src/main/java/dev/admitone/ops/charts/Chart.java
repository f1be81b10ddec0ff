package dev.admitone.ops.charts;

import java.util.List;

/**
 * A chart and its numbers: screen readers, and operators that look for a number, have the table.
 *
 * @param title what it shows
 * @param description the same in a sentence, with the extremes
 * @param svg the drawing, whose texts are escaped
 * @param columns the heads of the table's columns
 * @param rows the table, a text for each column
 */
public record Chart(
    String title, String description, String svg, List<String> columns, List<List<String>> rows) {

  /** Copies the lists. */
  public Chart {
    columns = List.copyOf(columns);
    rows = rows.stream().map(List::copyOf).toList();
  }
}
