package dev.admitone.gateway.invites;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.admitone.schemas.avro.InviteSnapshot;
import dev.admitone.schemas.codec.RecordCodec;
import dev.admitone.schemas.codec.UndecodableRecordException;
import java.util.Arrays;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes in the invites topic's records: into the table, and to the calls that wait for them. */
final class SnapshotHandler {

  private static final Logger LOG = LoggerFactory.getLogger(SnapshotHandler.class);

  private final RecordCodec<InviteSnapshot> codec;
  private final InviteTable table;
  private final SnapshotArrivals arrivals;
  private final TableBound bound;

  SnapshotHandler(
      RecordCodec<InviteSnapshot> codec,
      InviteTable table,
      SnapshotArrivals arrivals,
      TableBound bound) {
    this.codec = codec;
    this.table = table;
    this.arrivals = arrivals;
    this.bound = bound;
  }

  /** Takes in one record. What is no snapshot is left out. */
  void accept(ConsumerRecord<byte[], byte[]> record) {
    byte[] value = record.value();
    InviteSnapshot snapshot;
    try {
      snapshot = value == null ? null : codec.decode(value);
    } catch (UndecodableRecordException e) {
      LOG.warn(
          "Left out an undecodable snapshot at {}-{}: {} {}",
          record.partition(),
          record.offset(),
          e.reason(),
          e.getMessage());
      return;
    }
    // Invites are never deleted, and a snapshot under another code's key would show a wrong one.
    if (snapshot == null || !isKey(record.key(), snapshot.getCode())) {
      LOG.warn(
          "Left out the record at {}-{} of the invites topic, which is no snapshot of its key's"
              + " invite",
          record.partition(),
          record.offset());
      return;
    }
    if (table.define(snapshot)) {
      arrivals.arrived(snapshot.getCode());
    }
    bound.check();
  }

  private static boolean isKey(byte @Nullable [] key, String code) {
    return key != null && Arrays.equals(key, code.getBytes(UTF_8));
  }

  /** The topic is another one. */
  void forget() {
    table.clear();
  }
}
