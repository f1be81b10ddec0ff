package dev.admitone.benchmarks.charts;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.StringJoiner;

/** Lines from zero, linear, each with its name at its end. */
public final class LineChart {

  private static final double WIDTH = 860;
  private static final double HEIGHT = 420;
  private static final double LEFT = 90;
  private static final double RIGHT = 560;
  private static final double TOP = 70;
  private static final double BOTTOM = 350;
  private static final double MARGIN = 16;
  private static final double NAME_HEIGHT = 18;
  private static final int GRID_LINES = 4;
  private static final int STYLES = 4;

  private final String title;
  private final String subtitle;
  private final String xTitle;
  private final List<Line> lines = new ArrayList<>();

  /** A point of a line. */
  public record Point(double x, double y) {}

  private record Line(String name, List<Point> points) {}

  /**
   * An empty chart.
   *
   * @param subtitle says what is better and what the figures are
   */
  public LineChart(String title, String subtitle, String xTitle) {
    this.title = title;
    this.subtitle = subtitle;
    this.xTitle = xTitle;
  }

  /** Adds a line; its points come in the order of x. */
  public LineChart add(String name, List<Point> points) {
    lines.add(new Line(name, List.copyOf(points)));
    return this;
  }

  /** The image. */
  public String svg() {
    Svg svg = new Svg();
    svg.text(MARGIN, 26, "title", "start", title);
    svg.text(MARGIN, 46, "small", "start", subtitle);
    double maxX = max(Point::x);
    double maxY = rounded(max(Point::y));
    for (int i = 0; i <= GRID_LINES; i++) {
      double y = BOTTOM - (BOTTOM - TOP) * i / GRID_LINES;
      svg.line(LEFT, y, RIGHT, y, "axis");
      svg.text(
          LEFT - 8,
          y + 5,
          "small",
          "end",
          String.format(Locale.ROOT, "%,.0f", maxY * i / GRID_LINES));
    }
    lines.stream()
        .flatMap(line -> line.points().stream())
        .map(Point::x)
        .distinct()
        .forEach(
            x ->
                svg.text(
                    x(x, maxX),
                    BOTTOM + 20,
                    "small",
                    "middle",
                    String.format(Locale.ROOT, "%,.0f", x)));
    svg.text((LEFT + RIGHT) / 2, BOTTOM + 42, "small", "middle", xTitle);
    for (int i = 0; i < lines.size(); i++) {
      StringJoiner points = new StringJoiner(" ");
      for (Point point : lines.get(i).points()) {
        points.add(String.format(Locale.ROOT, "%.1f,%.1f", x(point.x(), maxX), y(point.y(), maxY)));
      }
      svg.polyline(points.toString(), "line line" + i % STYLES);
    }
    names(svg, maxY);
    return svg.image(WIDTH, HEIGHT, title + ". " + subtitle);
  }

  /** From top to bottom, never one over the other. */
  private void names(Svg svg, double maxY) {
    List<Line> byEnd =
        lines.stream()
            .sorted(Comparator.comparingDouble(line -> -line.points().getLast().y()))
            .toList();
    double free = TOP - NAME_HEIGHT;
    for (Line line : byEnd) {
      double end = y(line.points().getLast().y(), maxY);
      double y = Math.max(end, free);
      svg.line(RIGHT, end, RIGHT + 14, y, "line line" + lines.indexOf(line) % STYLES);
      svg.text(RIGHT + 20, y + 5, "", "start", line.name());
      free = y + NAME_HEIGHT;
    }
  }

  private interface Coordinate {
    double of(Point point);
  }

  private double max(Coordinate coordinate) {
    return lines.stream()
        .flatMap(line -> line.points().stream())
        .mapToDouble(coordinate::of)
        .max()
        .orElse(1);
  }

  /** The next of 1, 2, 4, 5, 8 or 10 times a power of ten: grid lines get round figures. */
  private static double rounded(double value) {
    double power = Math.pow(10, Math.floor(Math.log10(Math.max(value, 1e-9))));
    for (double step : new double[] {1, 1.2, 1.6, 2, 2.4, 3.2, 4, 6, 8}) {
      if (value <= step * power) {
        return step * power;
      }
    }
    return 10 * power;
  }

  private static double x(double value, double max) {
    return LEFT + (RIGHT - LEFT) * value / max;
  }

  private static double y(double value, double max) {
    return BOTTOM - (BOTTOM - TOP) * value / max;
  }
}
