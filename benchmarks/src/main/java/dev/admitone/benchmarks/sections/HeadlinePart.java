package dev.admitone.benchmarks.sections;

import dev.admitone.benchmarks.drain.DrainLoad;
import dev.admitone.benchmarks.drain.Processor;
import dev.admitone.benchmarks.figures.Findings;
import dev.admitone.benchmarks.limit.BulkInsert;
import dev.admitone.benchmarks.peers.JdbcPeer;
import dev.admitone.benchmarks.peers.PeerTables;
import dev.admitone.benchmarks.steps.Step;
import dev.admitone.benchmarks.testbed.TestBed;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * One hot code, side by side and without HTTP: the product, its peers, and the database's limit. In
 * each round all are measured in turn; drains warm up until they are steady, and one round with
 * fewer requests is not counted.
 */
final class HeadlinePart {

  /** The ids' beginnings, which the ratios are made from. */
  private static final String HOT_DRAIN = "drain.hot";

  private static final String WARM_UP = "warmUp.";
  private static final int[] CLIENTS = {4, 16, 64};
  private static final Duration AROUND_A_PEER = Duration.ofMillis(700);

  private final RunSize.Drains size;
  private final Findings findings;
  private final DrainSteps drains;
  private final JdbcPeer jdbc;
  private final BulkInsert limit;

  private interface Measurement {
    double perSecond() throws Exception;
  }

  private HeadlinePart(TestBed testBed, RunSize.Drains size, Findings findings) {
    PeerTables tables = new PeerTables(testBed);
    this.size = size;
    this.findings = findings;
    this.drains = new DrainSteps(testBed, findings);
    this.jdbc = new JdbcPeer(testBed, tables);
    this.limit = new BulkInsert(testBed);
  }

  static Section section(RunSize.Drains size) {
    // Appended, drained, counted; and inserted four times, in bulk.
    long drained = size.headlineRequests() / 33L + size.headlineRequests() / 22L;
    Duration round =
        Duration.ofMillis(drained)
            .plus(size.peerWindow().plus(AROUND_A_PEER).multipliedBy(10))
            .plusSeconds(5);
    Duration warmUp = Duration.ofSeconds(35).plusMillis(size.otherRequests() / 2L / 10);
    return Section.of(
        "headline",
        "one hot code without HTTP",
        warmUp.plus(round.multipliedBy(size.headlineRounds())),
        (testBed, findings) -> new HeadlinePart(testBed, size, findings).steps());
  }

  private List<Step> steps() {
    List<Step> steps = new ArrayList<>();
    steps.add(
        drains.warmUp(DrainLoad.HOT, Processor.LANES_DEFAULT, size.otherRequests(), HOT_DRAIN));
    for (Step step : round(WARM_UP, size.otherRequests())) {
      steps.add(new Step("warm-up: " + step.title(), step.expected(), step.action()));
    }
    for (int round = 1; round <= size.headlineRounds(); round++) {
      String where = "round %d of %d: ".formatted(round, size.headlineRounds());
      for (Step step : round("", size.headlineRequests())) {
        steps.add(new Step(where + step.title(), step.expected(), step.action()));
      }
    }
    return steps;
  }

  private List<Step> round(String prefix, int requests) {
    List<Step> steps = new ArrayList<>();
    steps.add(drains.drain(DrainLoad.HOT, Processor.LANES_DEFAULT, requests, prefix + HOT_DRAIN));
    for (BulkInsert.Way way : BulkInsert.Way.values()) {
      for (int connections = 1; connections <= 2; connections++) {
        steps.add(bulkInsert(prefix, way, connections, requests));
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
    return steps;
  }

  private Step bulkInsert(String prefix, BulkInsert.Way way, int connections, int requests) {
    return step(
        "%slimit.%d.%s".formatted(prefix, connections, way),
        "limit: bulk insert by %s, %d connection%s"
            .formatted(way, connections, connections == 1 ? "" : "s"),
        Duration.ofMillis(requests / 60).plus(AROUND_A_PEER),
        () -> limit.measure(way, connections, requests));
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
