package dev.admitone.benchmarks.report;

import tools.jackson.databind.JsonNode;

/** The figures that must be reached, and how far they are. */
final class Verdict {

  private enum Better {
    MORE,
    LESS
  }

  private final JsonNode run;
  private final Page page;

  private Verdict(JsonNode run, Page page) {
    this.run = run;
    this.page = page;
  }

  static void write(JsonNode run, Page page) {
    new Verdict(run, page).write();
  }

  private void write() {
    page.tableHead("what", "must", "aim", "measured", "min", "max", "so");
    ratio(
        "hot code, log to acknowledged results / best row lock", "hotDrainOverBestRowLock", 10, 10);
    ratio("the same / the better row lock at 64 clients", "hotDrainOverRowLock64", 40, 40);
    rate("hot code, decisions per second", "drain.hot", 31_000);
    ratio("hot code / bulk insert over as many connections", "shareOfBulkInsertLimit", 0.5, 0.8);
    ratio("HTTP on a hot code / the function behind the same HTTP", "httpHotOverDirect", 5, 10);
    latency("HTTP p95 at half of saturation, ms", "httpHalfP95", 50, 15);
    latency("HTTP p99 at half of saturation, ms", "httpHalfP99", 100, 30);
    growth("time of a decision, 10 to 1 million uses, ids in order", "growthTimeOrderedIds");
    growth("the same, ids from keys", "growthKeyDerivedIds");
    growth("the same, ids and users in order", "growthAllOrdered");
    start("./admit up, from built to ready, s");
    page.tableEnd();
  }

  private void ratio(String what, String id, double must, double aim) {
    for (JsonNode ratio : run.path("ratioRounds")) {
      if (ratio.path("id").asString().equals(id)) {
        row(
            what,
            must,
            aim,
            Better.MORE,
            ratio.path("median").asDouble(),
            Page.number(ratio.path("min").asDouble(), 2),
            Page.number(ratio.path("max").asDouble(), 2));
      }
    }
  }

  private void rate(String what, String id, double aim) {
    for (JsonNode rate : run.path("ratesPerSecond")) {
      if (rate.path("id").asString().equals(id)) {
        page.row(
            what,
            "",
            Page.number(aim, 0),
            Page.number(rate.path("median").asDouble(), 0),
            Page.number(rate.path("min").asDouble(), 0),
            Page.number(rate.path("max").asDouble(), 0),
            rate.path("median").asDouble() >= aim ? "aim reached" : "below the aim");
      }
    }
  }

  private void latency(String what, String id, double must, double aim) {
    JsonNode value = run.path("latencyMillis").path(id);
    if (!value.isMissingNode()) {
      row(what, must, aim, Better.LESS, value.asDouble(), "", "");
    }
  }

  private void growth(String what, String id) {
    JsonNode value = run.path("ratios").path(id);
    if (!value.isMissingNode()) {
      row(what, 1.25, 1.1, Better.LESS, value.asDouble(), "", "");
    }
  }

  private void start(String what) {
    JsonNode seconds = run.path("upReadySeconds");
    if (!seconds.isMissingNode()) {
      row(
          what,
          15,
          8,
          Better.LESS,
          seconds.path("median").asDouble(),
          Page.number(seconds.path("min").asDouble(), 2),
          Page.number(seconds.path("max").asDouble(), 2));
    }
  }

  private void row(
      String what,
      double must,
      double aim,
      Better better,
      double measured,
      String min,
      String max) {
    page.row(
        what,
        bound(better, must),
        bound(better, aim),
        Page.number(measured, 2),
        min,
        max,
        verdict(better, must, aim, measured));
  }

  private static String bound(Better better, double bound) {
    return (better == Better.MORE ? "≥ " : "≤ ") + Page.number(bound, bound % 1 == 0 ? 0 : 2);
  }

  private static String verdict(Better better, double must, double aim, double measured) {
    int sign = better == Better.MORE ? 1 : -1;
    if (sign * measured >= sign * aim) {
      return "aim reached";
    }
    return sign * measured >= sign * must ? "must reached" : "**missed**";
  }
}
