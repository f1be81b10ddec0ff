package dev.admitone.benchmarks.report;

import tools.jackson.databind.JsonNode;

/** The page for people, made from the JSON alone. */
public final class ReportPage {

  private final JsonNode run;
  private final Page page = new Page();

  private ReportPage(JsonNode run) {
    this.run = run;
  }

  /**
   * The page as Markdown.
   *
   * @param jsonName the name of the file that it is made from
   */
  public static String of(JsonNode run, String jsonName) {
    ReportPage report = new ReportPage(run);
    report.head(jsonName);
    report.headline();
    report.rates("Other loads in the log", "drainByLanes.");
    report.http();
    FloodSection.write(run, report.page);
    RepublishSection.write(run, report.page);
    GrowthSection.write(run, report.page);
    report.scaleOut();
    report.costs();
    PaperSection.write(run, report.page);
    report.surroundings();
    return "# What Admit One does in a second\n\n" + report.page;
  }

  private void head(String jsonName) {
    page.paragraph(
        """
        Made by `./admit bench --%s` at %s from [`results/%s`](results/%s), which has every round.
        Broker, database, services and load generator share one machine. A rate counts successes
        only: durable, and checked against the tables after each measurement. Contenders take turns
        in each round; a ratio is the median of the rounds' ratios.
        """
            .formatted(
                run.path("size").asString(), run.path("startedAt").asString(), jsonName, jsonName));
    Verdict.write(run, page);
    page.paragraph("What profiles showed is in [`PROFILE.md`](PROFILE.md).");
  }

  private void headline() {
    if (!Charts.hasHeadline(run)) {
      return;
    }
    page.heading("One hot code");
    page.paragraph(
        """
        Half of the request ids are in the order of time (UUIDv7), half derived from keys (UUIDv8);
        users come in no order. The peers have the field's two tables with its two indexes, without
        a ledger, trigger or foreign key. A client of NOWAIT that finds the row locked tries again
        after a random pause of up to 1, 2, 4 … 32 ms. The limit is the rows that the product would
        write, into its tables and indexes, 4,000 a commit, with nothing read or decided.
        """);
    for (String prefix :
        new String[] {"drain.", "limit.", "function.", "conditionalUpdate.", "textbook."}) {
      if (prefix.equals("drain.")) {
        rateHead();
      }
      rateRows(prefix);
    }
    page.tableEnd();
    page.image("One hot code, successes per second", Charts.HEADLINE);
  }

  private void rates(String title, String prefix) {
    if (hasRates(prefix)) {
      page.heading(title);
      rateHead();
      rateRows(prefix);
      page.tableEnd();
    }
  }

  private void http() {
    if (!hasRates("http.")) {
      return;
    }
    page.heading("Over HTTP");
    page.paragraph(
        """
        At most: 256 connections that each send their next request when they have a response.
        """);
    rateHead();
    rateRows("http.");
    page.tableEnd();
    page.paragraph(
        """
        Latencies, milliseconds from a request's arrival to its response. Arrivals are fixed before
        the first request is sent, at random; one that finds no free connection waits, and that
        counts (no coordinated omission). The share is of what the target serves at most.
        """);
    page.tableHead(
        "target", "share", "per second", "p50", "p95", "p99", "p99.9", "max", "status 200");
    for (JsonNode latency : run.path("latencies")) {
      page.row(
          latency.path("target").asString() + ", " + latency.path("load").asString(),
          Page.number(100 * latency.path("share").asDouble(), 0) + "%",
          Page.number(latency.path("arrivedPerSecond").asDouble(), 0),
          Page.number(latency.path("p50").asDouble(), 1),
          Page.number(latency.path("p95").asDouble(), 1),
          Page.number(latency.path("p99").asDouble(), 1),
          Page.number(latency.path("p999").asDouble(), 1),
          Page.number(latency.path("max").asDouble(), 1),
          "%d of %d".formatted(latency.path("served").asInt(), latency.path("arrivals").asInt()));
    }
    page.tableEnd();
    page.image("Latency by share of saturation, gateway, one hot code", Charts.LATENCY);
  }

  private void scaleOut() {
    rates("Scale-out", "scaleOut.");
    if (hasRates("scaleOut.")) {
      page.paragraph(
          """
          Each processor is a process of its own with the product's default lanes; requests are
          appended while they decide, and the appending is in the time. All share this machine's
          cores, so more processors than cores bring nothing here: what is shown is that they share
          the work, and that nothing breaks.
          """);
    }
  }

  private void costs() {
    if (run.path("costs").isEmpty()) {
      return;
    }
    page.heading("What one decision costs");
    page.paragraph(
        """
        Processor time in microseconds, and bytes. The JVM holds broker, services and load generator;
        what of it is no thread of theirs is mostly compiling and collecting.
        """);
    page.tableHead(
        "load",
        "database",
        "JVM in all",
        "broker",
        "lanes",
        "producers",
        "HTTP",
        "gateway's readers",
        "load generator",
        "WAL bytes");
    for (UnitCosts costs : UnitCosts.all(run)) {
      page.row(
          costs.title(),
          Page.number(costs.databaseMicros(), 1),
          Page.number(costs.jvmMicros(), 1),
          Page.number(costs.threadMicros("broker"), 1),
          Page.number(costs.threadMicros("lanes"), 1),
          Page.number(costs.threadMicros("producers"), 1),
          Page.number(costs.threadMicros("http"), 1),
          Page.number(costs.threadMicros("gateway's readers"), 1),
          Page.number(costs.threadMicros("load generator"), 1),
          Page.number(costs.walBytes(), 0));
    }
    page.tableEnd();
  }

  private void surroundings() {
    page.heading("Where it was measured");
    page.tableHead("what", "value");
    for (String about : new String[] {"machine", "versions", "databaseSettings"}) {
      run.path(about)
          .properties()
          .forEach(fact -> page.row(fact.getKey(), fact.getValue().asString()));
    }
    page.tableEnd();
  }

  private boolean hasRates(String prefix) {
    for (JsonNode series : run.path("ratesPerSecond")) {
      if (series.path("id").asString().startsWith(prefix)) {
        return true;
      }
    }
    return false;
  }

  private void rateHead() {
    page.tableHead("what", "per second, median", "min", "max");
  }

  private void rateRows(String prefix) {
    for (JsonNode series : run.path("ratesPerSecond")) {
      if (series.path("id").asString().startsWith(prefix)) {
        page.row(
            series.path("title").asString(),
            Page.number(series.path("median").asDouble(), 0),
            Page.number(series.path("min").asDouble(), 0),
            Page.number(series.path("max").asDouble(), 0));
      }
    }
  }
}
