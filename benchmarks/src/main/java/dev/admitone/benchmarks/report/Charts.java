package dev.admitone.benchmarks.report;

import dev.admitone.benchmarks.charts.BarChart;
import dev.admitone.benchmarks.charts.BarChart.Bar;
import dev.admitone.benchmarks.charts.BarChart.Kind;
import dev.admitone.benchmarks.charts.LineChart;
import dev.admitone.benchmarks.drain.Growth;
import dev.admitone.benchmarks.figures.Kinds;
import dev.admitone.benchmarks.figures.RunJson;
import dev.admitone.benchmarks.summary.HttpFigures;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** The report's charts. */
final class Charts {

  static final String HTTP_HOT = "charts/http-hot.svg";
  static final String HTTP_ZIPF = "charts/http-zipf.svg";
  static final String LATENCY = "charts/latency.svg";
  static final String COMMITS = "charts/commits.svg";
  static final String DRAIN = "charts/drain.svg";
  static final String GROWTH = "charts/growth.svg";

  private static final Comparator<Bar> BY_LENGTH =
      Comparator.comparingDouble(Bar::value).reversed();

  /** A rate that the fast ones serve with a queue to be seen, and the slow ones do not serve. */
  private static final double LATENCY_PER_SECOND = 1_000;

  /** A latency of more than this is a queue that grows for as long as the load lasts. */
  private static final double LATENCY_MILLIS_MAX = 250;

  private final RunJson run;
  private final HttpFigures http;

  private Charts(RunJson run) {
    this.run = run;
    this.http = new HttpFigures(run);
  }

  /** Writes those whose figures were measured below the directory, in place of those there. */
  static void write(RunJson run, Path directory) throws IOException {
    Charts charts = new Charts(run);
    deleteAll(Files.createDirectories(directory.resolve("charts")));
    save(charts.saturation(HttpFigures.HOT, "One hot code over HTTP"), directory, HTTP_HOT);
    save(charts.saturation(HttpFigures.ZIPF, "Many codes over HTTP"), directory, HTTP_ZIPF);
    save(charts.latency(), directory, LATENCY);
    save(charts.commits(), directory, COMMITS);
    save(charts.drain(), directory, DRAIN);
    save(charts.growth(), directory, GROWTH);
  }

  /** A chart of an earlier run beside those of this one would be taken for one of them. */
  private static void deleteAll(Path charts) throws IOException {
    try (DirectoryStream<Path> old = Files.newDirectoryStream(charts, "*.svg")) {
      for (Path chart : old) {
        Files.delete(chart);
      }
    }
  }

  private static void save(Optional<String> svg, Path directory, String name) throws IOException {
    if (svg.isPresent()) {
      Files.writeString(directory.resolve(name), svg.get());
    }
  }

  private Optional<String> saturation(String load, String title) {
    List<Bar> bars = new ArrayList<>();
    for (JsonNode contender : http.contenders()) {
      String id = HttpFigures.id(contender);
      http.saturation(id, load)
          .ifPresent(row -> bars.add(bar(contender, row.path("perSecond").asDouble())));
    }
    return bars(title, "Redemptions a second, durable and counted; longer is better", bars);
  }

  private static Bar bar(JsonNode contender, double perSecond) {
    String id = HttpFigures.id(contender);
    return new Bar(
        contender.path("name").asString(), perSecond, Page.number(perSecond, 0), kind(id));
  }

  private static Kind kind(String contender) {
    if (contender.equals(HttpFigures.PRODUCT)) {
      return Kind.PRODUCT;
    }
    return HttpFigures.isBound(contender) ? Kind.BOUND : Kind.PEER;
  }

  private static Optional<String> bars(String title, String subtitle, List<Bar> bars) {
    if (bars.isEmpty()) {
      return Optional.empty();
    }
    bars.sort(BY_LENGTH);
    return Optional.of(new BarChart(title, subtitle).add("", bars).svg());
  }

