package dev.admitone.ops.statistics.stream;

import dev.admitone.schemas.avro.RedemptionDecided;
import org.jspecify.annotations.Nullable;

/**
 * The value of a record of the results topic.
 *
 * @param bytes the value as it is, which goes on as it came
 * @param result null: it could not be decoded
 * @param trouble why not; null: it could
 */
@SuppressWarnings("ArrayRecordComponent") // Passed on, never compared.
record ReadResult(byte[] bytes, @Nullable RedemptionDecided result, @Nullable String trouble) {}
