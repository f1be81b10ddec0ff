package dev.admitone.benchmarks;

import dev.admitone.benchmarks.drain.DrainLoad;
import dev.admitone.benchmarks.drain.Processor;
import dev.admitone.benchmarks.limit.BulkInsert;
import dev.admitone.benchmarks.peers.JdbcPeer;
import dev.admitone.benchmarks.peers.PeerTables;
import dev.admitone.benchmarks.peers.TextbookPipeline;
import dev.admitone.benchmarks.testbed.TestBed;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * One hot code, side by side: the product, its peers, and the database's limit. In each round all
 * are measured in turn; some drains and the first round warm up and are not counted.
 */
final class Headline {

  /** The ids' beginnings, which the ratios are made from. */
  static final String HOT_DRAIN = "drain.hot";

  private static final String WARM_UP = "warmUp.";

  /** Until its compilers are done; the peers' work is the database's, which needs none. */
  private static final int DRAINS_BEFORE = 3;

  private static final int[] CLIENTS = {4, 16, 64};
  private static final Duration AROUND_A_PEER = Duration.ofMillis(700);

  private final RunSize size;
  private final Findings findings;
  private final DrainStep drainStep;
  private final JdbcPeer jdbc;
  private final TextbookPipeline textbook;
  private final BulkInsert limit;

  /** Makes a step that drains a log. */
  @FunctionalInterface
  interface DrainStep {
    Step of(DrainLoad load, int lanes, String id);
  }

  private interface Measurement {
    double perSecond() throws Exception;
  }

  Headline(
      TestBed testBed, PeerTables tables, RunSize size, Findings findings, DrainStep drainStep) {
    this.size = size;
    this.findings = findings;
    this.drainStep = drainStep;
    this.jdbc = new JdbcPeer(testBed, tables);
    this.textbook = new TextbookPipeline(testBed, tables);
    this.limit = new BulkInsert(testBed);
  }

  void addTo(List<Step> steps) {
    for (int i = 1; i <= DRAINS_BEFORE; i++) {
      Step step = drainStep.of(DrainLoad.HOT, Processor.LANES_DEFAULT, WARM_UP + HOT_DRAIN);
      steps.add(new Step("warm-up: " + step.title(), step.expected(), step.action()));
    }
    for (Step step : round(WARM_UP)) {
      steps.add(new Step("warm-up: " + step.title(), step.expected(), step.action()));
    }
    for (int round = 1; round <= size.headlineRounds(); round++) {
      String where = "round %d of %d: ".formatted(round, size.headlineRounds());
      for (Step step : round("")) {
        steps.add(new Step(where + step.title(), step.expected(), step.action()));
      }
    }
  }

  private List<Step> round(String prefix) {
    List<Step> steps = new ArrayList<>();
    steps.add(drainStep.of(DrainLoad.HOT, Processor.LANES_DEFAULT, prefix + HOT_DRAIN));
    for (BulkInsert.Way way : BulkInsert.Way.values()) {
      for (int connections = 1; connections <= 2; connections++) {
        steps.add(bulkInsert(prefix, way, connections));
      }
    }
    for (int clients : CLIENTS) {
      steps.add(
          peer(
              prefix + "function.nowait.",
              JdbcPeer.Way.NOWAIT,
              clients,
              "function, NOWAIT and retry"));
      steps.add(
          peer(
              prefix + "function.blocking.",
              JdbcPeer.Way.BLOCKING,
              clients,
              "function, waiting for the lock"));
      steps.add(
          peer(
              prefix + "conditionalUpdate.",
              JdbcPeer.Way.CONDITIONAL_UPDATE,
              clients,
              "one conditional UPDATE with INSERT"));
    }
    steps.add(
        step(
            prefix + "textbook.64",
            "textbook pipeline, 64 callers",
            size.peerWindow().plus(AROUND_A_PEER.multipliedBy(3)),
            () -> textbook.measure(64, size.peerWindow())));
    return steps;
  }

  private Step bulkInsert(String prefix, BulkInsert.Way way, int connections) {
    return step(
        "%slimit.%d.%s".formatted(prefix, connections, way),
        "limit: bulk insert by %s, %d connection%s"
            .formatted(way, connections, connections == 1 ? "" : "s"),
        Duration.ofMillis(size.drainRequests() / 60).plus(AROUND_A_PEER),
        () -> limit.measure(way, connections, size.drainRequests()));
  }

  private Step peer(String idPrefix, JdbcPeer.Way way, int clients, String title) {
    return step(
        idPrefix + clients,
        "%s, %d clients".formatted(title, clients),
        size.peerWindow().plus(AROUND_A_PEER),
        () -> jdbc.measure(way, clients, size.peerWindow()));
  }

  private Step step(String id, String title, Duration expected, Measurement measurement) {
    return new Step(
        title, expected, () -> findings.rates().add(id, title, measurement.perSecond()));
  }
}
