package dev.admitone.ops.pages.codes;

import dev.admitone.ops.charts.Chart;
import dev.admitone.ops.charts.Charts;
import dev.admitone.ops.charts.Point;
import dev.admitone.ops.history.InviteName;
import dev.admitone.ops.search.TimeRange;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Locale;

/** Draws the uses of a code over a range of time. */
final class UsesChart {

  private static final int PARTS = 48;
  private static final Duration STEP_MIN = Duration.ofMinutes(1);

  private static final DateTimeFormatter LABEL =
      DateTimeFormatter.ofPattern("MM-dd HH:mm", Locale.ROOT).withZone(ZoneOffset.UTC);

  private final UsesOverTimeTable table;

  UsesChart(UsesOverTimeTable table) {
    this.table = table;
  }

  /**
   * Of the range, in parts of whole minutes.
   *
   * @param from the begin of the range
   */
  Chart of(InviteName invite, Instant from, TimeRange range) {
    long minutes = Math.ceilDiv(Duration.between(from, range.to()).toMinutes() + 1, PARTS);
    Duration step = Duration.ofMinutes(Math.max(STEP_MIN.toMinutes(), minutes));
    Instant begin = from.truncatedTo(ChronoUnit.MINUTES);
    int parts = (int) Math.min(PARTS + 1L, Duration.between(begin, range.to()).dividedBy(step) + 1);
    return Charts.bars(
        "uses",
        "Uses by time",
        "From (UTC), for %d min".formatted(step.toMinutes()),
        "",
        table.counts(invite, begin, step, parts).stream()
            .map(count -> new Point(LABEL.format(count.begin()), count.uses()))
            .toList());
  }
}
