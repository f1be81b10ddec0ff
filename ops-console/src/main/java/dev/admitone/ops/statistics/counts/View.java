package dev.admitone.ops.statistics.counts;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;

/** Reads what is counted. The stores change meanwhile: two questions see two moments. */
public final class View {

  private final ReadOnlyKeyValueStore<String, Long> numbers;
  private final ReadOnlyKeyValueStore<String, String> texts;

  /** Of the two stores. */
  public View(
      ReadOnlyKeyValueStore<String, Long> numbers, ReadOnlyKeyValueStore<String, String> texts) {
    this.numbers = numbers;
    this.texts = texts;
  }

  /**
   * Decisions of one slot with one outcome about one code.
   *
   * @param begin of the slot
   * @param code empty: codes that have no numbers of their own
   * @param outcome the outcome; of a refusal its reason
   */
  public record Count(Instant begin, String code, String outcome, long decisions) {}

  /**
   * Uses of an hour.
   *
   * @param begin of the hour
   * @param uses granted in this hour and not given back since
   * @param users different ones with such a use
   * @param isExact whether all users were told apart
   */
  public record HourOfUses(Instant begin, long uses, long users, boolean isExact) {}

  /** The time of the newest decision that is counted. */
  public Optional<Instant> newest() {
    return Optional.ofNullable(numbers.get(Keys.NEWEST)).map(Instant::ofEpochMilli);
  }

  /** The counts of the slots that begin in the range, in the order of time. */
  public List<Count> counts(Step step, Instant from, Instant to) {
    List<Count> all = new ArrayList<>();
    try (KeyValueIterator<String, Long> each = range(Keys.BY_CODE, step, from, to)) {
      while (each.hasNext()) {
        var next = each.next();
        String[] parts = next.key.split("\\|", -1);
        long slot = step.slotOf(next.key, Keys.BY_CODE.length());
        all.add(new Count(step.begin(slot), parts[2], parts[3], next.value));
      }
    }
    return all;
  }

  /** The hours that begin in the range and have uses, in the order of time. */
  public List<HourOfUses> uses(Instant from, Instant to) {
    List<HourOfUses> all = new ArrayList<>();
    try (KeyValueIterator<String, Long> each = range(Keys.USES, Step.HOUR, from, to)) {
      while (each.hasNext()) {
        var next = each.next();
        if (next.value < 0) {
          continue; // More were given back than are counted by now.
        }
        long slot = Step.HOUR.slotOf(next.key, Keys.USES.length());
        Long users = numbers.get(Keys.of(Keys.UNIQUE, Step.HOUR.key(slot)));
        all.add(
            new HourOfUses(
                Step.HOUR.begin(slot),
                next.value,
                users == null ? 0 : users,
                numbers.get(Keys.of(Keys.INEXACT, Step.HOUR.key(slot))) == null));
      }
    }
    return all;
  }

  private KeyValueIterator<String, Long> range(String kind, Step step, Instant from, Instant to) {
    long first = step.slot(from.minusMillis(1)) + 1;
    long last = step.slot(to.minusMillis(1));
    return numbers.range(Keys.of(kind, step.key(first)), Keys.of(kind, step.key(last)) + Keys.END);
  }

  /** All alerts, the last seen one first. */
  public List<Alert> alerts() {
    List<Alert> all = new ArrayList<>();
    try (KeyValueIterator<String, String> each = texts.range(Keys.ALERT, Keys.ALERT + Keys.END)) {
      each.forEachRemaining(next -> all.add(Alerts.read(next.value)));
    }
    all.sort(Comparator.comparing(Alert::seen).reversed().thenComparing(Alert::key));
    return all;
  }
}
