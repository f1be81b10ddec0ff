package dev.admitone.ops.statistics;

import dev.admitone.ops.charts.Chart;
import dev.admitone.ops.charts.Numbers;
import dev.admitone.ops.html.Frame;
import dev.admitone.ops.html.Paths;
import dev.admitone.ops.statistics.counts.Alert;
import dev.admitone.ops.statistics.counts.AlertKind;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The page about what was decided by minute or by hour.
 *
 * @param code the one code that it is about; null: all
 */
public record StatisticsView(
    Frame frame, StatisticsReport report, List<Chart> charts, @Nullable String code) {

  /** Copies the charts. */
  public StatisticsView {
    charts = List.copyOf(charts);
  }

  /** Whether the slots are hours of all codes, which have uses and users. */
  public boolean hasUses() {
    return report.slots().stream().anyMatch(slot -> slot.uses() != null);
  }

  /** The outcomes in a line. */
  public static String line(List<StatisticsReport.OutcomeCount> outcomes) {
    return outcomes.stream()
        .map(each -> each.outcome() + " " + Numbers.text(each.decisions()))
        .collect(Collectors.joining(", "));
  }

  /** What an alert says. */
  public static String said(Alert alert) {
    String count =
        Numbers.text(alert.count()) + (alert.count() == Alert.COUNT_MAX ? " or more" : "");
    return switch (alert.kind()) {
      case REFUSALS ->
          "%s refusals in a minute; up to %s are usual"
              .formatted(Numbers.text(alert.count()), Numbers.text(alert.usual()));
      case USER -> "refused with %s codes within an hour".formatted(count);
      case CODE -> "refused to %s users within an hour".formatted(count);
    };
  }

  /** The page of what an alert is about; null: it is about a reason. */
  public static @Nullable String path(Alert alert) {
    return switch (alert.kind()) {
      case REFUSALS -> null;
      case USER -> Paths.user(alert.subject());
      case CODE -> Paths.code(alert.subject());
    };
  }

  /** What an alert is about, in a word. */
  public static String about(AlertKind kind) {
    return switch (kind) {
      case REFUSALS -> "reason";
      case USER -> "user";
      case CODE -> "code";
    };
  }
}
