package dev.admitone.processor.places;

import dev.admitone.processor.redemption.LastRecord;
import org.jspecify.annotations.Nullable;

/**
 * The state of one partition of the requests topic.
 *
 * @param start the first offset that it still has
 * @param end the offset after the last record
 * @param committed of the processors' group, about this topic or any; null: none
 * @param lastResult the last result; null: none
 * @param recordAtLast the first record at or after the place's last one; null where there is none,
 *     or none to look for
 */
public record LogPartition(
    int partition,
    long start,
    long end,
    @Nullable Committed committed,
    @Nullable LastResult lastResult,
    @Nullable LastRecord recordAtLast) {}
