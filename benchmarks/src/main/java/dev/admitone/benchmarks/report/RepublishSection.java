package dev.admitone.benchmarks.report;

import dev.admitone.benchmarks.figures.Kinds;
import dev.admitone.benchmarks.figures.RunJson;
import tools.jackson.databind.JsonNode;

/** The cost for users when a healing publishes all codes again. */
final class RepublishSection {

  private RepublishSection() {}

  /** Writes nothing where it was not measured. */
  static void write(RunJson run, Page page) {
    if (run.rows(Kinds.REPUBLISHINGS).isEmpty()) {
      return;
    }
    page.heading("All codes published again");
    page.paragraph(
        """
        Users send 100 redemptions a second on 64 connections, alone and then while the processor
        publishes every code again, as after a healing. Load, gateway, processor, broker and
        database share the machine. Milliseconds from the arrival of the users' calls to their
        responses; backwards: how often validate showed fewer uses of a code than before.
        """);
    page.tableHead(
        "codes",
        "seconds",
        "p95 quiet",
        "p95 meanwhile",
        "times",
        "refused",
        "validations",
        "backwards");
    for (JsonNode one : run.rows(Kinds.REPUBLISHINGS)) {
      page.row(
          Page.number(one.path("codes").asDouble(), 0),
          Page.number(one.path("seconds").asDouble(), 1),
          Page.number(one.path("quietP95").asDouble(), 1),
          Page.number(one.path("busyP95").asDouble(), 1),
          Page.number(times(one), 2),
          Page.number(one.path("refused").asDouble(), 0),
          Page.number(one.path("validations").asDouble(), 0),
          Page.number(one.path("backwards").asDouble(), 0));
    }
    page.tableEnd();
  }

  private static double times(JsonNode one) {
    return one.path("busyP95").asDouble() / one.path("quietP95").asDouble();
  }
}
