package dev.admitone.benchmarks.report;

import dev.admitone.benchmarks.figures.RunJson;
import java.util.DoubleSummaryStatistics;
import tools.jackson.databind.JsonNode;

/** Where, and how evenly, it was measured. */
final class MachineSection {

  private static final String HASHED = "megabytesHashedPerSecond";

  private MachineSection() {}

  static void write(RunJson run, Page page) {
    page.heading("Where it was measured");
    page.tableHead("what", "value");
    for (String about : new String[] {"machine", "versions", "databaseSettings"}) {
      run.get(about)
          .properties()
          .forEach(fact -> page.row(fact.getKey(), fact.getValue().asString()));
    }
    page.tableEnd();
    speed(run, page);
    failures(run, page);
  }

  private static void speed(RunJson run, Page page) {
    DoubleSummaryStatistics hashed = new DoubleSummaryStatistics();
    DoubleSummaryStatistics syncs = new DoubleSummaryStatistics();
    for (JsonNode section : run.get("sections")) {
      if (section.has(HASHED + "Before")) {
        hashed.accept(section.path(HASHED + "Before").asDouble());
        hashed.accept(section.path(HASHED + "After").asDouble());
        syncs.accept(section.path("pageSyncMicros").asDouble());
      }
    }
    if (hashed.getCount() == 0) {
      return;
    }
    page.paragraph(
        """
        Before and after each section the machine did the same work, hashing: it was between %s%%
        and 100%% as fast as at its fastest. A page was synced in %s to %s µs.
        """
            .formatted(
                Page.number(100 * hashed.getMin() / hashed.getMax(), 0),
                Page.number(syncs.getMin(), 0),
                Page.number(syncs.getMax(), 0)));
  }

  private static void failures(RunJson run, Page page) {
    run.get("sections")
        .properties()
        .forEach(
            section -> {
              JsonNode failed = section.getValue().path("failed");
              if (!failed.isMissingNode()) {
                page.paragraph(
                    "Not measured: %s, %s.".formatted(section.getKey(), failed.asString()));
              }
            });
  }
}
