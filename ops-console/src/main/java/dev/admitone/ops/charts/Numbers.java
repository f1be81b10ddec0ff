package dev.admitone.ops.charts;

import java.util.Locale;

/** How charts and pages write numbers. */
public final class Numbers {

  private static final double WHOLE_MIN = 100;

  private Numbers() {}

  /** With one decimal place below 100, and none above; a dash where there is no number. */
  public static String text(double value) {
    if (!Double.isFinite(value)) {
      return "–";
    }
    boolean whole = Math.abs(value) >= WHOLE_MIN || value == Math.rint(value);
    return String.format(Locale.ROOT, whole ? "%,.0f" : "%,.1f", value);
  }

  /** A whole number with a comma between thousands. */
  public static String text(long value) {
    return String.format(Locale.ROOT, "%,d", value);
  }
}
