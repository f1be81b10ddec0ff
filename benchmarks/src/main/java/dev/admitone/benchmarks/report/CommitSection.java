package dev.admitone.benchmarks.report;

import dev.admitone.benchmarks.figures.Kinds;
import dev.admitone.benchmarks.figures.RunJson;
import dev.admitone.benchmarks.summary.HttpFigures;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** The highest throughput when commits take longer, as on network storage. */
final class CommitSection {

  private CommitSection() {}

  /** The latencies that were emulated, shortest first; 0 is the disk alone. */
  static List<Double> latencies(RunJson run) {
    return run.rows(Kinds.LOADS).stream()
        .map(row -> row.path("commitMillis").asDouble())
        .distinct()
        .sorted()
        .toList();
  }

  /** Writes nothing where none was emulated. */
  static void write(RunJson run, Page page) {
    List<Double> latencies = latencies(run);
    if (latencies.size() < 2) {
      return;
    }
    HttpFigures http = new HttpFigures(run);
    page.heading("When a commit takes longer (emulated)");
    page.paragraph(
        """
        This machine's disk makes a page durable in about a tenth of a millisecond. Network disks of
        clouds take one to a few. PostgreSQL emulates that for all that commit in it, alike: with
        `commit_delay` and `commit_siblings = 0` it waits before each flush of its log, and other
        commits wait for the same flush or the next one. A disk's throughput is not emulated. One
        hot code over HTTP, successes per second; pools are chosen anew for each latency. What does
        not commit in PostgreSQL stays as it is on this disk.
        """);
    page.image("One hot code by what a commit takes", Charts.COMMITS);
    String[] head = new String[latencies.size() + 1];
    head[0] = "contender";
    for (int i = 0; i < latencies.size(); i++) {
      head[i + 1] = title(latencies.get(i));
    }
    page.tableHead(head);
    for (JsonNode contender : http.redeeming()) {
      Object[] cells = new Object[head.length];
      cells[0] = contender.path("name").asString();
      boolean emulated = contender.path("commitsInPostgres").asBoolean();
      for (int i = 0; i < latencies.size(); i++) {
        double latency = emulated ? latencies.get(i) : 0;
        cells[i + 1] =
            http.saturation(HttpFigures.id(contender), HttpFigures.HOT, latency)
                    .map(row -> Page.number(row.path("perSecond").asDouble(), 0))
                    .orElse("")
                + (emulated || i == 0 ? "" : " (this disk)");
      }
      page.row(cells);
    }
    page.tableEnd();
    measured(run, page);
  }

  /** The name of a latency. */
  static String title(double millis) {
    return millis == 0 ? "this disk" : "commits of " + millis(millis);
  }

  /** With its unit. */
  static String millis(double millis) {
    return Page.number(millis, millis % 1 == 0 ? 0 : 1) + " ms";
  }

  private static void measured(RunJson run, Page page) {
    for (double emulated : latencies(run)) {
      double[] all =
          run.rows(Kinds.COMMITS).stream()
              .filter(row -> row.path("emulatedMillis").asDouble() == emulated)
              .mapToDouble(row -> row.path("measuredMillis").asDouble())
              .sorted()
              .toArray();
      if (all.length > 0) {
        page.paragraph(
            "One commit alone, measured with %s ms emulated: %s to %s ms."
                .formatted(
                    Page.number(emulated, 1),
                    Page.number(all[0], 2),
                    Page.number(all[all.length - 1], 2)));
      }
    }
  }
}
