package dev.admitone.benchmarks.drain;

import dev.admitone.benchmarks.load.CodeChoice;
import dev.admitone.benchmarks.load.Ids;
import dev.admitone.benchmarks.load.RequestLog;
import dev.admitone.benchmarks.testbed.Costs;
import dev.admitone.benchmarks.testbed.LogEnds;
import dev.admitone.benchmarks.testbed.Meter;
import dev.admitone.benchmarks.testbed.Tables;
import dev.admitone.benchmarks.testbed.TestBed;
import dev.admitone.schemas.topics.Topics;
import java.util.Map;

/**
 * Requests lie in the log, then the processor starts. Measured from the first acknowledged results
 * to the last; the results that were acknowledged first are not counted, since their time is not.
 */
public final class Drain {

  private final TestBed testBed;
  private final Tables tables;
  private int runs;

  public Drain(TestBed testBed) {
    this.testBed = testBed;
    this.tables = new Tables(testBed);
  }

  /**
   * The figures of a drain.
   *
   * @param decisions those that were timed
   * @param phaseSeconds the batches' time by phase, of all decisions, also those before the timing
   */
  public record Result(
      double perSecond, long decisions, Costs costs, Map<String, Double> phaseSeconds) {}

  /** The users that redeem, and the ids of the requests. */
  public record Population(Ids.Kind requestIds, boolean usersInOrder) {

    /** The loads of the headline. */
    public static final Population MIXED = new Population(Ids.Kind.MIXED, false);
  }

  /** Drains the load from an empty ledger, and checks the tables afterwards. */
  public Result measure(DrainLoad load, int lanes, int requests) {
    long seed = ++runs;
    String prefix = "R%d-".formatted(seed);
    tables.empty();
    tables.createInvites(prefix, load.codeCount(), load.maxUses());
    long now = System.currentTimeMillis();
    append(load.choice(seed), prefix, Population.MIXED, seed, now, requests);
    if (load == DrainLoad.DUPLICATES) {
      drain(lanes, requests);
      testBed.sql().execute("checkpoint");
      append(load.choice(seed), prefix, Population.MIXED, seed, now, requests);
    }
    Result result = drain(lanes, requests);
    Tables.require(load.outcome() + " decisions", requests, tables.decisions(load.outcome()));
    boolean redeemed = load.outcome().equals("REDEEMED");
    Tables.require("uses", redeemed ? requests : 0, tables.uses());
    tables.requireCounted();
    return result;
  }

  /** Drains new users' requests for the code {@code <prefix>0} into the ledger as it is. */
  public Result measureOn(String prefix, Population population, int requests) {
    long seed = ++runs;
    long usesBefore = tables.uses();
    append(CodeChoice.hot(), prefix, population, seed, System.currentTimeMillis(), requests);
    Result result = drain(Processor.LANES_DEFAULT, requests);
    Tables.require("uses", usesBefore + requests, tables.uses());
    return result;
  }

  private void append(
      CodeChoice codes,
      String prefix,
      Population population,
      long seed,
      long epochMillis,
      int requests) {
    Ids ids = new Ids(population.requestIds(), seed, epochMillis);
    try (RequestLog log = new RequestLog(testBed.bootstrapServers())) {
      for (int i = 0; i < requests; i++) {
        String user = population.usersInOrder() ? Ids.userInOrder(seed, i) : Ids.user(seed, i);
        log.redeem(ids.next(), prefix + codes.next(), user);
      }
      log.flush();
    }
  }

  private Result drain(int lanes, int requests) {
    try (LogEnds ends = new LogEnds(testBed)) {
      long before = ends.of(Topics.RESULTS);
      long deadLettersBefore = ends.of(Topics.DEAD_LETTERS);
      Result result;
      try (Processor processor = Processor.start(testBed, lanes)) {
        result = timed(processor, ends, before, requests);
      }
      Tables.require("results", requests, ends.of(Topics.RESULTS) - before);
      Tables.require("dead letters", 0, ends.of(Topics.DEAD_LETTERS) - deadLettersBefore);
      return result;
    }
  }

  private Result timed(Processor processor, LogEnds ends, long before, int requests) {
    ends.awaitResults(before + 1);
    Meter meter = Meter.start(testBed);
    long first = ends.of(Topics.RESULTS);
    long firstNanos = System.nanoTime();
    long last = ends.awaitResults(before + requests);
    double seconds = (System.nanoTime() - firstNanos) / 1e9;
    Costs costs = meter.read();
    if (last == first) {
      throw new IllegalStateException("%d requests are too few to time".formatted(requests));
    }
    return new Result((last - first) / seconds, last - first, costs, processor.phaseSeconds());
  }
}
