package dev.admitone.ops.records;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a search has found.
 *
 * @param records in the order in which they came, which is that of the offsets in each partition
 * @param searched the partitions that the search was about, each with what was looked at
 * @param partial whether the time for the search was over before it was at the end or had found
 *     enough
 * @param next where the search goes on; null: it is at the end
 */
public record FoundRecords<T>(
    List<T> records, List<SearchedOffsets> searched, boolean partial, @Nullable String next) {

  /** Copies the lists. */
  public FoundRecords {
    records = List.copyOf(records);
    searched = List.copyOf(searched);
  }
}
