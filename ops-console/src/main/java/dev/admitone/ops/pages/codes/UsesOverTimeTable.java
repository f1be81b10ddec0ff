package dev.admitone.ops.pages.codes;

import static dev.admitone.ops.ledger.Columns.instant;
import static dev.admitone.ops.ledger.Columns.time;

import dev.admitone.ops.history.InviteName;
import dev.admitone.ops.ledger.Ledger;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Counts the uses of an invite by the time in which they were granted. */
final class UsesOverTimeTable {

  /** By the pages of the time, or by the index of the invite, whichever are fewer. */
  static final String COUNTS =
      """
      select date_bin(:step::interval, used_at, :from::timestamptz) as begin, count(*) as uses
      from invite_uses
      where invite_id = :invite and used_at >= :from and used_at < :to
      group by 1
      """;

  private final Ledger ledger;

  UsesOverTimeTable(Ledger ledger) {
    this.ledger = ledger;
  }

  /** The uses that were granted from the time on. */
  record Count(Instant begin, long uses) {}

  /** A count for each part of the range, also where it is zero. */
  List<Count> counts(InviteName invite, Instant from, Duration step, int parts) {
    Map<Instant, Long> found =
        ledger.ask(
            jdbc ->
                jdbc
                    .sql(COUNTS)
                    .param("step", step.toSeconds() + " seconds")
                    .param("from", time(from))
                    .param("to", time(from.plus(step.multipliedBy(parts))))
                    .param("invite", invite.id())
                    .query((row, _) -> new Count(instant(row, "begin"), row.getLong("uses")))
                    .list()
                    .stream()
                    .collect(Collectors.toMap(Count::begin, Count::uses)));
    List<Count> counts = new ArrayList<>();
    for (int i = 0; i < parts; i++) {
      Instant begin = from.plus(step.multipliedBy(i));
      counts.add(new Count(begin, found.getOrDefault(begin, 0L)));
    }
    return counts;
  }
}
