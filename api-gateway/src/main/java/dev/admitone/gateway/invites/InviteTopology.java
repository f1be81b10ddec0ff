package dev.admitone.gateway.invites;

import dev.admitone.schemas.avro.InviteSnapshot;
import dev.admitone.schemas.codec.RecordCodec;
import dev.admitone.schemas.codec.UndecodableRecordException;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.state.Stores;

/** The topology: one global store in memory, over the invites topic. */
final class InviteTopology {

  static final String STORE = "invites";

  private InviteTopology() {}

  /**
   * Builds it.
   *
   * <p>A global store that is added with a processor is also restored through that processor since
   * Kafka 3.8 (KAFKA-7663), so that a lower version, which compaction may have left behind a higher
   * one, does not win after a restart either.
   */
  static Topology create(
      String topic, RecordCodec<InviteSnapshot> codec, SnapshotArrivals arrivals) {
    Serde<InviteSnapshot> snapshots = serde(codec);
    return new Topology()
        .addGlobalStore(
            Stores.keyValueStoreBuilder(
                    Stores.inMemoryKeyValueStore(STORE), Serdes.String(), snapshots)
                .withCachingDisabled()
                .withLoggingDisabled(),
            "invites-source",
            new StringDeserializer(),
            snapshots.deserializer(),
            topic,
            "invites-latest-version",
            () -> new LatestVersionProcessor(STORE, arrivals));
  }

  private static Serde<InviteSnapshot> serde(RecordCodec<InviteSnapshot> codec) {
    return Serdes.serdeFrom(
        (topic, snapshot) -> snapshot == null ? null : codec.encode(snapshot),
        (topic, bytes) -> {
          if (bytes == null) {
            return null;
          }
          try {
            return codec.decode(bytes);
          } catch (UndecodableRecordException e) {
            throw new SerializationException(e.getMessage(), e);
          }
        });
  }
}
