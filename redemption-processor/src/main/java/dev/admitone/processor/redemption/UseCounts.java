package dev.admitone.processor.redemption;

import java.util.HashMap;
import java.util.Map;

/**
 * How many uses there are of the codes that an operator has counted again, and of those that the
 * batch creates, as they stand now.
 */
final class UseCounts {

  private final Map<String, Long> counts;

  UseCounts(Map<String, Long> counts) {
    this.counts = new HashMap<>(counts);
  }

  /** The invite has come into being, without uses. */
  void begin(String code) {
    counts.put(code, 0L);
  }

  /** So many uses have come or, below 0, gone. */
  void add(String code, long by) {
    counts.computeIfPresent(code, (_, count) -> count + by);
  }

  /**
   * The number of its uses.
   *
   * @throws IllegalStateException if they were not counted
   */
  long of(String code) {
    Long count = counts.get(code);
    if (count == null) {
      throw new IllegalStateException("the uses of " + code + " were not counted");
    }
    return count;
  }
}
