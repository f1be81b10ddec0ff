package dev.admitone.ops.overview;

import dev.admitone.ops.charts.Chart;
import dev.admitone.ops.charts.Charts;
import dev.admitone.ops.charts.Line;
import dev.admitone.ops.charts.Point;
import dev.admitone.ops.services.Growth;
import dev.admitone.ops.services.Reading;
import dev.admitone.ops.services.Totals;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** Draws the readings of the last minutes. */
final class OverviewCharts {

  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("HH:mm:ss", Locale.ROOT).withZone(ZoneOffset.UTC);

  private static final String REDEEMED = Totals.DECISIONS + "REDEEMED";
  private static final String DONE = Totals.DECISIONS + "DONE";
  private static final String RELEASED = Totals.DECISIONS + "RELEASED";

  private static final double MEDIAN = 0.5;
  private static final double MOST = 0.95;

  private OverviewCharts() {}

  static List<Chart> of(List<Reading> readings) {
    List<Growth> steps = new ArrayList<>();
    List<String> labels = new ArrayList<>();
    for (int i = 1; i < readings.size(); i++) {
      steps.add(Growth.between(readings.get(i - 1), readings.get(i)));
      labels.add(TIME.format(readings.get(i).at()));
    }
    return List.of(rates(steps, labels), latency(steps, labels), lag(readings), age(readings));
  }

  private static Chart rates(List<Growth> steps, List<String> labels) {
    return Charts.lines(
        "rates",
        "Decisions per second",
        "Time (UTC)",
        "",
        labels,
        List.of(
            new Line("granted", steps.stream().map(each -> each.rate(REDEEMED)).toList()),
            new Line("refused", steps.stream().map(OverviewCharts::refused).toList()),
            new Line(
                "operators' changes",
                steps.stream().map(each -> each.rate(DONE) + each.rate(RELEASED)).toList())));
  }

  static double refused(Growth growth) {
    return growth.rate(Totals.DECISIONS)
        - growth.rate(REDEEMED)
        - growth.rate(DONE)
        - growth.rate(RELEASED);
  }

  private static Chart latency(List<Growth> steps, List<String> labels) {
    return Charts.lines(
        "latency",
        "Latency of the gateways' calls",
        "Time (UTC)",
        "ms",
        labels,
        List.of(
            new Line("median", steps.stream().map(each -> each.latencyMillis(MEDIAN)).toList()),
            new Line("95 %", steps.stream().map(each -> each.latencyMillis(MOST)).toList())));
  }

  /** In the order of the partitions' numbers. */
  private static Chart lag(List<Reading> readings) {
    Map<String, Double> lag = new TreeMap<>(Comparator.comparingInt(OverviewCharts::number));
    if (!readings.isEmpty()) {
      for (Totals totals : readings.getLast().totals().values()) {
        totals
            .gauges()
            .forEach(
                (name, value) -> {
                  if (name.startsWith(Totals.LAG_RECORDS)) {
                    lag.merge(name.substring(Totals.LAG_RECORDS.length()), value, Double::sum);
                  }
                });
      }
    }
    return Charts.bars(
        "lag",
        "Undecided requests by partition",
        "Partition",
        "",
        lag.entrySet().stream().map(each -> new Point(each.getKey(), each.getValue())).toList());
  }

  private static int number(String partition) {
    try {
      return Integer.parseInt(partition);
    } catch (NumberFormatException e) {
      return Integer.MAX_VALUE;
    }
  }

  private static Chart age(List<Reading> readings) {
    return Charts.lines(
        "age",
        "Age of the oldest undecided request",
        "Time (UTC)",
        "s",
        readings.stream().map(each -> TIME.format(each.at())).toList(),
        List.of(new Line("age", readings.stream().map(each -> each.max(Totals.LAG_AGE)).toList())));
  }
}
