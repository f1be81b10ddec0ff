package dev.admitone.ops.statistics.stream;

import dev.admitone.ops.statistics.counts.Events;
import dev.admitone.ops.statistics.counts.Limits;
import dev.admitone.ops.statistics.counts.Releases;
import dev.admitone.schemas.codec.RecordCodec;
import dev.admitone.schemas.topics.TopicNames;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.AutoOffsetReset;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;

/**
 * From all partitions of the results to one partition of decisions, from there into the stores, and
 * from them to the alerts. One task counts all decisions: the users of an hour, and the codes of a
 * user, come from all partitions.
 */
final class StatisticsTopology {

  /** Which requests were counted. */
  static final String COUNTED = "counted";

  /** All numbers. */
  static final String NUMBERS = "numbers";

  /** Alerts, and what they are detected from. */
  static final String TEXTS = "texts";

  private static final String RESULTS = "results";
  private static final String FIRST_RESULTS = "first-results";
  private static final String DECISIONS = "decisions";
  private static final String COUNTING = "counting";

  private StatisticsTopology() {}

  static Topology of(
      TopicNames topics, int writeVersion, Limits limits, Releases releases, Events events) {
    ResultReader reader = new ResultReader(RecordCodec.results(writeVersion));
    ByteArrayDeserializer keys = new ByteArrayDeserializer();
    ByteArraySerializer bytes = new ByteArraySerializer();
    return new Topology()
        .addSource(
            // Without a commit: what is older than the hours that are kept would be passed over.
            AutoOffsetReset.byDuration(limits.hoursKept()),
            RESULTS,
            new DecisionTime(),
            keys,
            reader,
            topics.results())
        .addProcessor(FIRST_RESULTS, () -> new FirstResults(events), RESULTS)
        .addSink("to-" + DECISIONS, topics.statisticsDecisions(), bytes, bytes, FIRST_RESULTS)
        .addSource(
            AutoOffsetReset.earliest(),
            DECISIONS,
            new DecisionTime(),
            keys,
            reader,
            topics.statisticsDecisions())
        .addProcessor(COUNTING, () -> new Counting(limits, releases, events), DECISIONS)
        .addStateStore(store(COUNTED, Serdes.ByteArray()), COUNTING)
        .addStateStore(store(NUMBERS, Serdes.Long()), COUNTING)
        .addStateStore(store(TEXTS, Serdes.String()), COUNTING)
        .addSink(
            "to-alerts", topics.alerts(), new StringSerializer(), new StringSerializer(), COUNTING);
  }

  /** In memory, with a log of changes; a number that grows is written once for each commit. */
  private static <V> StoreBuilder<KeyValueStore<String, V>> store(String name, Serde<V> values) {
    return Stores.keyValueStoreBuilder(Stores.inMemoryKeyValueStore(name), Serdes.String(), values)
        .withCachingEnabled();
  }
}
