package dev.admitone.ops.statistics.counts;

import java.time.Instant;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;

/** Counts decisions by slot, code and outcome. */
final class Counts {

  private final KeyValueStore<String, Long> numbers;
  private final int codesMax;

  Counts(KeyValueStore<String, Long> numbers, int codesMax) {
    this.numbers = numbers;
    this.codesMax = codesMax;
  }

  /**
   * Counts a decision. A code that does not exist has no row of its own: callers can make codes up,
   * until none is left for others.
   */
  void add(Step step, Decided decided) {
    String slot = step.key(step.slot(decided.at()));
    String code = decided.outcome().equals(Outcomes.UNKNOWN_CODE) ? "" : decided.code();
    if (!code.isEmpty() && !has(slot, code)) {
      String codes = Keys.of(Keys.CODES, slot);
      code = add(codes, 1) > codesMax ? "" : code;
    }
    add(Keys.of(Keys.BY_CODE, slot, code + "|" + decided.outcome()), 1);
  }

  private boolean has(String slot, String code) {
    String begin = Keys.of(Keys.BY_CODE, slot, code + "|");
    try (KeyValueIterator<String, Long> known = numbers.range(begin, begin + Keys.END)) {
      return known.hasNext();
    }
  }

  /** Adds to a number, and returns what it is then; one that becomes 0 is gone. */
  long add(String key, long more) {
    Long known = numbers.get(key);
    long sum = (known == null ? 0 : known) + more;
    numbers.put(key, sum == 0 ? null : sum);
    return sum;
  }

  /** The number; 0 where there is none. */
  long get(String key) {
    Long known = numbers.get(key);
    return known == null ? 0 : known;
  }

  /** Deletes what is kept in the slots before that of the time. */
  void forget(String kind, Step step, Instant before) {
    try (KeyValueIterator<String, Long> old =
        numbers.range(Keys.of(kind, step.key(0)), Keys.before(kind, step, before))) {
      old.forEachRemaining(each -> numbers.delete(each.key));
    }
  }
}
