package dev.admitone.benchmarks.report;

import dev.admitone.benchmarks.figures.Kinds;
import dev.admitone.benchmarks.figures.RunJson;
import dev.admitone.benchmarks.summary.HttpFigures;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** Latencies of all contenders at the same offered rates. */
final class LatencySection {

  private final RunJson run;
  private final HttpFigures http;
  private final Page page;

  private LatencySection(RunJson run, Page page) {
    this.run = run;
    this.http = new HttpFigures(run);
    this.page = page;
  }

  /** Writes nothing where no latency was measured. */
  static void write(RunJson run, Page page) {
    LatencySection section = new LatencySection(run, page);
    section.offered(HttpFigures.HOT);
    section.offered(HttpFigures.ZIPF);
  }

  private void offered(String load) {
    List<JsonNode> rows =
        run.rows(Kinds.LATENCIES).stream()
            .filter(row -> row.path("load").asString().equals(load))
            .toList();
    if (rows.isEmpty()) {
      return;
    }
    boolean hot = load.equals(HttpFigures.HOT);
    page.subheading("Latency, " + (hot ? "one hot code" : "many codes"));
    if (hot) {
      page.paragraph(
          """
          Milliseconds from a request's arrival to its response, p50 / p99, when so many requests
          arrive a second. Arrivals are fixed before the first request is sent, at random; one that
          finds no free connection waits, and that counts (no coordinated omission). Where more
          arrives than a contender serves, its queue grows as long as the load lasts.
          """);
      page.image("Slowest hundredth of calls at the same offered rate", Charts.LATENCY);
    }
    atSameRates(rows);
    page.paragraph("Admit One in detail:");
    page.tableHead(
        "arrive a second", "p50", "p95", "p99", "p99.9", "max", "processor µs", "status 200");
    for (JsonNode row : rows) {
      if (row.path("contender").asString().equals(HttpFigures.PRODUCT)) {
        detail(row);
      }
    }
    page.tableEnd();
  }

  private void atSameRates(List<JsonNode> rows) {
    List<Double> rates =
        rows.stream()
            .filter(row -> row.path("share").asDouble() == 0)
            .filter(row -> !row.path("contender").asString().equals(HttpFigures.PRODUCT))
            .map(row -> row.path("offeredPerSecond").asDouble())
            .distinct()
            .sorted()
            .toList();
    if (rates.isEmpty()) {
      return;
    }
    String load = rows.getFirst().path("load").asString();
    List<String> head = new ArrayList<>(List.of("contender"));
    rates.forEach(rate -> head.add(Page.number(rate, 0) + "/s"));
    page.tableHead(head.toArray(String[]::new));
    for (JsonNode contender : http.redeeming()) {
      List<Object> cells = new ArrayList<>(List.of(contender.path("name").asString()));
      for (double rate : rates) {
        cells.add(
            http.offered(HttpFigures.id(contender), load, rate)
                .map(LatencySection::halfAndHundredth)
                .orElse(""));
      }
      page.row(cells.toArray());
    }
    page.tableEnd();
  }

  private static String halfAndHundredth(JsonNode row) {
    String millis =
        "%s / %s"
            .formatted(
                Page.number(row.path("p50").asDouble(), 1),
                Page.number(row.path("p99").asDouble(), 1));
    return row.path("served").asInt() == row.path("arrivals").asInt()
        ? millis
        : millis
            + " (%s of %s)"
                .formatted(
                    Page.number(row.path("served").asDouble(), 0),
                    Page.number(row.path("arrivals").asDouble(), 0));
  }

  private void detail(JsonNode row) {
    String half = row.path("share").asDouble() > 0 ? " (half of its most)" : "";
    page.row(
        Page.number(row.path("offeredPerSecond").asDouble(), 0) + half,
        Page.number(row.path("p50").asDouble(), 1),
        Page.number(row.path("p95").asDouble(), 1),
        Page.number(row.path("p99").asDouble(), 1),
        Page.number(row.path("p999").asDouble(), 1),
        Page.number(row.path("max").asDouble(), 1),
        Page.number(row.path("inside").path("cpuMicros").asDouble(), 0),
        "%d of %d".formatted(row.path("served").asInt(), row.path("arrivals").asInt()));
  }
}
