package dev.admitone.ops.charts;

import java.util.stream.DoubleStream;

/**
 * The vertical axis of a chart: from zero to a round number that is not below any value.
 *
 * @param max the round number
 */
record Scale(double max) {

  private static final double[] ROUND = {1, 2, 2.5, 5, 10};

  /** For the values, of which those that are no numbers do not count. */
  static Scale of(DoubleStream values) {
    double largest = values.filter(Double::isFinite).max().orElse(0);
    if (largest <= 0) {
      return new Scale(1);
    }
    double magnitude = Math.pow(10, Math.floor(Math.log10(largest)));
    for (double each : ROUND) {
      if (each * magnitude >= largest) {
        return new Scale(each * magnitude);
      }
    }
    return new Scale(10 * magnitude);
  }

  /** How far from the top the value is drawn, in a chart of the height. */
  double fromTop(double value, double height) {
    return height - Math.clamp(value / max, 0, 1) * height;
  }
}
