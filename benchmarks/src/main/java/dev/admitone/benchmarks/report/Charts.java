package dev.admitone.benchmarks.report;

import java.awt.Color;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.knowm.xchart.CategoryChart;
import org.knowm.xchart.CategoryChartBuilder;
import org.knowm.xchart.VectorGraphicsEncoder;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.internal.chartpart.Chart;
import org.knowm.xchart.style.AxesChartStyler;
import org.knowm.xchart.style.Styler;
import tools.jackson.databind.JsonNode;

/** The report's charts, as SVG. */
public final class Charts {

  static final String HEADLINE = "charts/headline.svg";
  static final String LATENCY = "charts/latency.svg";
  static final String GROWTH = "charts/growth.svg";

  /** Where a logarithmic axis begins, which has no 0. */
  private static final double LEAST_PER_SECOND = 1;

  private static final int WIDTH = 900;
  private static final int HEIGHT = 420;

  private Charts() {}

  /** Writes those whose figures were measured below the directory. */
  public static void write(JsonNode run, Path directory) throws IOException {
    Files.createDirectories(directory.resolve("charts"));
    if (hasHeadline(run)) {
      save(headline(run), directory.resolve(HEADLINE));
    }
    if (!run.path("latencies").isEmpty()) {
      save(latency(run), directory.resolve(LATENCY));
    }
    if (!run.path("growth").isEmpty()) {
      save(growth(run), directory.resolve(GROWTH));
    }
  }

  private static CategoryChart headline(JsonNode run) {
    CategoryChart chart =
        new CategoryChartBuilder()
            .width(WIDTH)
            .height(HEIGHT)
            .title("One hot code, successes per second (logarithmic)")
            .build();
    style(chart);
    chart.getStyler().setYAxisLogarithmic(true);
    chart.getStyler().setYAxisMin(LEAST_PER_SECOND);
    chart.getStyler().setLegendVisible(false);
    chart.getStyler().setXAxisLabelRotation(30);
    List<String> names = new ArrayList<>();
    List<Double> medians = new ArrayList<>();
    for (JsonNode series : run.path("ratesPerSecond")) {
      String name = shortName(series.path("id").asString());
      if (!name.isEmpty()) {
        names.add(name);
        medians.add(Math.max(LEAST_PER_SECOND, series.path("median").asDouble()));
      }
    }
    chart.addSeries("per second", names, medians);
    return chart;
  }

  /** Whether the one hot code was measured; a chart must not be empty. */
  static boolean hasHeadline(JsonNode run) {
    for (JsonNode series : run.path("ratesPerSecond")) {
      if (!shortName(series.path("id").asString()).isEmpty()) {
        return true;
      }
    }
    return false;
  }

  /** A name that fits under a bar; empty for a peer that is not in the chart. */
  private static String shortName(String id) {
    String[] parts = id.split("\\.", -1);
    return switch (parts[0]) {
      case "drain" -> "Admit One";
      case "limit" -> "limit %s, %s".formatted(parts[2], parts[1]);
      case "function" -> "%s, %s".formatted(parts[1], parts[2]);
      case "conditionalUpdate" -> "UPDATE, " + parts[1];
      case "textbook" -> "textbook";
      default -> "";
    };
  }

  private static XYChart latency(JsonNode run) {
    XYChart chart =
        lines("Gateway, one hot code: latency", "% of what is served at most", "milliseconds");
    for (String percentile : List.of("p50", "p95", "p99", "p999")) {
      List<Double> shares = new ArrayList<>();
      List<Double> millis = new ArrayList<>();
      for (JsonNode latency : run.path("latencies")) {
        if (latency.path("target").asString().equals("gateway")
            && latency.path("load").asString().equals("one hot code")) {
          shares.add(100 * latency.path("share").asDouble());
          millis.add(latency.path(percentile).asDouble());
        }
      }
      if (!shares.isEmpty()) {
        chart.addSeries(percentile.equals("p999") ? "p99.9" : percentile, shares, millis);
      }
    }
    return chart;
  }

  private static XYChart growth(JsonNode run) {
    XYChart chart = lines("Decisions per second as the ledger grows", "million uses", "per second");
    Map<String, List<JsonNode>> byPopulation = new LinkedHashMap<>();
    for (JsonNode point : run.path("growth")) {
      byPopulation
          .computeIfAbsent(point.path("population").asString(), _ -> new ArrayList<>())
          .add(point);
    }
    byPopulation.forEach(
        (population, points) ->
            chart.addSeries(
                population,
                points.stream().map(point -> point.path("usesBefore").asDouble() / 1e6).toList(),
                points.stream().map(point -> point.path("perSecond").asDouble()).toList()));
    chart.getStyler().setYAxisMin(0.0);
    return chart;
  }

  private static XYChart lines(String title, String x, String y) {
    XYChart chart =
        new XYChartBuilder()
            .width(WIDTH)
            .height(HEIGHT)
            .title(title)
            .xAxisTitle(x)
            .yAxisTitle(y)
            .build();
    style(chart);
    return chart;
  }

  private static void style(Chart<?, ?> chart) {
    Styler styler = chart.getStyler();
    styler.setChartBackgroundColor(Color.WHITE);
    styler.setPlotBorderVisible(false);
    // Each dash of a grid line would be a path of its own: half a megabyte.
    if (styler instanceof AxesChartStyler axes) {
      axes.setPlotGridLinesVisible(false);
    }
    styler.setLegendPosition(Styler.LegendPosition.InsideNW);
  }

  private static void save(Chart<?, ?> chart, Path file) throws IOException {
    try (OutputStream out = Files.newOutputStream(file)) {
      VectorGraphicsEncoder.saveVectorGraphic(
          chart, out, VectorGraphicsEncoder.VectorGraphicsFormat.SVG);
    }
  }
}
