package dev.admitone.ops.records;

import java.time.Instant;
import java.util.Map;

/** Where a search begins in each of its partitions. */
public sealed interface SearchBegin {

  /** At the first record that is there. */
  record First() implements SearchBegin {}

  /** So far before the end that about so many records follow in all partitions together. */
  record Latest(int count) implements SearchBegin {}

  /** At the first record that is not older. */
  record AtTime(Instant time) implements SearchBegin {}

  /** At an offset, which each of the partitions must have. */
  record AtOffset(long offset) implements SearchBegin {}

  /**
   * Where an earlier search ended. Partitions that it had looked through are left out.
   *
   * @param offsets by partition
   */
  record GoOn(Map<Integer, Long> offsets) implements SearchBegin {

    /** Copies the offsets. */
    public GoOn {
      offsets = Map.copyOf(offsets);
    }
  }
}
