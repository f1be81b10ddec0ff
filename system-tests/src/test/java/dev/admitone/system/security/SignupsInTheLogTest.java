package dev.admitone.system.security;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.admitone.schemas.avro.RedemptionRequest;
import dev.admitone.schemas.codec.RecordCodec;
import dev.admitone.schemas.codes.InviteCodes;
import dev.admitone.schemas.topics.Topics;
import dev.admitone.system.Environment;
import dev.admitone.system.Ledger;
import dev.admitone.system.Signups;
import dev.admitone.testsupport.ApiClient;
import dev.admitone.testsupport.Await;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What the log has of a signup, and what somebody with access to the log can make of it. */
@Tag("services")
@Tag("essential")
class SignupsInTheLogTest {

  private final ApiClient api = Environment.api();
  private final Ledger ledger = Environment.ledger();

  @Test
  void aSealThatWasAlteredIsDeadLetteredAndItsRequesterTold() throws Exception {
    String code = Signups.invite(5);
    String user = Signups.user();
    assertThat(Signups.signUp(code, user, user).status()).isEqualTo(200);
    int partition = InviteCodes.partition(code, Topics.PARTITION_COUNT_DEFAULT);
    RedemptionRequest sealed = signupOf(code, partition);
    UUID id = UUID.randomUUID();
    RedemptionRequest moved = RedemptionRequest.newBuilder(sealed).setRequestId(id).build();
    long offset;
    try (var producer =
        new KafkaProducer<>(broker(), new ByteArraySerializer(), new ByteArraySerializer())) {
      offset =
          producer
              .send(
                  new ProducerRecord<>(
                      Topics.REQUESTS,
                      partition,
                      code.getBytes(UTF_8),
                      RecordCodec.requests(1).encode(moved)))
              .get()
              .offset();
    }
    ApiClient.Response told =
        api.get(
            "/api/redemptions/%s?at=%d-%d".formatted(id, partition, offset), "Prefer", "wait=30");
    assertThat(told.text("status")).isEqualTo("DEAD_LETTERED");
    assertThat(told.text("reason")).isEqualTo("IMPOSSIBLE_CONTENT");
    assertThat(read(Topics.DEAD_LETTERS, partition, record -> key(record).equals(code)))
        .hasValueSatisfying(
            record ->
                assertThat(
                        new String(
                            record.headers().lastHeader(Topics.DEAD_LETTER_DETAIL_HEADER).value(),
                            UTF_8))
                    .isEqualTo("the sealed profile is not authentic"));
    assertThat(ledger.uses(code)).isEqualTo(1);
  }

  @Test
  void nothingOfAProfileCanBeReadInTheLog() throws Exception {
    String code = Signups.invite(1);
    String user = Signups.user();
    assertThat(Signups.signUp(code, user, "Readable_" + user.substring(0, 12)).status())
        .isEqualTo(200);
    int partition = InviteCodes.partition(code, Topics.PARTITION_COUNT_DEFAULT);
    signupOf(code, partition);
    for (String topic : List.of(Topics.REQUESTS, Topics.RESULTS)) {
      assertThat(
              read(
                  topic,
                  partition,
                  record -> {
                    String bytes = new String(record.value(), ISO_8859_1);
                    return bytes.contains("Readable_")
                        || bytes.contains("@example.com")
                        || bytes.contains("SecurePass");
                  }))
          .isEmpty();
    }
  }

  private static Map<String, Object> broker() {
    return Map.of("bootstrap.servers", Environment.get().kafka().bootstrapServers());
  }

  private static RedemptionRequest signupOf(String code, int partition) throws Exception {
    RecordCodec<RedemptionRequest> codec = RecordCodec.requests(1);
    ConsumerRecord<byte[], byte[]> record =
        Await.patiently()
            .until(
                () ->
                    read(
                        Topics.REQUESTS,
                        partition,
                        one -> key(one).equals(code) && one.value().length > 400),
                Optional::isPresent)
            .orElseThrow();
    return codec.decode(record.value());
  }

  private static String key(ConsumerRecord<byte[], byte[]> record) {
    return new String(record.key(), UTF_8);
  }

  /** The first record of the partition, up to its end now, that the condition holds for. */
  private static Optional<ConsumerRecord<byte[], byte[]>> read(
      String topic,
      int partition,
      java.util.function.Predicate<ConsumerRecord<byte[], byte[]>> condition) {
    TopicPartition from = new TopicPartition(topic, partition);
    try (var consumer =
        new KafkaConsumer<>(broker(), new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
      consumer.assign(List.of(from));
      consumer.seekToBeginning(List.of(from));
      long end = consumer.endOffsets(List.of(from)).getOrDefault(from, 0L);
      while (consumer.position(from) < end) {
        for (var record : consumer.poll(Duration.ofMillis(200))) {
          if (condition.test(record)) {
            return Optional.of(record);
          }
        }
      }
    }
    return Optional.empty();
  }
}
