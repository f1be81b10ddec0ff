package dev.admitone.ops.charts;

import java.util.List;

/**
 * A line of a chart.
 *
 * @param values one for each label of the chart; NaN where there is none
 */
public record Line(String name, List<Double> values) {

  /** Copies the values. */
  public Line {
    values = List.copyOf(values);
  }
}
