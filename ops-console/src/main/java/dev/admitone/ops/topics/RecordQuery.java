package dev.admitone.ops.topics;

import dev.admitone.ops.records.SearchBegin;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Which records of a topic are asked for.
 *
 * @param partition the only one that is looked through; null: all that may have such a record
 * @param before records of this time and later ones are left out; null: none
 * @param key null: records with any key
 * @param limit how many records the page has at most
 */
record RecordQuery(
    SearchBegin begin,
    @Nullable Integer partition,
    @Nullable Instant before,
    @Nullable RecordKey key,
    int limit) {

  /** Whether the newest records are asked for, and nothing else of them. */
  boolean isAboutLatest() {
    return begin instanceof SearchBegin.Latest;
  }
}
