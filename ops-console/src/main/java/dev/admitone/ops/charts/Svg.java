package dev.admitone.ops.charts;

import java.util.Locale;
import org.springframework.web.util.HtmlUtils;

/**
 * Writes the drawing of a chart. Colours are classes of the stylesheet, so that a chart follows
 * light and dark, and no element has a style of its own, which the pages' policy forbids.
 *
 * @see <a href="https://www.w3.org/TR/graphics-aria/">WAI-ARIA Graphics Module</a>
 */
final class Svg {

  static final int WIDTH = 640;
  static final int HEIGHT = 200;

  private static final int LEFT = 56;
  private static final int RIGHT = 8;
  private static final int TOP = 12;
  private static final int BOTTOM = 24;

  static final int PLOT_WIDTH = WIDTH - LEFT - RIGHT;
  static final int PLOT_HEIGHT = HEIGHT - TOP - BOTTOM;

  private final StringBuilder text = new StringBuilder();

  /**
   * @param id of the chart, once on its page: letters, digits and hyphens
   */
  Svg(String id, String title, String description) {
    if (!id.matches("[a-z][a-z0-9-]*")) {
      throw new IllegalArgumentException("Not an id: " + id);
    }
    text.append(
        String.format(
            Locale.ROOT,
            "<svg viewBox=\"0 0 %d %d\" role=\"img\" aria-labelledby=\"%s-title %s-desc\">",
            WIDTH,
            HEIGHT,
            id,
            id));
    text.append(
        String.format(Locale.ROOT, "<title id=\"%s-title\">%s</title>", id, escaped(title)));
    text.append(
        String.format(Locale.ROOT, "<desc id=\"%s-desc\">%s</desc>", id, escaped(description)));
  }

  /** The axes, with the scale's zero, half and end, and the first and the last label. */
  void axes(Scale scale, String unit, String first, String last) {
    for (double part : new double[] {0, 0.5, 1}) {
      double y = TOP + scale.fromTop(scale.max() * part, PLOT_HEIGHT);
      text.append(
          String.format(
              Locale.ROOT,
              "<line class=\"axis\" x1=\"%d\" x2=\"%d\" y1=\"%.1f\" y2=\"%.1f\"/>",
              LEFT,
              WIDTH - RIGHT,
              y,
              y));
      text.append(
          String.format(
              Locale.ROOT,
              "<text x=\"%d\" y=\"%.1f\" text-anchor=\"end\">%s</text>",
              LEFT - 6,
              y + 4,
              escaped(Numbers.text(scale.max() * part) + (unit.isEmpty() ? "" : " " + unit))));
    }
    text.append(
        String.format(
            Locale.ROOT, "<text x=\"%d\" y=\"%d\">%s</text>", LEFT, HEIGHT - 6, escaped(first)));
    text.append(
        String.format(
            Locale.ROOT,
            "<text x=\"%d\" y=\"%d\" text-anchor=\"end\">%s</text>",
            WIDTH - RIGHT,
            HEIGHT - 6,
            escaped(last)));
  }

  /** A bar, whose text a pointer shows. */
  void bar(double x, double y, double width, String said) {
    text.append(
        String.format(
            Locale.ROOT,
            "<rect class=\"bar\" x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" height=\"%.1f\">"
                + "<title>%s</title></rect>",
            LEFT + x,
            TOP + y,
            width,
            PLOT_HEIGHT - y,
            escaped(said)));
  }

  /** A line of the number; {@code points} is the value of the attribute. */
  void line(int number, String points) {
    text.append(
        String.format(
            Locale.ROOT, "<polyline class=\"series s%d\" points=\"%s\"/>", number, points));
  }

  /** Where a point is drawn, for {@link #line}. */
  static String point(double x, double y) {
    return String.format(Locale.ROOT, "%.1f,%.1f ", LEFT + x, TOP + y);
  }

  /** What the line of the number is. */
  void key(int number, int of, String name) {
    int x = LEFT + 4 + (number - 1) * (PLOT_WIDTH / of);
    text.append(
        String.format(
            Locale.ROOT,
            "<line class=\"key s%d\" x1=\"%d\" x2=\"%d\" y1=\"6\" y2=\"6\"/>",
            number,
            x,
            x + 18));
    text.append(
        String.format(Locale.ROOT, "<text x=\"%d\" y=\"10\">%s</text>", x + 22, escaped(name)));
  }

  /** The whole drawing. */
  String end() {
    return text.append("</svg>").toString();
  }

  private static String escaped(String said) {
    return HtmlUtils.htmlEscape(said, "UTF-8");
  }
}
