package dev.admitone.service.watch;

import java.time.Duration;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.Deserializer;

/**
 * A consumer that does not fetch from a topic that does not exist. Kafka's own asks the leader that
 * it knew last, which replies at once that there is no such topic, and asks again at once: some
 * thousand times a second, with a logger's line for each partition.
 *
 * <p>It pauses the partitions and resumes them, so that nothing else must pause any of them.
 */
public final class WatchedConsumer<K, V> extends KafkaConsumer<K, V> {

  private final Supplier<Set<String>> missing;
  private final Set<TopicPartition> leftOut = new HashSet<>();

  /**
   * Makes one.
   *
   * @param missing the topics that do not exist, asked with each poll
   */
  public WatchedConsumer(
      Map<String, Object> settings,
      Deserializer<K> keys,
      Deserializer<V> values,
      Supplier<Set<String>> missing) {
    super(settings, keys, values);
    this.missing = missing;
  }

  @Override
  public ConsumerRecords<K, V> poll(Duration timeout) {
    Set<String> topics = missing.get();
    if (!topics.isEmpty() || !leftOut.isEmpty()) {
      leaveOut(topics);
    }
    return super.poll(timeout);
  }

  private void leaveOut(Set<String> topics) {
    Set<TopicPartition> assigned = assignment();
    leftOut.retainAll(assigned);
    Set<TopicPartition> there = new HashSet<>(leftOut);
    there.removeIf(partition -> topics.contains(partition.topic()));
    resume(there);
    leftOut.removeAll(there);
    Set<TopicPartition> gone = new HashSet<>(assigned);
    gone.removeIf(partition -> !topics.contains(partition.topic()));
    pause(gone);
    leftOut.addAll(gone);
  }
}
