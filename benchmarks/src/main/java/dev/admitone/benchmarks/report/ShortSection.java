package dev.admitone.benchmarks.report;

import dev.admitone.benchmarks.figures.RunJson;
import tools.jackson.databind.JsonNode;

/** The figures that most readers come for, on top. */
final class ShortSection {

  private final RunJson run;
  private final Page page;

  private ShortSection(RunJson run, Page page) {
    this.run = run;
    this.page = page;
  }

  static void write(RunJson run, Page page) {
    new ShortSection(run, page).write();
  }

  private void write() {
    page.tableHead("in short", "figure");
    ratio(
        "HTTP, one hot code, times the row-lock function behind Spring MVC",
        "httpHotOverDirect",
        2);
    ratio("the same with a commit of 1 ms (emulated)", "httpHotOverDirectAt1ms", 1);
    ratio("the same with a commit of 2.5 ms (emulated)", "httpHotOverDirectAt2500us", 1);
    ratio("the same, function behind the same lean route", "httpHotOverDirectLean", 2);
    ratio("HTTP, many codes, times the function behind Spring MVC", "httpZipfOverDirect", 2);
    ratio("the same, function behind the same lean route", "httpZipfOverDirectLean", 2);
    ratio(
        "HTTP, one hot code, times a queue in memory before PostgreSQL",
        "httpHotOverMicroBatcher",
        2);
    ratio("processor time of a redemption over HTTP, µs", "cpuMicrosPerRedemption", 0);
    ratio("redemptions a second over HTTP, 50 in a call, one hot code", "bulkPerSecond", 0);
    latency("HTTP at 2,900 calls a second, p95, ms", "httpAt2900P95");
    latency("the same, p99, ms", "httpAt2900P99");
    latency("one call at a time on a warm stack, 4 a second, p50, ms", "idleWarmP50");
    latency("the same, p99, ms", "idleWarmP99");
    latency("calls 10 to 60 after `./admit up` is ready, p50, ms", "afterStartP50");
    ratio("decisions a second from the log, one hot code", "drainPerSecond", 0);
    ratio("the same, times the best row lock without HTTP", "hotDrainOverBestRowLock", 1);
    ratio("the same, share of a bare bulk insert over one connection", "shareOfBulkInsertLimit", 2);
    ratio("decisions with the operators' indexes, over without", "drainWithOperatorsIndexes", 3);
    ratio("the same, all refused", "refusedDrainWithOperatorsIndexes", 3);
    ratio(
        "time of a decision with 10 million uses over 1 million, ids in order", "growthInOrder", 2);
    ratio("the same, ids from keys", "growthFromKeys", 2);
    ratio("codes that a gateway with 1 GiB serves", "gatewayCodesMax", 0);
    page.tableEnd();
  }

  private void ratio(String what, String id, int digits) {
    JsonNode value = run.get("ratios").path(id);
    if (!value.isMissingNode()) {
      page.row(what, Page.number(value.asDouble(), digits) + spread(id, digits) + unsteady(id));
    }
  }

  private void latency(String what, String id) {
    JsonNode value = run.get("latencyMillis").path(id);
    if (!value.isMissingNode()) {
      page.row(what, Page.number(value.asDouble(), 1));
    }
  }

  /** Of a ratio with more than one round, from least to most. */
  private String spread(String id, int digits) {
    return run.get("ratioRounds")
        .valueStream()
        .filter(series -> series.path("id").asString().equals(id))
        .filter(series -> series.path("rounds").size() > 1)
        .findFirst()
        .map(
            series ->
                " (%s to %s)"
                    .formatted(
                        Page.number(series.path("min").asDouble(), digits),
                        Page.number(series.path("max").asDouble(), digits)))
        .orElse("");
  }

  private String unsteady(String id) {
    boolean marked = run.get("unsteady").valueStream().anyMatch(name -> name.asString().equals(id));
    return marked ? " " + Page.NOT_STEADY : "";
  }
}
