package dev.admitone.processor.audit;

import dev.admitone.processor.healing.HealingLog;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Decides the log again into a second ledger and compares it with the live one, up to the places
 * that the live one had when the audit began. Needs memory for one poll, however long the log is.
 */
public final class Audit {

  private static final long REQUESTS_BETWEEN_LINES = 100_000;

  private final HealingLog log;
  private final AuditLedger ledger;
  private final AuditReport report;
  private long differences;
  private long read;

  /** Takes the log, both ledgers, and what tells the operator. */
  public Audit(HealingLog log, AuditLedger ledger, AuditReport report) {
    this.log = log;
    this.ledger = ledger;
    this.report = report;
  }

  /**
   * Audits.
   *
   * @param since where to begin: with the first record that the log took then or later, on what the
   *     ledger had there; null: with the first record that the log has
   * @param keeps whether the second ledger stays, to be looked at
   * @return how many differences there are
   */
  public long run(@Nullable Instant since, boolean keeps) {
    long began = System.nanoTime();
    List<AuditRange> ranges = ranges(since);
    AuditLedger.Believed believed = ledger.begin(ranges);
    if (believed.uses() > 0) {
      report.say(
          "Begins with %d uses, which are believed; %d of them were adopted."
              .formatted(believed.uses(), believed.adopted()));
    }
    try {
      Replay replay = new Replay(ledger);
      for (AuditRange range : ranges) {
        log.requests(
            range.partition(), range.from(), range.to(), batch -> pass(replay, range, batch));
      }
      ledger.carryOutTheRest();
      report.say("Comparing ...");
      ledger.compare(this::found);
      Map<Integer, Long> firstResults = ledger.firstResults();
      ranges.forEach(range -> compareResults(range, firstResults, since));
      report.say(
          "%d requests decided again in %d s; %d decisions taken as facts."
              .formatted(replay.decided(), seconds(began), replay.facts()));
    } finally {
      if (!keeps) {
        ledger.end();
      }
    }
    return differences;
  }

  private static long seconds(long began) {
    return Duration.ofNanos(System.nanoTime() - began).toSeconds();
  }

  private List<AuditRange> ranges(@Nullable Instant since) {
    Map<Integer, Long> places = ledger.places();
    List<AuditRange> ranges = new ArrayList<>();
    for (HealingLog.Partition partition : log.partitions()) {
      long place = places.getOrDefault(partition.number(), 0L);
      long to = Math.max(partition.start(), Math.min(partition.end(), place));
      long from =
          since == null
              ? partition.start()
              : Math.min(to, log.requestSince(partition.number(), since));
      // Empty ones, too: what is decided there meanwhile lies beyond them.
      ranges.add(new AuditRange(partition.number(), from, to));
    }
    return ranges;
  }

  private void pass(Replay replay, AuditRange range, HealingLog.Batch batch) {
    replay.decide(range, batch);
    long before = read / REQUESTS_BETWEEN_LINES;
    read += batch.next() - batch.from();
    if (read / REQUESTS_BETWEEN_LINES > before) {
      report.say(
          "partition %d: offset %d of %d; %d records read so far"
              .formatted(range.partition(), batch.next(), range.to(), read));
    }
  }

  /** What was published about requests of the range, against the live ledger. */
  private void compareResults(
      AuditRange range, Map<Integer, Long> firstResults, @Nullable Instant since) {
    log.results(
        range.partition(),
        firstResults.getOrDefault(range.partition(), 0L),
        since,
        results -> {
          Map<UUID, HealingLog.FirstResult> byId = new HashMap<>();
          for (HealingLog.FirstResult result : results) {
            if (result.offset() >= range.from() && result.offset() < range.to()) {
              byId.put(result.requestId(), result);
            }
          }
          Map<UUID, String> live = ledger.outcomes(byId.keySet());
          byId.forEach((id, result) -> compare(id, result, live.getOrDefault(id, "nothing")));
        });
  }

  private void compare(UUID id, HealingLog.FirstResult result, String live) {
    if (!live.equals(result.decision())) {
      found(
          new Difference(
              "result differs",
              id.toString(),
              "of code %s: published %s, the ledger has %s"
                  .formatted(result.code(), result.decision(), live)));
    }
  }

  private void found(Difference difference) {
    differences++;
    report.found(difference);
  }
}
