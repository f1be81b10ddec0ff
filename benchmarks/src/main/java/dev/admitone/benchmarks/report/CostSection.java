package dev.admitone.benchmarks.report;

import dev.admitone.benchmarks.figures.Kinds;
import dev.admitone.benchmarks.figures.RunJson;
import dev.admitone.benchmarks.summary.UnitCosts;

/** The cost of one decision, by the purpose of threads and processes. */
final class CostSection {

  private CostSection() {}

  /** Writes nothing where no cost was measured. */
  static void write(RunJson run, Page page) {
    if (run.rows(Kinds.COSTS).isEmpty()) {
      return;
    }
    page.heading("What one decision costs");
    page.paragraph(
        """
        Processor time in microseconds, and bytes. The JVM holds broker, services and load
        generator; what of it is no thread of theirs is mostly compiling and collecting.
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
        "other processes",
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
          Page.number(costs.processMicros(), 1),
          Page.number(costs.walBytes(), 0));
    }
    page.tableEnd();
  }
}
