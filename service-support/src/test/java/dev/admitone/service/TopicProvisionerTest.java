package dev.admitone.service;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.admitone.embedded.SharedServices;
import dev.admitone.schemas.topics.TopicSettings;
import dev.admitone.schemas.topics.Topics;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("services")
class TopicProvisionerTest {

  private final Admin admin =
      Admin.create(
          Map.of(
              AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG,
              SharedServices.kafka().bootstrapServers()));
  private final TopicProvisioner provisioner = new TopicProvisioner(admin);

  @AfterEach
  void close() {
    admin.close();
  }

  @Test
  void createsAllTopicsWithTheirSettingsAndVerifiesThemTheNextTime() throws Exception {
    List<TopicSettings> topics = Topics.settings(3);
    provisioner.createOrVerify(topics);
    assertThatCode(() -> provisioner.createOrVerify(topics)).doesNotThrowAnyException();

    for (TopicSettings topic : topics) {
      assertThat(admin.describeTopics(List.of(topic.name())).allTopicNames().get())
          .allSatisfy((_, found) -> assertThat(found.partitions()).hasSize(3));
      Config config = configOf(topic.name());
      topic
          .configs()
          .forEach(
              (name, value) ->
                  assertThat(config.get(name)).extracting(entry -> entry.value()).isEqualTo(value));
    }
  }

  @Test
  void aTopicWithOtherSettingsIsRefusedByNameWithEveryDifference() throws Exception {
    String name = "topic-" + UUID.randomUUID();
    admin.createTopics(List.of(new NewTopic(name, Optional.of(2), Optional.empty()))).all().get();
    TopicSettings needed =
        new TopicSettings(
            name,
            24,
            Map.of(
                TopicConfig.CLEANUP_POLICY_CONFIG,
                TopicConfig.CLEANUP_POLICY_COMPACT,
                TopicConfig.MESSAGE_TIMESTAMP_TYPE_CONFIG,
                "LogAppendTime"));

    assertThatExceptionOfType(TopicMismatchException.class)
        .isThrownBy(() -> provisioner.createOrVerify(List.of(needed)))
        .withMessageContaining("topic %s has partitions=2, but this service needs 24", name)
        .withMessageContaining("cleanup.policy=delete, but this service needs compact")
        .withMessageContaining(
            "message.timestamp.type=CreateTime, but this service needs LogAppendTime")
        .withMessageContaining("admit-one.partitions");
  }

  /** As after a raise that not every service was told of. */
  @Test
  void aTopicWithMorePartitionsThanTheSettingIsRefusedToo() throws Exception {
    String name = "topic-" + UUID.randomUUID();
    admin.createTopics(List.of(new NewTopic(name, Optional.of(3), Optional.empty()))).all().get();
    TopicSettings needed = new TopicSettings(name, 2, Map.of());

    assertThatExceptionOfType(TopicMismatchException.class)
        .isThrownBy(() -> provisioner.createOrVerify(List.of(needed)))
        .withMessageContaining("topic %s has partitions=3, but this service needs 2", name);
  }

  @Test
  void aCompressedRequestIsMeasuredAsWhatItUnpacksTo() {
    String name = "topic-" + UUID.randomUUID();
    Map<String, String> configs = Topics.settings(1).getFirst().configs();
    provisioner.createOrVerify(List.of(new TopicSettings(name, 1, configs)));
    byte[] zeros = new byte[20 * 1024 * 1024];
    Map<String, Object> settings =
        Map.of(
            ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
            SharedServices.kafka().bootstrapServers(),
            ProducerConfig.COMPRESSION_TYPE_CONFIG,
            "gzip",
            ProducerConfig.BUFFER_MEMORY_CONFIG,
            2L * zeros.length,
            ProducerConfig.MAX_REQUEST_SIZE_CONFIG,
            2 * zeros.length);
    try (var producer =
        new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer())) {
      assertThatExceptionOfType(ExecutionException.class)
          .isThrownBy(() -> producer.send(new ProducerRecord<>(name, zeros)).get())
          .withCauseInstanceOf(RecordTooLargeException.class);
    }
  }

  @Test
  void whatOperatorsMayChangeIsNotHeldAgainstATopic() throws Exception {
    String name = "topic-" + UUID.randomUUID();
    admin.createTopics(List.of(new NewTopic(name, Optional.of(1), Optional.empty()))).all().get();
    TopicSettings needed =
        new TopicSettings(name, 1, Map.of(TopicConfig.RETENTION_MS_CONFIG, "1000"));
    assertThatCode(() -> provisioner.createOrVerify(List.of(needed))).doesNotThrowAnyException();
  }

  @Test
  void whatAnEarlierReleaseDidNotSetIsMissingAndWhatAnOperatorHasSetIsNot() throws Exception {
    String name = "topic-" + UUID.randomUUID();
    NewTopic older = new NewTopic(name, Optional.of(1), Optional.empty());
    admin
        .createTopics(List.of(older.configs(Map.of(TopicConfig.SEGMENT_BYTES_CONFIG, "2000000"))))
        .all()
        .get();
    TopicSettings needed =
        new TopicSettings(
            name,
            1,
            Map.of(
                TopicConfig.CLEANUP_POLICY_CONFIG,
                TopicConfig.CLEANUP_POLICY_DELETE,
                TopicConfig.SEGMENT_BYTES_CONFIG,
                "1000000",
                TopicConfig.MIN_CLEANABLE_DIRTY_RATIO_CONFIG,
                "0.2"));

    assertThatCode(() -> provisioner.createOrVerify(List.of(needed))).doesNotThrowAnyException();
    assertThat(needed.missing(configOf(name)))
        .isEqualTo(Map.of(TopicConfig.MIN_CLEANABLE_DIRTY_RATIO_CONFIG, "0.2"));
  }

  private Config configOf(String topic) throws Exception {
    ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, topic);
    return requireNonNull(admin.describeConfigs(List.of(resource)).all().get().get(resource));
  }
}
