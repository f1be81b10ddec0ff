package dev.admitone.benchmarks.report;

import dev.admitone.benchmarks.figures.Kinds;
import dev.admitone.benchmarks.figures.RunJson;
import tools.jackson.databind.JsonNode;

/** Many redemptions in a call. */
final class BulkSection {

  private BulkSection() {}

  /** Writes nothing where it was not measured. */
  static void write(RunJson run, Page page) {
    for (JsonNode row : run.rows(Kinds.BULK)) {
      page.heading("Many redemptions in a call");
      page.paragraph(
          """
          `POST /api/redemptions/bulk` with %d redemptions of one hot code in a call, at saturation:
          %s redemptions a second%s, %s µs of processor time for each, the generator left out. A
          call takes %s ms (p50) to %s ms (p99). Calls count all of whose redemptions are decided.
          """
              .formatted(
                  row.path("redemptionsACall").asInt(),
                  Page.number(row.path("redemptionsPerSecond").asDouble(), 0),
                  row.path("steady").asBoolean() ? "" : " " + Page.NOT_STEADY,
                  Page.number(row.path("cpuMicros").asDouble(), 0),
                  Page.number(row.path("p50").asDouble(), 0),
                  Page.number(row.path("p99").asDouble(), 0)));
    }
  }
}
