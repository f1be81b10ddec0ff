package dev.admitone.benchmarks.report;

import dev.admitone.benchmarks.figures.Kinds;
import dev.admitone.benchmarks.figures.RunJson;
import dev.admitone.benchmarks.summary.UnitCosts;
import tools.jackson.databind.JsonNode;

/** The needs of higher rates, computed from the cost of one decision here. */
final class PaperSection {

  private static final double[] TARGETS = {100_000, 1_000_000};
  private static final int REPLICAS = 3;
  private static final double MICROS = 1e6;

  /** No machine is planned to be busier than this. */
  private static final double UTILIZATION = 0.6;

  private final RunJson run;
  private final Page page;

  private PaperSection(RunJson run, Page page) {
    this.run = run;
    this.page = page;
  }

  /** Writes nothing where the drain or HTTP was not measured. */
  static void write(RunJson run, Page page) {
    new PaperSection(run, page).write();
  }

  private void write() {
    UnitCosts drain = UnitCosts.of(run, "drain.hot").orElse(null);
    UnitCosts http = UnitCosts.of(run, "http.product.hot").orElse(null);
    double laneRate = rate("drain.hot");
    double limit = Math.max(rate("limit.2.COPY"), rate("limit.1.COPY"));
    if (drain == null || http == null || laneRate == 0 || limit == 0) {
      return;
    }
    page.heading("On paper: 100,000 and 1,000,000 decisions per second");
    page.paragraph(
        """
        Computed, not measured: the processor time of one decision here, times the rate, at %s%%
        utilization; cores are cores like this machine's. A database server is one like this
        machine's, at half of its bulk-insert limit. The broker's time counts %d-fold, for the
        replicas.
        """
            .formatted(Page.number(100 * UTILIZATION, 0), REPLICAS));
    double gateway = http.threadMicros("http") + http.threadMicros("producers");
    double processor = drain.threadMicros("lanes") + drain.threadMicros("producers");
    page.tableHead("what", "per decision", "at 100,000/s", "at 1,000,000/s");
    cores("gateways, cores", gateway);
    cores("brokers, cores", http.threadMicros("broker") * REPLICAS);
    cores("processors, cores", processor);
    cores("databases, cores", drain.databaseMicros());
    servers("lanes, and so partitions at least", laneRate * UTILIZATION);
    servers("database servers", limit / 2);
    bytes("WAL", drain.walBytes());
    page.tableEnd();
    page.paragraph(
        """
        **At 100,000/s** spread over many codes, the tables' one database breaks first: the ledger's
        rows and indexes are the floor of every decision. Codes don't share rows, so PostgreSQL is
        split by code: each group of partitions has a server of its own, and its lanes write there
        alone. A request id sent with two codes then meets two servers: the ids' primary key has to
        be asked on the id's own server first, or ids be bound to their code. Partitions are raised
        by the documented procedure before that.

        **One hot code** does not get faster by any of this: its requests are one queue, decided by
        one lane into one server, %s per second here. Beyond that its limit is divided beforehand
        into shares that are codes of their own inside, each with a partition, and gateways choose
        a share by the user's hash, so that once per user still applies; the last uses are then
        refused by a share that is empty while another is not, until shares are joined.

        **At 1,000,000/s** the results topic breaks next: every gateway reads every result, so
        reading grows with gateways times rate. Results then go to a partition of the gateway that
        asked (its number in the request), and only requests sent again look elsewhere. Traces,
        metrics by route, and one HTTP request for each decision weigh more than deciding; where
        clients are services, a call should carry many redemptions.
        """
            .formatted(Page.number(laneRate, 0)));
  }

  private void cores(String what, double micros) {
    row(what, Page.number(micros, 1) + " µs", micros / MICROS / UTILIZATION);
  }

  private void servers(String what, double perSecondEach) {
    row(what, "", 1 / perSecondEach);
  }

  private void row(String what, String each, double perDecisionPerSecond) {
    page.row(
        what,
        each,
        Page.number(Math.ceil(TARGETS[0] * perDecisionPerSecond), 0),
        Page.number(Math.ceil(TARGETS[1] * perDecisionPerSecond), 0));
  }

  private void bytes(String what, double each) {
    page.row(
        what,
        Page.number(each, 0) + " bytes",
        Page.number(TARGETS[0] * each / 1e6, 0) + " MB/s",
        Page.number(TARGETS[1] * each / 1e6, 0) + " MB/s");
  }

  private double rate(String id) {
    for (JsonNode series : run.rows(Kinds.RATES)) {
      if (series.path("id").asString().equals(id)) {
        return series.path("median").asDouble();
      }
    }
    return 0;
  }
}
