package dev.admitone.ops.records;

import dev.admitone.ops.problem.RefusedCallException;

/**
 * Which offsets a partition has.
 *
 * @param first the smallest offset that is still there
 * @param end the offset that the next record gets
 */
public record OffsetRange(int partition, long first, long end) {

  boolean hasRecords() {
    return first < end;
  }

  /**
   * Requires that the offset is within the range.
   *
   * @throws RefusedCallException otherwise; the sentence says which offsets there are
   */
  void require(long offset) {
    if (!hasRecords()) {
      throw RefusedCallException.invalid(
          "The partition has no records; its next one gets the offset %d".formatted(end));
    }
    if (offset < first || offset >= end) {
      throw RefusedCallException.invalid(
          "The partition has the offsets %d to %d".formatted(first, end - 1));
    }
  }
}
