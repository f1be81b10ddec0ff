package dev.admitone.processor.redemption;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A record of the requests topic as it came.
 *
 * @param appendedAt when the broker took it: the only clock of decisions
 * @param key its bytes; null if it had none
 * @param value its bytes; null if it had none
 * @param traceparent the W3C trace context it came with; null if it had none
 */
@SuppressWarnings("ArrayRecordComponent") // Handed on unread and unchanged; never compared.
public record SourceRecord(
    Position position,
    Instant appendedAt,
    byte @Nullable [] key,
    byte @Nullable [] value,
    @Nullable String traceparent) {}
