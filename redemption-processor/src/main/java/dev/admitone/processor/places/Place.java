package dev.admitone.processor.places;

import dev.admitone.processor.redemption.LastRecord;
import org.jspecify.annotations.Nullable;

/**
 * How far one partition of the requests topic is decided, as the ledger has it.
 *
 * @param topicId the topic's id, as Kafka prints it
 * @param nextOffset the next request that is not decided
 * @param last the last record before it; null: none was read yet
 * @param firstResult the first offset of the results partition that is about this log
 * @param reason why nothing is decided; null: decisions go on
 */
public record Place(
    int partition,
    String topicId,
    long nextOffset,
    @Nullable LastRecord last,
    long firstResult,
    @Nullable String reason) {}
