package dev.admitone.benchmarks.peers.streams;

import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;

/** From the requests through the stores to the results, all by code. */
final class StreamsTopology {

  /** By code. */
  static final String INVITES = "invites";

  /** By code and user. */
  static final String USERS = "users";

  /** By request id. */
  static final String DECISIONS = "decisions";

  private StreamsTopology() {}

  static Topology of(String requestsTopic, String resultsTopic) {
    Serde<String> text = Serdes.String();
    return new Topology()
        .addSource("requests", text.deserializer(), text.deserializer(), requestsTopic)
        .addProcessor("decider", StreamsDecider::new, "requests")
        // A hot code's count is written once for each commit.
        .addStateStore(store(INVITES).withCachingEnabled(), "decider")
        .addStateStore(store(USERS), "decider")
        .addStateStore(store(DECISIONS), "decider")
        .addSink("sent", resultsTopic, text.serializer(), text.serializer(), "decider");
  }

  private static StoreBuilder<KeyValueStore<String, String>> store(String name) {
    return Stores.keyValueStoreBuilder(
        Stores.persistentKeyValueStore(name), Serdes.String(), Serdes.String());
  }
}
