package dev.admitone.benchmarks.report;

import dev.admitone.benchmarks.figures.Kinds;
import dev.admitone.benchmarks.figures.RunJson;
import dev.admitone.benchmarks.summary.HttpFigures;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** All contenders over HTTP: at most, and at the same offered rates. */
final class HttpSection {

  private final RunJson run;
  private final HttpFigures http;
  private final Page page;

  private HttpSection(RunJson run, Page page) {
    this.run = run;
    this.http = new HttpFigures(run);
    this.page = page;
  }

  /** Writes nothing where nothing was measured over HTTP. */
  static void write(RunJson run, Page page) {
    if (!run.rows(Kinds.LOADS).isEmpty()) {
      new HttpSection(run, page).write();
    }
  }

  private void write() {
    page.heading("Over HTTP, as much as is served");
    page.paragraph(
        """
        512 connections each send their next request when they have a response. Each contender has
        a process of its own, begins cold, and is measured once two windows, one after the other,
        differ by less than 3 % (quick runs: 5 %); its pool of connections is the best of those
        tried. Processor time is that of all threads and processes that serve a redemption, without
        the generator's; of a broker or a database only where the contender uses it. A server with
        nothing behind it grants every call: what HTTP alone takes here.
        """);
    saturation(HttpFigures.HOT, "One hot code", Charts.HTTP_HOT);
    saturation(HttpFigures.ZIPF, "10,000 codes, some more popular (Zipf)", Charts.HTTP_ZIPF);
    firstMinute();
    LatencySection.write(run, page);
    insides();
    leftOut();
  }

  private void saturation(String load, String title, String chart) {
    if (rows(load).isEmpty()) {
      return;
    }
    page.subheading(title);
    page.image(title + ", successes per second", chart);
    page.tableHead(
        "contender",
        "per second",
        "least third",
        "best third",
        "p50 ms",
        "p99 ms",
        "processor µs",
        "connections",
        "steady");
    for (JsonNode row : rows(load)) {
      List<Double> thirds = row.path("byThird").valueStream().map(JsonNode::asDouble).toList();
      page.row(
          http.name(row.path("contender").asString()),
          Page.number(row.path("perSecond").asDouble(), 0),
          Page.number(thirds.stream().min(Double::compare).orElse(0.0), 0),
          Page.number(thirds.stream().max(Double::compare).orElse(0.0), 0),
          Page.number(row.path("p50").asDouble(), 1),
          Page.number(row.path("p99").asDouble(), 1),
          Page.number(row.path("inside").path("cpuMicros").asDouble(), 0),
          row.path("pool").asInt() == 0 ? "" : row.path("pool").asString(),
          row.path("steady").asBoolean() ? "yes" : "**no**");
    }
    page.tableEnd();
  }

  /** Of this disk, best first. */
  private List<JsonNode> rows(String load) {
    return run.rows(Kinds.LOADS).stream()
        .filter(row -> row.path("load").asString().equals(load))
        .filter(row -> row.path("commitMillis").asDouble() == 0)
        .sorted(
            (a, b) ->
                Double.compare(b.path("perSecond").asDouble(), a.path("perSecond").asDouble()))
        .toList();
  }

  private void firstMinute() {
    page.subheading("The first minute");
    page.paragraph(
        """
        Cold: from the moment a contender is ready, one hot code, as much as is served.
        """);
    page.tableHead("contender", "per second in the first minute", "seconds until steady", "steady");
    for (JsonNode contender : http.contenders()) {
      http.warmUp(HttpFigures.id(contender))
          .ifPresent(
              row ->
                  page.row(
                      contender.path("name").asString(),
                      Page.number(row.path("firstMinutePerSecond").asDouble(), 0)
                          + (row.path("firstMinuteSeconds").asDouble() < 60
                              ? " (first %.0f s)"
                                  .formatted(row.path("firstMinuteSeconds").asDouble())
                              : ""),
                      Page.number(
                          row.path("windowSeconds").asDouble() * row.path("perSecond").size(), 0),
                      row.path("steady").asBoolean() ? "yes" : "**not reached**"));
    }
    page.tableEnd();
  }

  /** Batches and collections. */
  private void insides() {
    page.subheading("Batches and collections, while as much as possible is served");
    page.tableHead(
        "contender",
        "codes",
        "young collections",
        "their median ms",
        "longest ms",
        "full collections",
        "longest ms",
        "generator µs a call",
        "batches");
    for (JsonNode row : run.rows(Kinds.LOADS)) {
      if (row.path("commitMillis").asDouble() > 0) {
        continue;
      }
      JsonNode collections = row.path("inside").path("collections");
      page.row(
          http.name(row.path("contender").asString()),
          row.path("load").asString().equals(HttpFigures.HOT) ? "one" : "many",
          collections.path("young").asInt(),
          Page.number(collections.path("youngMedianMillis").asDouble(), 0),
          Page.number(collections.path("youngMaxMillis").asDouble(), 0),
          collections.path("full").asInt(),
          Page.number(collections.path("fullMaxMillis").asDouble(), 0),
          Page.number(row.path("generatorMicros").asDouble(), 1),
          means(row));
    }
    page.tableEnd();
  }

  private static String means(JsonNode row) {
    return String.join(
        "; ",
        row.path("inside").path("means").properties().stream()
            .map(
                mean ->
                    "%s: %s".formatted(mean.getKey(), Page.number(mean.getValue().asDouble(), 1)))
            .toList());
  }

  private void leftOut() {
    for (JsonNode row : run.rows(Kinds.LEFT_OUT)) {
      page.paragraph(
          "Left out: **%s**. %s"
              .formatted(row.path("name").asString(), row.path("reason").asString()));
    }
  }
}
