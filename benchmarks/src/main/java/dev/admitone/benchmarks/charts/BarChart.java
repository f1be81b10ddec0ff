package dev.admitone.benchmarks.charts;

import java.util.ArrayList;
import java.util.List;

/** Horizontal bars from zero, linear, with a name in words before each and its figure behind it. */
public final class BarChart {

  private static final double WIDTH = 860;
  private static final double NAMES_WIDTH = 290;
  private static final double FIGURES_WIDTH = 190;
  private static final double TOP = 64;
  private static final double ROW = 28;
  private static final double BAR = 18;
  private static final double GROUP = 34;
  private static final double MARGIN = 16;
  private static final double BASELINE = 14;

  private final String title;
  private final String subtitle;
  private final List<Group> groups = new ArrayList<>();

  /** What a bar stands for. */
  public enum Kind {
    /** What the page is about. */
    PRODUCT,
    /** What it is compared with. */
    PEER,
    /** What none of them can exceed. */
    BOUND
  }

  /**
   * One bar.
   *
   * @param figure the value as text, with its unit or a remark
   * @param cut whether the value is too high for the chart, so that the bar only ends with it
   */
  public record Bar(String name, double value, String figure, Kind kind, boolean cut) {

    /** A bar that is drawn whole. */
    public Bar(String name, double value, String figure, Kind kind) {
      this(name, value, figure, kind, false);
    }
  }

  private record Group(String name, List<Bar> bars) {}

  /**
   * An empty chart.
   *
   * @param subtitle says what is better and what the figures are
   */
  public BarChart(String title, String subtitle) {
    this.title = title;
    this.subtitle = subtitle;
  }

  /** Adds bars, in the order in which they are shown; a group without a name has no heading. */
  public BarChart add(String group, List<Bar> bars) {
    groups.add(new Group(group, List.copyOf(bars)));
    return this;
  }

  /** The image. */
  public String svg() {
    Svg svg = new Svg();
    svg.text(MARGIN, 26, "title", "start", title);
    svg.text(MARGIN, 46, "small", "start", subtitle);
    double longest = longest();
    double y = TOP;
    for (Group group : groups) {
      if (!group.name().isEmpty()) {
        svg.text(MARGIN, y + BASELINE + 6, "group", "start", group.name());
        y += GROUP;
      }
      for (Bar bar : group.bars()) {
        bar(svg, bar, y, longest);
        y += ROW;
      }
    }
    svg.line(NAMES_WIDTH, TOP - 4, NAMES_WIDTH, y, "axis");
    return svg.image(WIDTH, y + MARGIN, title + ". " + subtitle);
  }

  private static void bar(Svg svg, Bar bar, double y, double longest) {
    double whole = WIDTH - NAMES_WIDTH - FIGURES_WIDTH;
    double width = bar.cut() ? whole : whole * bar.value() / longest;
    String weight = bar.kind() == Kind.PRODUCT ? "strong" : "";
    svg.text(NAMES_WIDTH - 10, y + BASELINE, weight, "end", bar.name());
    svg.rectangle(NAMES_WIDTH, y, width, BAR, style(bar.kind()));
    if (bar.cut()) {
      // A gap: the bar goes on beyond the chart.
      svg.rectangle(NAMES_WIDTH + whole - 30, y - 1, 4, BAR + 2, "page");
      svg.rectangle(NAMES_WIDTH + whole - 22, y - 1, 4, BAR + 2, "page");
    }
    svg.text(NAMES_WIDTH + width + 8, y + BASELINE, weight, "start", bar.figure());
  }

  private static String style(Kind kind) {
    return switch (kind) {
      case PRODUCT -> "product";
      case PEER -> "peer";
      case BOUND -> "bound";
    };
  }

  private double longest() {
    return groups.stream()
        .flatMap(group -> group.bars().stream())
        .filter(bar -> !bar.cut())
        .mapToDouble(Bar::value)
        .filter(value -> value > 0)
        .max()
        .orElse(1);
  }
}
