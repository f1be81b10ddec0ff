package dev.admitone.benchmarks.report;

import dev.admitone.benchmarks.figures.Kinds;
import dev.admitone.benchmarks.figures.RunJson;
import tools.jackson.databind.JsonNode;

/** The cost of one caller's flood for another caller. */
final class FloodSection {

  private FloodSection() {}

  /** Writes nothing where no flood was measured. */
  static void write(RunJson run, Page page) {
    if (run.rows(Kinds.FLOODS).isEmpty()) {
      return;
    }
    page.heading("Floods");
    page.paragraph(
        """
        A steady user sends 100 redemptions a second on 64 connections, alone and then beside
        one service that floods the same gateway. Flood, load, gateway, processor, broker and
        database share the machine. Milliseconds from the arrival of the steady user's calls to
        their responses; refused are those without their redemption.
        """);
    page.tableHead(
        "the service sends",
        "calls",
        "status 200",
        "p50 quiet",
        "p99 quiet",
        "p50 flooded",
        "p99 flooded",
        "times",
        "refused");
    for (JsonNode flood : run.rows(Kinds.FLOODS)) {
      page.row(
          flood.path("title").asString(),
          Page.number(flood.path("calls").asDouble(), 0),
          Page.number(flood.path("callsServed").asDouble(), 0),
          Page.number(flood.path("quietP50").asDouble(), 1),
          Page.number(flood.path("quietP99").asDouble(), 1),
          Page.number(flood.path("floodedP50").asDouble(), 1),
          Page.number(flood.path("floodedP99").asDouble(), 1),
          Page.number(times(flood), 2),
          Page.number(flood.path("refused").asDouble(), 0));
    }
    page.tableEnd();
  }

  private static double times(JsonNode flood) {
    return flood.path("floodedP99").asDouble() / flood.path("quietP99").asDouble();
  }
}
