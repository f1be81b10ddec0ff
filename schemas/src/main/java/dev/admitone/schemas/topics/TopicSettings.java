package dev.admitone.schemas.topics;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.config.TopicConfig;

/**
 * What a topic must be.
 *
 * @param name the topic's name
 * @param partitionCount how many partitions it has
 * @param configs topic configurations by Kafka's own names
 */
public record TopicSettings(String name, int partitionCount, Map<String, String> configs) {

  /**
   * Settings that make the promises true or false. Retention and sizes are the operators' to
   * change.
   */
  private static final List<String> ESSENTIAL_CONFIGS =
      List.of(
          TopicConfig.CLEANUP_POLICY_CONFIG,
          TopicConfig.COMPRESSION_TYPE_CONFIG,
          TopicConfig.MESSAGE_TIMESTAMP_TYPE_CONFIG);

  /** Makes an immutable copy of the configurations. */
  public TopicSettings {
    configs = Map.copyOf(configs);
  }

  /**
   * The settings of an existing topic with which the promises cannot be kept, in words that follow
   * its name.
   *
   * @param actualPartitionCount how many partitions it has
   * @param actual its configurations
   */
  public List<String> differences(int actualPartitionCount, Config actual) {
    List<String> differences = new ArrayList<>();
    if (actualPartitionCount != partitionCount) {
      differences.add(difference("partitions", actualPartitionCount, partitionCount));
    }
    for (String config : ESSENTIAL_CONFIGS) {
      String expected = configs.get(config);
      ConfigEntry entry = actual.get(config);
      String value = entry == null ? "(unknown)" : entry.value();
      if (expected != null && !expected.equals(value)) {
        differences.add(difference(config, value, expected));
      }
    }
    return differences;
  }

  /**
   * The configurations that were never set on an existing topic, which has the broker's defaults
   * for them: with these the services work, and less well. What an operator has set is left alone.
   *
   * @param actual its configurations
   */
  public Map<String, String> missing(Config actual) {
    Map<String, String> missing = new TreeMap<>(configs);
    missing
        .keySet()
        .removeIf(
            config -> {
              ConfigEntry entry = actual.get(config);
              return entry == null
                  || entry.source() == ConfigEntry.ConfigSource.DYNAMIC_TOPIC_CONFIG
                  || entry.value().equals(configs.get(config));
            });
    return missing;
  }

  private static String difference(String setting, Object actual, Object expected) {
    return "has %s=%s, but this service needs %s".formatted(setting, actual, expected);
  }

  /** The topic to create, replicated as the broker's {@code default.replication.factor} says. */
  public NewTopic toNewTopic() {
    return new NewTopic(name, Optional.of(partitionCount), Optional.empty()).configs(configs);
  }
}
