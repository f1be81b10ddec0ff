package dev.admitone.benchmarks.drain;

import dev.admitone.benchmarks.load.CodeChoice;
import dev.admitone.benchmarks.load.Ids;
import dev.admitone.benchmarks.load.RequestLog;
import dev.admitone.benchmarks.site.Costs;
import dev.admitone.benchmarks.site.LogEnds;
import dev.admitone.benchmarks.site.Meter;
import dev.admitone.benchmarks.site.Site;
import dev.admitone.benchmarks.site.Tables;
import dev.admitone.schemas.Topics;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/**
 * Requests lie in the log, then the processor starts. Measured from the first acknowledged results
 * to the last; what was acknowledged first is not counted, since its time is not.
 */
public final class Drain {

  private static final Duration BETWEEN_LOOKS = Duration.ofMillis(5);
  private static final Duration LONGEST = Duration.ofMinutes(5);

  private final Site site;
  private final Tables tables;
  private int runs;

  public Drain(Site site) {
    this.site = site;
    this.tables = new Tables(site);
  }

  /** Decisions per second, and what they cost. */
  public record Result(double perSecond, long decisions, Costs costs) {}

  /** Drains the load from an empty ledger, and looks afterwards whether all is right. */
  public Result measure(DrainLoad load, int lanes, int requests) {
    long seed = ++runs;
    String prefix = "R%d-".formatted(seed);
    tables.empty();
    tables.createInvites(prefix, load.codeCount(), load.maxUses());
    long now = System.currentTimeMillis();
    append(load.choice(seed), prefix, new Ids(Ids.Kind.MIXED, seed, now), seed, requests);
    if (load == DrainLoad.DUPLICATES) {
      drain(lanes, requests);
      site.sql().execute("checkpoint");
      append(load.choice(seed), prefix, new Ids(Ids.Kind.MIXED, seed, now), seed, requests);
    }
    Result result = drain(lanes, requests);
    Tables.require(load.outcome() + " decisions", requests, tables.decisions(load.outcome()));
    boolean redeemed = load.outcome().equals("REDEEMED");
    Tables.require("uses", redeemed ? requests : 0, tables.uses());
    tables.requireCounted();
    return result;
  }

  private void append(CodeChoice codes, String prefix, Ids ids, long seed, int requests) {
    try (RequestLog log = new RequestLog(site.bootstrapServers())) {
      for (int i = 0; i < requests; i++) {
        log.redeem(ids.next(), prefix + codes.next(), Ids.user(seed, i));
      }
      log.flush();
    }
  }

  private Result drain(int lanes, int requests) {
    try (LogEnds ends = new LogEnds(site)) {
      long before = ends.of(Topics.RESULTS);
      long deadLettersBefore = ends.of(Topics.DEAD_LETTERS);
      Result result;
      try (Processor _ = Processor.start(site, lanes)) {
        result = timed(ends, before, requests);
      }
      Tables.require("results", requests, ends.of(Topics.RESULTS) - before);
      Tables.require("dead letters", 0, ends.of(Topics.DEAD_LETTERS) - deadLettersBefore);
      return result;
    }
  }

  private Result timed(LogEnds ends, long before, int requests) {
    await(ends, before + 1);
    Meter meter = Meter.start(site);
    long first = ends.of(Topics.RESULTS);
    long firstNanos = System.nanoTime();
    long last = await(ends, before + requests);
    double seconds = (System.nanoTime() - firstNanos) / 1e9;
    Costs costs = meter.read();
    if (last == first) {
      throw new IllegalStateException("%d requests are too few to time".formatted(requests));
    }
    return new Result((last - first) / seconds, last - first, costs);
  }

  /** Waits until there are so many results; returns how many there are. */
  private static long await(LogEnds ends, long wanted) {
    long deadline = System.nanoTime() + LONGEST.toNanos();
    while (true) {
      long results = ends.of(Topics.RESULTS);
      if (results >= wanted) {
        return results;
      }
      if (System.nanoTime() > deadline) {
        throw new IllegalStateException(
            "%d results are missing after %s".formatted(wanted - results, LONGEST));
      }
      LockSupport.parkNanos(BETWEEN_LOOKS.toNanos());
    }
  }
}
