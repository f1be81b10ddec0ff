package dev.admitone.ops.charts;

import java.util.ArrayList;
import java.util.List;

/** Draws charts. */
public final class Charts {

  private static final int LINES_MAX = 4;
  private static final double BAR_PART = 0.8;

  private Charts() {}

  /**
   * A bar for each point.
   *
   * @param id once on the page: letters, digits and hyphens
   * @param pointName what the labels are, for the table
   * @param unit of the values; empty: they are numbers of something
   */
  public static Chart bars(
      String id, String title, String pointName, String unit, List<Point> points) {
    Scale scale = Scale.of(points.stream().mapToDouble(Point::value));
    String description = ofBars(points, unit);
    Svg svg = new Svg(id, title, description);
    svg.axes(
        scale,
        unit,
        points.isEmpty() ? "" : points.getFirst().label(),
        points.isEmpty() ? "" : points.getLast().label());
    double step = (double) Svg.PLOT_WIDTH / Math.max(1, points.size());
    for (int i = 0; i < points.size(); i++) {
      Point point = points.get(i);
      svg.bar(
          i * step + step * (1 - BAR_PART) / 2,
          scale.fromTop(point.value(), Svg.PLOT_HEIGHT),
          step * BAR_PART,
          point.label() + ": " + withUnit(point.value(), unit));
    }
    return new Chart(
        title,
        description,
        svg.end(),
        List.of(pointName, title),
        points.stream()
            .map(point -> List.of(point.label(), withUnit(point.value(), unit)))
            .toList());
  }

  /**
   * Up to four lines over the same labels.
   *
   * @param id once on the page: letters, digits and hyphens
   * @param labelName what the labels are, for the table
   */
  public static Chart lines(
      String id,
      String title,
      String labelName,
      String unit,
      List<String> labels,
      List<Line> lines) {
    if (lines.size() > LINES_MAX) {
      throw new IllegalArgumentException("A chart has at most %d lines".formatted(LINES_MAX));
    }
    Scale scale =
        Scale.of(lines.stream().flatMap(line -> line.values().stream()).mapToDouble(each -> each));
    String description = ofLines(lines, unit);
    Svg svg = new Svg(id, title, description);
    svg.axes(
        scale,
        unit,
        labels.isEmpty() ? "" : labels.getFirst(),
        labels.isEmpty() ? "" : labels.getLast());
    for (int i = 0; i < lines.size(); i++) {
      draw(svg, i + 1, lines.get(i), scale);
      svg.key(i + 1, lines.size(), lines.get(i).name());
    }
    return new Chart(title, description, svg.end(), heads(labelName, lines), rows(labels, lines));
  }

  /** Parts of a line with a gap between them, where a value is missing. */
  private static void draw(Svg svg, int number, Line line, Scale scale) {
    int size = line.values().size();
    double step = size < 2 ? 0 : (double) Svg.PLOT_WIDTH / (size - 1);
    StringBuilder points = new StringBuilder();
    for (int i = 0; i <= size; i++) {
      if (i < size && Double.isFinite(line.values().get(i))) {
        points.append(Svg.point(i * step, scale.fromTop(line.values().get(i), Svg.PLOT_HEIGHT)));
      } else if (!points.isEmpty()) {
        svg.line(number, points.toString().strip());
        points.setLength(0);
      }
    }
  }

  private static List<String> heads(String labelName, List<Line> lines) {
    List<String> heads = new ArrayList<>();
    heads.add(labelName);
    lines.forEach(line -> heads.add(line.name()));
    return heads;
  }

  private static List<List<String>> rows(List<String> labels, List<Line> lines) {
    List<List<String>> rows = new ArrayList<>();
    for (int i = 0; i < labels.size(); i++) {
      List<String> row = new ArrayList<>();
      row.add(labels.get(i));
      for (Line line : lines) {
        row.add(Numbers.text(i < line.values().size() ? line.values().get(i) : Double.NaN));
      }
      rows.add(row);
    }
    return rows;
  }

  private static String ofBars(List<Point> points, String unit) {
    if (points.isEmpty()) {
      return "There is nothing to show.";
    }
    double most = points.stream().mapToDouble(Point::value).max().orElse(0);
    double sum = points.stream().mapToDouble(Point::value).sum();
    String peak =
        points.stream()
            .filter(point -> point.value() == most)
            .map(Point::label)
            .findFirst()
            .orElse("");
    return "%d bars, %s in all; the largest is %s at %s."
        .formatted(points.size(), withUnit(sum, unit), withUnit(most, unit), peak);
  }

  private static String ofLines(List<Line> lines, String unit) {
    List<String> parts = new ArrayList<>();
    for (Line line : lines) {
      double latest = line.values().isEmpty() ? Double.NaN : line.values().getLast();
      double most =
          line.values().stream()
              .mapToDouble(each -> each)
              .filter(Double::isFinite)
              .max()
              .orElse(Double.NaN);
      parts.add(
          "%s: now %s, at most %s"
              .formatted(line.name(), withUnit(latest, unit), withUnit(most, unit)));
    }
    return parts.isEmpty() ? "There is nothing to show." : String.join("; ", parts) + ".";
  }

  private static String withUnit(double value, String unit) {
    return Numbers.text(value) + (unit.isEmpty() ? "" : " " + unit);
  }
}
