package dev.admitone.schemas;

import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.admin.NewTopic;

/**
 * What a topic must be.
 *
 * @param name the topic's name
 * @param partitionCount how many partitions it has
 * @param configs topic configurations by Kafka's own names
 */
public record TopicSettings(String name, int partitionCount, Map<String, String> configs) {

  /** Makes an immutable copy of the configurations. */
  public TopicSettings {
    configs = Map.copyOf(configs);
  }

  /** The topic to create, replicated as the broker's {@code default.replication.factor} says. */
  NewTopic toNewTopic() {
    return new NewTopic(name, Optional.of(partitionCount), Optional.empty()).configs(configs);
  }
}
