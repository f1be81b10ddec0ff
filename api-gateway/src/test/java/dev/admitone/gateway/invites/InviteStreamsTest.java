package dev.admitone.gateway.invites;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.admitone.embedded.SharedServices;
import dev.admitone.schemas.codec.RecordCodec;
import dev.admitone.testsupport.Await;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.UUID;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.errors.DeserializationExceptionHandler;
import org.apache.kafka.streams.errors.LogAndFailExceptionHandler;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.boot.health.contributor.Status;

@Tag("services")
class InviteStreamsTest {

  private final String topic = "invites-" + UUID.randomUUID();
  private final Map<String, Object> broker =
      Map.of(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, SharedServices.kafka().bootstrapServers());

  /** Its thread ends at the first bytes that are no snapshot, as a bug would end it. */
  private final InviteStreams streams =
      new InviteStreams(() -> streams(LogAndFailExceptionHandler.class));

  @BeforeEach
  void createTopic() throws Exception {
    try (Admin admin = Admin.create(broker)) {
      admin.createTopics(List.of(new NewTopic(topic, 2, (short) 1))).all().get();
    }
  }

  @AfterEach
  void stop() {
    streams.stop();
  }

  @Test
  void cannotBeAskedBeforeItIsRestoredNorAfterItStops() throws Exception {
    assertThatThrownBy(streams::store).isInstanceOf(InvitesNotReadyException.class);
    assertThat(readiness()).isEqualTo(Status.OUT_OF_SERVICE);
    streams.start();
    awaitReadiness(Status.UP);
    assertThat(streams.store().get("NONE")).isNull();
    streams.stop();
    assertThatThrownBy(streams::store).isInstanceOf(InvitesNotReadyException.class);
    assertThat(liveness()).isEqualTo(Status.UP);
  }

  @Test
  void aThreadThatEndsTurnsReadinessAndLivenessRed() throws Exception {
    streams.start();
    awaitReadiness(Status.UP);
    try (var producer =
        new KafkaProducer<>(broker, new ByteArraySerializer(), new ByteArraySerializer())) {
      producer.send(new ProducerRecord<>(topic, new byte[] {65}, new byte[] {1, 2, 3})).get();
    }
    awaitReadiness(Status.DOWN);
    assertThat(liveness()).isEqualTo(Status.DOWN);
    assertThatThrownBy(streams::store).isInstanceOf(InvitesNotReadyException.class);
  }

  private KafkaStreams streams(Class<? extends DeserializationExceptionHandler> handler) {
    Properties properties = new Properties();
    properties.putAll(broker);
    properties.put(StreamsConfig.APPLICATION_ID_CONFIG, topic);
    properties.put(StreamsConfig.DESERIALIZATION_EXCEPTION_HANDLER_CLASS_CONFIG, handler);
    return new KafkaStreams(
        InviteTopology.create(topic, RecordCodec.snapshots(1), new SnapshotArrivals()), properties);
  }

  private void awaitReadiness(Status status) {
    Await.patiently().until(() -> readiness().equals(status));
  }

  private Status readiness() {
    return new InvitesHealth(streams).health().getStatus();
  }

  private Status liveness() {
    return new InvitesThreadHealth(streams).health().getStatus();
  }
}
