package dev.admitone.gateway.invites;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.admitone.embedded.SharedServices;
import dev.admitone.gateway.support.Records;
import dev.admitone.schemas.codec.RecordCodec;
import dev.admitone.schemas.codes.SnapshotRecords;
import dev.admitone.testsupport.Await;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.boot.health.contributor.Status;

@Tag("services")
class InvitesReaderTest {

  private static final int PARTITIONS = 2;

  private final String topic = "invites-" + UUID.randomUUID();
  private final Map<String, Object> broker =
      Map.of(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, SharedServices.kafka().bootstrapServers());
  private final InviteTable table = new InviteTable(8 << 20);
  private final SnapshotRecords records =
      new SnapshotRecords(topic, PARTITIONS, RecordCodec.snapshots(1));

  private final AtomicBoolean hasBug = new AtomicBoolean();
  private final AtomicBoolean mayNotRead = new AtomicBoolean();

  private final InvitesReader reader =
      new InvitesReader(
          this::consumer,
          IntStream.range(0, PARTITIONS)
              .mapToObj(partition -> new TopicPartition(topic, partition))
              .toList(),
          new SnapshotHandler(
              RecordCodec.snapshots(1), table, new SnapshotArrivals(), new TableBound(table)),
          Clock.systemUTC());

  private Consumer<byte[], byte[]> consumer() {
    return new KafkaConsumer<>(broker, new ByteArrayDeserializer(), new ByteArrayDeserializer()) {
      @Override
      public ConsumerRecords<byte[], byte[]> poll(Duration timeout) {
        if (hasBug.get()) {
          throw new IllegalStateException("a bug");
        }
        if (mayNotRead.get()) {
          throw new TopicAuthorizationException(topic);
        }
        return super.poll(timeout);
      }
    };
  }

  @BeforeEach
  void createTopic() throws Exception {
    try (Admin admin = Admin.create(broker)) {
      admin.createTopics(List.of(new NewTopic(topic, PARTITIONS, (short) 1))).all().get();
    }
  }

  @AfterEach
  void stop() {
    reader.stop();
  }

  @Test
  void isReadyOnceItHasReadTheTopicAndUntilItStops() throws Exception {
    publish(records.of(Records.snapshot("A", 1).build()));
    assertThat(reader.isReady()).isFalse();
    assertThat(readiness()).isEqualTo(Status.OUT_OF_SERVICE);
    reader.start();
    awaitReadiness(Status.UP);
    assertThat(table.invite("A")).isPresent();
    reader.stop();
    assertThat(reader.isReady()).isFalse();
    assertThat(liveness()).isEqualTo(Status.UP);
  }

  @Test
  void leavesOutWhatIsNoSnapshotOfItsKeysInvite() throws Exception {
    publish(new ProducerRecord<>(topic, 0, bytes("A"), new byte[] {1, 2, 3}));
    publish(new ProducerRecord<>(topic, 0, bytes("A"), null));
    byte[] ofB = RecordCodec.snapshots(1).encode(Records.snapshot("B", 1).build());
    publish(new ProducerRecord<>(topic, 0, bytes("A"), ofB));
    publish(new ProducerRecord<>(topic, 0, null, ofB));
    byte[] noCode = RecordCodec.snapshots(1).encode(Records.snapshot("ä", 1).build());
    publish(new ProducerRecord<>(topic, 0, bytes("ä"), noCode));
    publish(records.of(Records.snapshot("C", 1).build()));
    reader.start();
    awaitReadiness(Status.UP);
    assertThat(table.codes()).isEqualTo(1);
    assertThat(table.invite("C")).isPresent();
  }

  @Test
  void whenTheTopicIsReplacedNothingOfTheOldOneStays() throws Exception {
    reader.start();
    publish(records.of(Records.snapshot("A", 9).build()));
    Await.patiently().until(() -> table.codes() == 1);
    table.define(Records.snapshot("OLD", 9).build());
    reader.beginAgain();
    Await.patiently().until(() -> table.invite("OLD").isEmpty() && reader.isReady());
    assertThat(table.invite("A")).isPresent();
  }

  @Test
  void readsOnWhenTheBrokerLetsItAgain() throws Exception {
    mayNotRead.set(true);
    reader.start();
    Await.patiently()
        .untilAsserted(
            () ->
                assertThat(new InvitesHealth(reader, table).health().getDetails().get("missing"))
                    .asString()
                    .endsWith("the invites topic cannot be read: TopicAuthorizationException"));
    assertThat(liveness()).isEqualTo(Status.UP);
    mayNotRead.set(false);
    awaitReadiness(Status.UP);
    publish(records.of(Records.snapshot("A", 1).build()));
    Await.patiently().until(() -> table.codes() == 1);
    mayNotRead.set(true);
    Await.patiently().until(() -> reader.trouble() != null);
    publish(records.of(Records.snapshot("B", 1).build()));
    mayNotRead.set(false);
    Await.patiently().until(() -> table.codes() == 2);
  }

  @Test
  void aThreadThatEndsTurnsReadinessAndLivenessRed() {
    reader.start();
    awaitReadiness(Status.UP);
    hasBug.set(true);
    awaitReadiness(Status.DOWN);
    assertThat(liveness()).isEqualTo(Status.DOWN);
    assertThat(reader.isReady()).isFalse();
  }

  private static byte[] bytes(String text) {
    return text.getBytes(UTF_8);
  }

  private void publish(ProducerRecord<byte[], byte[]> record) throws Exception {
    try (var producer =
        new KafkaProducer<>(broker, new ByteArraySerializer(), new ByteArraySerializer())) {
      producer.send(record).get();
    }
  }

  private void awaitReadiness(Status status) {
    Await.patiently().until(() -> readiness().equals(status));
  }

  private Status readiness() {
    return new InvitesHealth(reader, table).health().getStatus();
  }

  private Status liveness() {
    return new InvitesThreadHealth(reader).health().getStatus();
  }
}
