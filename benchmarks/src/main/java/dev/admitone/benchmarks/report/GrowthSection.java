package dev.admitone.benchmarks.report;

import dev.admitone.benchmarks.figures.Kinds;
import dev.admitone.benchmarks.figures.RunJson;
import tools.jackson.databind.JsonNode;

/** The cost of decisions as the ledger grows. */
final class GrowthSection {

  private final RunJson run;
  private final Page page;

  private GrowthSection(RunJson run, Page page) {
    this.run = run;
    this.page = page;
  }

  /** Writes nothing where growth was not measured. */
  static void write(RunJson run, Page page) {
    new GrowthSection(run, page).write();
  }

  private void write() {
    if (run.rows(Kinds.GROWTH).isEmpty()) {
      return;
    }
    page.heading("Growth");
    page.paragraph(
        """
        All uses in the ledger are of the one hot code. A decision's time by phase is its share of
        its batch's; publishing overlaps with the next batch. Right after a checkpoint, PostgreSQL
        writes each page that changes whole into its log (`full_page_writes`); the other rows come
        three drains later, when most pages have changed once.
        """);
    page.tableHead(
        "requests",
        "uses before",
        "per second",
        "load µs",
        "decide µs",
        "save µs",
        "publish µs",
        "database CPU µs",
        "WAL bytes");
    for (JsonNode point : run.rows(Kinds.GROWTH)) {
      double decisions = point.path("decisions").asDouble();
      JsonNode phases = point.path("phaseMicros");
      JsonNode costs = point.path("costs");
      page.row(
          point.path("population").asString(),
          Page.number(point.path("usesBefore").asDouble(), 0),
          Page.number(point.path("perSecond").asDouble(), 0),
          Page.number(phases.path("load").asDouble(), 1),
          Page.number(phases.path("decide").asDouble(), 1),
          Page.number(phases.path("save").asDouble(), 1),
          Page.number(phases.path("publish").asDouble(), 1),
          Page.number(costs.path("databaseCpuSeconds").asDouble() * 1e6 / decisions, 1),
          Page.number(costs.path("walBytes").asDouble() / decisions, 0));
    }
    page.tableEnd();
    page.image("Decisions per second by uses in the ledger", Charts.GROWTH);
    page.paragraph("A processor as a process of its own, after a collection, MiB:");
    page.tableHead("uses before", "heap used", "resident");
    for (JsonNode point : run.rows(Kinds.PROCESSOR_MEMORY)) {
      page.row(
          Page.number(point.path("usesBefore").asDouble(), 0),
          Page.number(point.path("heapUsedMebibytes").asDouble(), 0),
          Page.number(point.path("residentMebibytes").asDouble(), 0));
    }
    page.tableEnd();
  }
}
