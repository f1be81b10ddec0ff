package dev.admitone.ops.statistics;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.summingLong;
import static java.util.stream.Collectors.toMap;

import dev.admitone.ops.search.TimeRange;
import dev.admitone.ops.statistics.StatisticsReport.CodeCount;
import dev.admitone.ops.statistics.StatisticsReport.OutcomeCount;
import dev.admitone.ops.statistics.StatisticsReport.Slot;
import dev.admitone.ops.statistics.StatisticsReport.UsesCount;
import dev.admitone.ops.statistics.counts.Step;
import dev.admitone.ops.statistics.counts.View;
import dev.admitone.ops.statistics.counts.View.Count;
import dev.admitone.ops.statistics.counts.View.HourOfUses;
import dev.admitone.ops.statistics.stream.StatisticsReader;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Puts together what is counted. */
final class Statistics {

  private static final int TOP_CODES_OF_A_SLOT = 3;

  private final StatisticsReader reader;

  Statistics(StatisticsReader reader) {
    this.reader = reader;
  }

  /**
   * The report of a range, whose begin is not null.
   *
   * @param code the one code that it is about; null: all
   * @param codesMax how many codes the report has
   */
  StatisticsReport report(
      Step step, TimeRange range, Instant from, @Nullable String code, int codesMax) {
    StatisticsReader.Reading<StatisticsReport> reading =
        reader.ask(view -> report(view, step, range, from, code, codesMax));
    StatisticsReport report = reading.value();
    return report == null
        ? new StatisticsReport(
            step, range, null, List.of(), List.of(), List.of(), reading.missing())
        : report;
  }

  private static StatisticsReport report(
      View view, Step step, TimeRange range, Instant from, @Nullable String code, int codesMax) {
    List<Count> counts =
        view.counts(step, from, range.to()).stream()
            .filter(each -> code == null || each.code().equals(code))
            .toList();
    Map<Instant, HourOfUses> uses =
        step == Step.HOUR && code == null
            ? view.uses(from, range.to()).stream().collect(toMap(HourOfUses::begin, each -> each))
            : Map.of();
    return new StatisticsReport(
        step,
        range,
        view.newest().orElse(null),
        slots(step, code, counts, uses),
        codes(counts, codesMax),
        view.alerts(),
        null);
  }

  private static List<Slot> slots(
      Step step, @Nullable String code, List<Count> counts, Map<Instant, HourOfUses> uses) {
    Map<Instant, List<Count>> bySlot =
        new TreeMap<Instant, List<Count>>(Comparator.<Instant>naturalOrder().reversed());
    counts.forEach(each -> bySlot.computeIfAbsent(each.begin(), _ -> new ArrayList<>()).add(each));
    List<Slot> slots = new ArrayList<>();
    bySlot.forEach(
        (begin, each) ->
            slots.add(
                new Slot(
                    begin,
                    outcomes(each),
                    codes(each, TOP_CODES_OF_A_SLOT),
                    step == Step.HOUR && code == null ? uses(uses.get(begin)) : null)));
    return slots;
  }

  private static UsesCount uses(@Nullable HourOfUses hour) {
    return hour == null
        ? new UsesCount(0, 0, true)
        : new UsesCount(hour.uses(), hour.users(), hour.isExact());
  }

  private static List<OutcomeCount> outcomes(Collection<Count> counts) {
    return counts.stream()
        .collect(groupingBy(Count::outcome, summingLong(Count::decisions)))
        .entrySet()
        .stream()
        .map(each -> new OutcomeCount(each.getKey(), each.getValue()))
        .sorted(
            Comparator.comparingLong(OutcomeCount::decisions)
                .reversed()
                .thenComparing(OutcomeCount::outcome))
        .toList();
  }

  /** Without those that are counted together: they are no code. */
  private static List<CodeCount> codes(Collection<Count> counts, int max) {
    return counts.stream()
        .filter(each -> !each.code().isEmpty())
        .collect(groupingBy(Count::code))
        .entrySet()
        .stream()
        .map(
            each ->
                new CodeCount(
                    each.getKey(),
                    each.getValue().stream().mapToLong(Count::decisions).sum(),
                    outcomes(each.getValue())))
        .sorted(
            Comparator.comparingLong(CodeCount::decisions)
                .reversed()
                .thenComparing(CodeCount::code))
        .limit(max)
        .toList();
  }
}
