package dev.admitone.ops.statistics.stream;

import dev.admitone.schemas.topics.TopicNames;
import dev.admitone.schemas.topics.Topics;
import dev.admitone.service.TopicProvisioner;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.streams.StreamsConfig;

/** Makes or verifies the topics of the statistics, so that Kafka Streams has to make none. */
final class StatisticsTopics {

  private static final int WAIT_MILLIS_MAX = 10_000;

  private final Map<String, Object> settings;
  private final TopicNames names;

  StatisticsTopics(Map<String, Object> settings, TopicNames names) {
    this.settings = Map.copyOf(settings);
    this.names = names;
  }

  /** The settings of the application. */
  StreamsConfig config() {
    return new StreamsConfig(settings);
  }

  /**
   * Makes or verifies them.
   *
   * @throws RuntimeException if a topic is not as it has to be, or no broker responds
   */
  void make() {
    Map<String, Object> admin = config().getAdminConfigs(names.statistics() + "-topics");
    admin.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, WAIT_MILLIS_MAX);
    admin.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, WAIT_MILLIS_MAX);
    try (Admin client = Admin.create(admin)) {
      new TopicProvisioner(client).createOrVerify(Topics.statistics(names));
    }
  }
}
