package dev.admitone.benchmarks.report;

import dev.admitone.benchmarks.figures.RunJson;

/** The page for people, made from the JSON alone. */
final class ReportPage {

  private ReportPage() {}

  /**
   * The page as Markdown.
   *
   * @param jsonName the name of the file that it is made from
   */
  static String of(RunJson run, String jsonName) {
    Page page = new Page();
    page.paragraph(
        """
        Made by `./admit bench --%s` at %s from [`results/%s`](results/%s), which has every round.
        Broker, database, services and load generator share one machine. A rate counts successes
        only: durable, and checked against the tables after each measurement. What profiles showed
        is in [`PROFILE.md`](PROFILE.md).
        """
            .formatted(
                run.get("size").asString(), run.get("startedAt").asString(), jsonName, jsonName));
    ShortSection.write(run, page);
    HttpSection.write(run, page);
    CommitSection.write(run, page);
    PeersSection.write(run, page);
    BulkSection.write(run, page);
    IdleSection.write(run, page);
    DrainSection.write(run, page);
    GrowthSection.write(run, page);
    MemorySection.write(run, page);
    DrainSection.scaleOut(run, page);
    DrainSection.operatorsIndexes(run, page);
    FloodSection.write(run, page);
    RepublishSection.write(run, page);
    CostSection.write(run, page);
    PaperSection.write(run, page);
    MachineSection.write(run, page);
    return "# What Admit One does in a second\n\n" + page;
  }
}
