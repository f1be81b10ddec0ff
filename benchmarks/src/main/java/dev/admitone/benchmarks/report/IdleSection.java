package dev.admitone.benchmarks.report;

import dev.admitone.benchmarks.figures.Kinds;
import dev.admitone.benchmarks.figures.RunJson;
import tools.jackson.databind.JsonNode;

/** One call at a time, and where its time goes. */
final class IdleSection {

  private IdleSection() {}

  /** Writes nothing where it was not measured. */
  static void write(RunJson run, Page page) {
    calls(run, page);
    timelines(run, page);
    starts(run, page);
  }

  private static void calls(RunJson run, Page page) {
    if (run.rows(Kinds.IDLE).isEmpty()) {
      return;
    }
    page.heading("One call at a time");
    page.paragraph(
        """
        The whole stack as `./admit up` starts it, in a process of its own; one client, one
        connection, milliseconds from sending a redemption to its response.
        """);
    page.tableHead("calls", "how many", "p50", "p95", "p99", "max");
    for (JsonNode row : run.rows(Kinds.IDLE)) {
      page.row(
          row.path("title").asString(),
          row.path("calls").asInt(),
          Page.number(row.path("p50").asDouble(), 1),
          Page.number(row.path("p95").asDouble(), 1),
          Page.number(row.path("p99").asDouble(), 1),
          Page.number(row.path("max").asDouble(), 1));
    }
    page.tableEnd();
  }

  private static void timelines(RunJson run, Page page) {
    if (run.rows(Kinds.TIMELINES).isEmpty()) {
      return;
    }
    page.heading("The way of one call");
    page.paragraph(
        """
        Milliseconds from sending it, as the JVM's flight recorder timed the methods that a call
        passes: the median of some calls, one at a time.
        """);
    page.tableHead("moment", "cold", "warm");
    for (JsonNode row : run.rows(Kinds.TIMELINES)) {
      page.row(
          row.path("moment").asString(),
          millis(row.path("coldMillis")),
          millis(row.path("warmMillis")));
    }
    page.tableEnd();
  }

  /** Empty where no call passed the moment. */
  private static String millis(JsonNode value) {
    return value.isNumber() ? Page.number(value.asDouble(), 2) : "";
  }

  private static void starts(RunJson run, Page page) {
    double[] seconds =
        run.rows(Kinds.STARTS).stream()
            .mapToDouble(row -> row.path("seconds").asDouble())
            .sorted()
            .toArray();
    if (seconds.length > 0) {
      page.paragraph(
          "`./admit up`, from built to ready: %s s (%s to %s)."
              .formatted(
                  Page.number(seconds[seconds.length / 2], 1),
                  Page.number(seconds[0], 1),
                  Page.number(seconds[seconds.length - 1], 1)));
    }
  }
}
