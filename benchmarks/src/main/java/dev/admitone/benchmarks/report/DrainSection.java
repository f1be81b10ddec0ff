package dev.admitone.benchmarks.report;

import dev.admitone.benchmarks.figures.Kinds;
import dev.admitone.benchmarks.figures.RunJson;
import tools.jackson.databind.JsonNode;

/** What was measured without HTTP. */
final class DrainSection {

  private final RunJson run;
  private final Page page;

  private DrainSection(RunJson run, Page page) {
    this.run = run;
    this.page = page;
  }

  static void write(RunJson run, Page page) {
    DrainSection section = new DrainSection(run, page);
    section.headline();
    section.rates("Other loads in the log", "drainByLoad.");
  }

  private void headline() {
    if (!has("drain.")) {
      return;
    }
    page.heading("One hot code without HTTP");
    page.paragraph(
        """
        The requests lie in the log; measured from the first acknowledged results to the last. Half
        of the request ids are in the order of time (UUIDv7), half derived from keys (UUIDv8); users
        come in no order. The peers have the field's two tables with its two indexes, without a
        ledger, trigger or foreign key. A client of NOWAIT that finds the row locked tries again
        after a random pause of up to 1, 2, 4 … 32 ms. The limit is the rows that the product would
        write, into its tables and indexes, 4,000 a commit, with nothing read or decided. All take
        turns in each round.
        """);
    page.image("One hot code without HTTP, successes per second", Charts.DRAIN);
    rateHead();
    for (String prefix : new String[] {"drain.", "limit.", "function.", "conditionalUpdate."}) {
      rateRows(prefix);
    }
    page.tableEnd();
  }

  private void rates(String title, String prefix) {
    if (has(prefix)) {
      page.heading(title);
      rateHead();
      rateRows(prefix);
      page.tableEnd();
    }
  }

  /** Processors beside each other. */
  static void scaleOut(RunJson run, Page page) {
    DrainSection section = new DrainSection(run, page);
    section.rates("Scale-out", "scaleOut.");
    if (section.has("scaleOut.")) {
      page.paragraph(
          """
          Each processor is a process of its own with the product's default lanes; requests are
          appended while they decide, and the appending is in the time. All share this machine's
          cores, so more processors than cores bring nothing here: what is shown is that they share
          the work, and that nothing breaks.
          """);
    }
  }

  /** What the questions of operators cost those who redeem. */
  static void operatorsIndexes(RunJson run, Page page) {
    DrainSection section = new DrainSection(run, page);
    section.rates("The price of the operators' indexes", "operatorsIndexes.");
    if (section.has("operatorsIndexes.")) {
      page.paragraph(
          """
          The console finds times and refusals by indexes that each decision pays for. Ten pairs of
          drains, with them and without them; the first of a pair takes turns. The ratio is that of
          each pair, and the median of the ten is on top of this page.
          """);
    }
  }

  private boolean has(String prefix) {
    return run.rows(Kinds.RATES).stream()
        .anyMatch(series -> series.path("id").asString().startsWith(prefix));
  }

  private void rateHead() {
    page.tableHead("what", "per second, median", "min", "max", "steady");
  }

  private void rateRows(String prefix) {
    for (JsonNode series : run.rows(Kinds.RATES)) {
      if (series.path("id").asString().startsWith(prefix)) {
        page.row(
            series.path("title").asString(),
            Page.number(series.path("median").asDouble(), 0),
            Page.number(series.path("min").asDouble(), 0),
            Page.number(series.path("max").asDouble(), 0),
            series.path("steady").asBoolean(true) ? "yes" : "**no**");
      }
    }
  }
}
