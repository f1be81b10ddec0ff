package dev.admitone.schemas.codes;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.admitone.schemas.avro.InviteSnapshot;
import dev.admitone.schemas.codec.RecordCodec;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * Makes the records of snapshots: the key, the partition and the encoded value.
 *
 * @param topic the invites topic's name
 * @param partitionCount how many partitions it has
 * @param codec writes the version that all services read
 */
public record SnapshotRecords(String topic, int partitionCount, RecordCodec<InviteSnapshot> codec) {

  /** The record of a snapshot, on the partition number of the code's requests, under the code. */
  public ProducerRecord<byte[], byte[]> of(InviteSnapshot snapshot) {
    return new ProducerRecord<>(
        topic,
        InviteCodes.partition(snapshot.getCode(), partitionCount),
        snapshot.getCode().getBytes(UTF_8),
        codec.encode(snapshot));
  }
}
