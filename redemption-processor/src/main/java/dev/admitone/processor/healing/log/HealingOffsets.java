package dev.admitone.processor.healing.log;

import java.time.Instant;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.TopicPartition;

/**
 * Where partitions begin and end. Not asked through the reader's consumer: for a topic that it does
 * not read at the moment it asks for metadata first, and waits 100 ms between two such questions.
 */
final class HealingOffsets {

  private final Admin admin;

  HealingOffsets(Admin admin) {
    this.admin = admin;
  }

  long start(TopicPartition partition) {
    return offset(partition, OffsetSpec.earliest());
  }

  long end(TopicPartition partition) {
    return offset(partition, OffsetSpec.latest());
  }

  /** The first record that the broker took then or later; the end if there is none. */
  long since(TopicPartition partition, Instant time) {
    long found = offset(partition, OffsetSpec.forTimestamp(time.toEpochMilli()));
    return found < 0 ? end(partition) : found;
  }

  private long offset(TopicPartition partition, OffsetSpec which) {
    return BrokerCalls.response(
            admin.listOffsets(Map.of(partition, which)).partitionResult(partition))
        .offset();
  }
}
