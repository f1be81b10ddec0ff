package dev.admitone.ops.statistics;

import dev.admitone.ops.charts.Chart;
import dev.admitone.ops.charts.Charts;
import dev.admitone.ops.charts.Line;
import dev.admitone.ops.statistics.StatisticsReport.Slot;
import dev.admitone.ops.statistics.counts.Step;
import dev.admitone.schemas.avro.Outcome;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Draws the slots of a report, also those between them in which nothing was decided. */
final class StatisticsCharts {

  private static final DateTimeFormatter LABEL =
      DateTimeFormatter.ofPattern("MM-dd HH:mm", Locale.ROOT).withZone(ZoneOffset.UTC);

  private static final String REDEEMED = Outcome.REDEEMED.name();

  private StatisticsCharts() {}

  static List<Chart> of(StatisticsReport report) {
    if (report.slots().isEmpty()) {
      return List.of();
    }
    List<Instant> begins = begins(report);
    Map<Instant, Slot> slots =
        report.slots().stream().collect(Collectors.toMap(Slot::begin, slot -> slot));
    List<Chart> charts = new ArrayList<>();
    if (report.slots().getFirst().uses() != null) {
      charts.add(
          chart(
              "uses",
              "Uses and their users by hour",
              begins,
              List.of(
                  line("uses", begins, slots, slot -> uses(slot.uses()).count()),
                  line("users", begins, slots, slot -> uses(slot.uses()).users()))));
    }
    charts.add(
        chart(
            "decisions",
            "Decisions by " + (report.step() == Step.HOUR ? "hour" : "minute"),
            begins,
            List.of(
                line("granted", begins, slots, slot -> slot.decisions(REDEEMED)),
                line("all others", begins, slots, StatisticsCharts::others))));
    return charts;
  }

  private static StatisticsReport.UsesCount uses(StatisticsReport.@Nullable UsesCount uses) {
    return uses == null ? new StatisticsReport.UsesCount(0, 0, true) : uses;
  }

  private static double others(Slot slot) {
    return slot.decisions() - slot.decisions(REDEEMED);
  }

  private static Chart chart(String id, String title, List<Instant> begins, List<Line> lines) {
    return Charts.lines(
        id, title, "From (UTC)", "", begins.stream().map(LABEL::format).toList(), lines);
  }

  private static Line line(
      String name, List<Instant> begins, Map<Instant, Slot> slots, ToDoubleFunction<Slot> value) {
    return new Line(
        name,
        begins.stream()
            .map(
                begin -> {
                  Slot slot = slots.get(begin);
                  return slot == null ? 0.0 : value.applyAsDouble(slot);
                })
            .toList());
  }

  /** From the slot before the oldest one, so that there is a line, to the newest one. */
  private static List<Instant> begins(StatisticsReport report) {
    List<Instant> begins = new ArrayList<>();
    Instant last = report.slots().getFirst().begin();
    for (Instant begin = report.slots().getLast().begin().minus(report.step().length());
        !begin.isAfter(last);
        begin = begin.plus(report.step().length())) {
      begins.add(begin);
    }
    return begins;
  }
}
