package dev.admitone.ops.records;

import java.time.Instant;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/**
 * What is looked for in a topic.
 *
 * @param topic the topic's name on the broker
 * @param partition the only one that is looked through; null: all
 * @param before records of this time and later ones are not wanted; null: no such bound
 * @param wanted whether a record is one of those that are looked for
 * @param limit how many are found at most
 */
public record Search(
    String topic,
    SearchBegin begin,
    @Nullable Integer partition,
    @Nullable Instant before,
    Predicate<ConsumerRecord<byte[], byte[]>> wanted,
    int limit) {}
