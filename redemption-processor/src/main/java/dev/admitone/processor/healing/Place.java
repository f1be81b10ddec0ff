package dev.admitone.processor.healing;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How far a partition is decided, as the ledger has it.
 *
 * @param topicId the requests topic's when it was decided
 * @param next the offset of the next record to decide
 * @param last the offset of the last one before it; null if there was none
 * @param lastAppendedAt when the broker took the last one
 * @param firstResult the first result that is about this topic
 * @param reason why nothing is decided; null if lanes decide
 */
public record Place(
    int partition,
    String topicId,
    long next,
    @Nullable Long last,
    @Nullable Instant lastAppendedAt,
    long firstResult,
    @Nullable String reason) {

  /** Of a ledger that has none: one of an older release, which decided from the start on. */
  static Place atTheStartOf(HealingLog.Partition partition) {
    return new Place(
        partition.number(), partition.topicId(), partition.start(), null, null, 0, null);
  }
}
