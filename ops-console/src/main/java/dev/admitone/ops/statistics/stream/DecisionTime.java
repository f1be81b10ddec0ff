package dev.admitone.ops.statistics.stream;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.streams.processor.TimestampExtractor;

/** The time of a result is that of its decision: it stays the same if it is published again. */
final class DecisionTime implements TimestampExtractor {

  @Override
  public long extract(ConsumerRecord<Object, Object> record, long partitionTime) {
    // One before 1970 would be passed over by Kafka Streams, and not be counted as undecodable.
    return record.value() instanceof ReadResult read && read.result() != null
        ? Math.max(0, read.result().getDecidedAt().toEpochMilli())
        : Math.max(0, record.timestamp());
  }
}
