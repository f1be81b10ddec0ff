package dev.admitone.benchmarks.report;

import dev.admitone.benchmarks.figures.Kinds;
import dev.admitone.benchmarks.figures.RunJson;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** What a gateway remembers and keeps, and what collecting it costs. */
final class MemorySection {

  private final RunJson run;
  private final Page page;

  private MemorySection(RunJson run, Page page) {
    this.run = run;
    this.page = page;
  }

  /** Writes nothing where it was not measured. */
  static void write(RunJson run, Page page) {
    MemorySection section = new MemorySection(run, page);
    section.collections();
    section.results();
    section.codes();
  }

  private void collections() {
    for (JsonNode row : run.rows(Kinds.COLLECTIONS)) {
      page.heading("Collections");
      JsonNode counts = row.path("inside").path("collections");
      page.paragraph(
          """
          One hot code at saturation for %s s, services, broker and generator in one JVM: %d young
          collections with a median of %s ms and at most %s ms; %d full ones, at most %s ms.
          """
              .formatted(
                  Page.number(row.path("seconds").asDouble(), 0),
                  counts.path("young").asInt(),
                  Page.number(counts.path("youngMedianMillis").asDouble(), 0),
                  Page.number(counts.path("youngMaxMillis").asDouble(), 0),
                  counts.path("full").asInt(),
                  Page.number(counts.path("fullMaxMillis").asDouble(), 0)));
    }
  }

  private void results() {
    List<JsonNode> rows = run.rows(Kinds.RESULTS_MEMORY);
    if (rows.isEmpty()) {
      return;
    }
    page.heading("Memory of remembered results");
    page.paragraph(
        """
        A gateway in a process of its own, started on a results topic with so many decisions of the
        last minutes; after a collection, MiB more than with none.
        """);
    page.tableHead("results", "heap", "outside of the heap", "resident");
    for (JsonNode row : rows) {
      page.row(
          Page.number(row.path("results").asDouble(), 0),
          Page.number(row.path("heapMebibytes").asDouble(), 0),
          Page.number(row.path("directMebibytes").asDouble(), 0),
          Page.number(row.path("residentMebibytes").asDouble(), 0));
    }
    page.tableEnd();
  }

  private void codes() {
    List<JsonNode> rows = run.rows(Kinds.GATEWAY_CODES);
    if (rows.isEmpty()) {
      return;
    }
    page.heading("Codes of a gateway with 1 GiB");
    page.paragraph(
        """
        A gateway in a process of its own, with the image's options and 1 GiB of memory, while the
        invites topic grows. It serves so many codes if it stays ready, validates the newest one,
        and its resident memory stays below 1 GiB.
        """);
    page.tableHead("codes", "heap MiB", "resident MiB", "seconds to read them", "served");
    for (JsonNode row : rows) {
      page.row(
          Page.number(row.path("codes").asDouble(), 0),
          Page.number(row.path("heapMebibytes").asDouble(), 0),
          Page.number(row.path("residentMebibytes").asDouble(), 0),
          Page.number(row.path("seconds").asDouble(), 1),
          row.path("served").asBoolean() ? "yes" : "no");
    }
    page.tableEnd();
  }
}