  private Optional<String> latency() {
    List<Bar> bars = new ArrayList<>();
    for (JsonNode contender : http.redeeming()) {
      String id = HttpFigures.id(contender);
      http.offered(id, HttpFigures.HOT, LATENCY_PER_SECOND)
          .ifPresent(row -> bars.add(latency(contender, row.path("p99").asDouble())));
    }
    if (bars.isEmpty()) {
      return Optional.empty();
    }
    bars.sort(Comparator.comparingDouble(Bar::value));
    return Optional.of(
        new BarChart(
                "One hot code, 1,000 calls a second: how long the slowest hundredth waits",
                "Milliseconds until the response (p99); shorter is better")
            .add("", bars)
            .svg());
  }

  private static Bar latency(JsonNode contender, double millis) {
    boolean cut = millis > LATENCY_MILLIS_MAX;
    String figure =
        cut
            ? "%s s: does not keep up".formatted(Page.number(millis / 1e3, 1))
            : Page.number(millis, 1) + " ms";
    return new Bar(
        contender.path("name").asString(), millis, figure, kind(HttpFigures.id(contender)), cut);
  }

  private Optional<String> commits() {
    List<Double> latencies = CommitSection.latencies(run);
    if (latencies.size() < 2) {
      return Optional.empty();
    }
    BarChart chart =
        new BarChart(
            "One hot code over HTTP, by how long a commit takes",
            "Redemptions a second; longer is better; slower commits are emulated in PostgreSQL");
    for (double latency : latencies) {
      List<Bar> bars = new ArrayList<>();
      for (JsonNode contender : http.redeeming()) {
        if (contender.path("commitsInPostgres").asBoolean()) {
          http.saturation(HttpFigures.id(contender), HttpFigures.HOT, latency)
              .ifPresent(row -> bars.add(bar(contender, row.path("perSecond").asDouble())));
        }
      }
      bars.sort(BY_LENGTH);
      chart.add(latency == 0 ? "This disk" : "Commits of " + CommitSection.millis(latency), bars);
    }
    return Optional.of(chart.svg());
  }

  private Optional<String> drain() {
    Map<String, Bar> best = new LinkedHashMap<>();
    for (JsonNode series : run.rows(Kinds.RATES)) {
      String name = drainName(series.path("id").asString());
      if (!name.isEmpty()) {
        double perSecond = series.path("median").asDouble();
        Kind kind =
            name.startsWith("Admit One")
                ? Kind.PRODUCT
                : name.startsWith("Bare") ? Kind.BOUND : Kind.PEER;
        best.merge(
            name,
            new Bar(name, perSecond, Page.number(perSecond, 0), kind),
            (a, b) -> a.value() >= b.value() ? a : b);
      }
    }
    return bars(
        "One hot code without HTTP",
        "Decisions a second, durable and counted; each at its best; longer is better",
        new ArrayList<>(best.values()));
  }

  /** In words; empty for what is not in the chart. */
  private static String drainName(String id) {
    String[] parts = id.split("\\.", -1);
    return switch (parts[0]) {
      case "drain" -> "Admit One, from its log";
      case "limit" -> parts[1].equals("1") ? "Bare bulk insert, one connection" : "";
      case "function" -> parts[1].equals("nowait") ? "Row lock, trying again" : "Row lock, waiting";
      case "conditionalUpdate" -> "One conditional UPDATE";
      default -> "";
    };
  }

  private Optional<String> growth() {
    Map<String, List<LineChart.Point>> byPopulation = new LinkedHashMap<>();
    for (JsonNode point : run.rows(Kinds.GROWTH)) {
      byPopulation
          .computeIfAbsent(point.path("population").asString(), _ -> new ArrayList<>())
          .add(
              new LineChart.Point(
                  point.path("usesBefore").asDouble() / 1e6, point.path("perSecond").asDouble()));
    }
    if (byPopulation.isEmpty()) {
      return Optional.empty();
    }
    LineChart chart =
        new LineChart(
            "As the ledger grows",
            "Decisions a second; higher is better",
            "million uses in the ledger");
    byPopulation.forEach((population, points) -> chart.add(populationName(population), points));
    return Optional.of(chart.svg());
  }

  /** Short, for the end of a line. */
  private static String populationName(String population) {
    return switch (population) {
      case Growth.ALL_ORDERED -> "ids and users in order of time";
      case Growth.TIME_ORDERED -> "ids in order of time, users in none";
      case Growth.KEY_DERIVED -> "ids and users in no order";
      case Growth.AFTER_CHECKPOINT -> "the same, right after a checkpoint";
      default -> population;
    };
  }
}
