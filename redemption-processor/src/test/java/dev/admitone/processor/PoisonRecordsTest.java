package dev.admitone.processor;

import static dev.admitone.testsupport.Await.patiently;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.admitone.processor.Poison.Told;
import dev.admitone.schemas.avro.Outcome;
import dev.admitone.schemas.avro.RedemptionDecided;
import dev.admitone.schemas.avro.RedemptionRequest;
import dev.admitone.schemas.topics.Topics;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.jdbc.core.JdbcTemplate;

@ExtendWith(SharedProcessor.class)
@Tag("services")
@Tag("essential")
class PoisonRecordsTest {

  private static final int TRACEPARENT_LENGTH = 55;

  @ParameterizedTest
  @MethodSource("dev.admitone.processor.Poisons#all")
  void eachIsDeadLetteredAloneAndItsNeighboursAreDecided(
      Poison poison, TestLog log, JdbcTemplate jdbc, RunningProcessor processor) throws Exception {
    String code = codeOnPartition(poison.record().partition());
    log.append(TestRequests.create(code, null));
    RecordMetadata where = log.append(poison.record());
    log.append(TestRequests.redeem(code, "ann"));

    patiently().until(() -> log.resultsFor(code).size() == 2);
    assertThat(log.resultsFor(code))
        .extracting(told -> TestLog.word(told.value()))
        .containsExactly("DONE", "REDEEMED");
    assertIsDeadLettered(poison, where, log);
    assertThat(
            jdbc.queryForObject(
                "select count(*) from redemption_decisions where id = ?", Long.class, Poisons.ID))
        .isZero();
    assertThat(processor.actuator("health/liveness").statusCode()).isEqualTo(200);
    processor.awaitReady();
  }

  /**
   * In one poll, or in few: the good ones between them are decided as if nothing else was there.
   */
  @Test
  void allAtOnceAreDeadLetteredEachAndTheOthersAreDecidedInOrder(TestLog log) throws Exception {
    String code = codeOnPartition(Poisons.PARTITION);
    List<Poison> poisons = Poisons.all().toList();
    List<UUID> ids = new ArrayList<>();
    List<RecordMetadata> places = new ArrayList<>();
    RedemptionRequest create = TestRequests.create(code, null);
    ids.add(create.getRequestId());
    log.append(create);
    for (Poison poison : poisons) {
      places.add(log.append(poison.record()));
      RedemptionRequest redeem = TestRequests.redeem(code, "user-" + ids.size());
      ids.add(redeem.getRequestId());
      log.append(redeem);
    }

    patiently().until(() -> log.resultsFor(code).size() == ids.size());
    assertThat(log.resultsFor(code))
        .extracting(told -> told.value().getRequestId())
        .containsExactlyElementsOf(ids);
    assertThat(log.resultsFor(code).stream().skip(1))
        .allSatisfy(told -> assertThat(TestLog.word(told.value())).isEqualTo("REDEEMED"));
    for (int i = 0; i < poisons.size(); i++) {
      assertIsDeadLettered(poisons.get(i), places.get(i), log);
    }
  }

  /** Headers that a client of ours would never write. */
  record Hostile(String name, List<Header> headers) {

    @Override
    public String toString() {
      return name;
    }
  }

  static Stream<Hostile> hostileHeaders() {
    byte[] binary = new byte[TRACEPARENT_LENGTH];
    new Random(1).nextBytes(binary);
    byte[] huge = new byte[1024 * 1024];
    return Stream.of(
        new Hostile(
            "thousands",
            IntStream.range(0, 10_000)
                .mapToObj(i -> header("header-" + i, new byte[] {1}))
                .toList()),
        new Hostile("a huge one", List.of(header("huge", huge))),
        new Hostile("a huge name", List.of(header("h".repeat(30_000), binary))),
        new Hostile("a huge traceparent", List.of(header("traceparent", huge))),
        new Hostile("a binary traceparent", List.of(header("traceparent", binary))),
        new Hostile("a traceparent without a value", List.of(header("traceparent", null))),
        new Hostile(
            "binary ones, and names that have a meaning somewhere",
            Stream.of(
                    "",
                    "\u0000\ud83d\ude00",
                    "tracestate",
                    "b3",
                    "spring_json_header_types",
                    "springDeserializerExceptionValue",
                    "kafka_replyTopic",
                    Topics.DEAD_LETTER_REASON_HEADER,
                    Topics.DEAD_LETTER_POSITION_HEADER)
                .map(name -> header(name, binary))
                .toList()));
  }

  @ParameterizedTest
  @MethodSource("hostileHeaders")
  void hostileHeadersChangeNothingAndAreLeftBehind(Hostile hostile, TestLog log) throws Exception {
    String code = codeOnPartition(Poisons.PARTITION);
    log.append(TestRequests.create(code, null));
    log.append(with(hostile, log.record(TestRequests.redeem(code, "ann"))));
    Poison poison =
        Poisons.all().filter(one -> one.name().equals("JSON")).findFirst().orElseThrow();
    RecordMetadata where = log.append(with(hostile, poison.record()));
    log.append(TestRequests.redeem(code, "bob"));

    patiently().until(() -> log.resultsFor(code).size() == 3);
    assertThat(log.resultsFor(code))
        .extracting(told -> TestLog.word(told.value()))
        .containsExactly("DONE", "REDEEMED", "REDEEMED");
    assertIsDeadLettered(poison, where, log);
    assertThat(deadLettersOf(log, where).getFirst().headers().toArray()).hasSize(4);
  }

  private static Header header(String name, byte @Nullable [] value) {
    return new RecordHeader(name, value);
  }

  private static ProducerRecord<byte[], byte[]> with(
      Hostile hostile, ProducerRecord<byte[], byte[]> bare) {
    return new ProducerRecord<>(
        bare.topic(), bare.partition(), bare.key(), bare.value(), hostile.headers());
  }

  private static void assertIsDeadLettered(Poison poison, RecordMetadata where, TestLog log) {
    patiently().until(() -> !deadLettersOf(log, where).isEmpty());
    assertThat(deadLettersOf(log, where)).hasSize(1);
    ConsumerRecord<byte[], byte[]> deadLetter = deadLettersOf(log, where).getFirst();
    assertThat(deadLetter.partition()).isEqualTo(where.partition());
    assertThat(deadLetter.key()).isEqualTo(poison.record().key());
    assertThat(deadLetter.value()).isEqualTo(poison.record().value());
    assertThat(header(deadLetter, Topics.DEAD_LETTER_REASON_HEADER))
        .isEqualTo(poison.reason().name());
    assertThat(header(deadLetter, Topics.DEAD_LETTER_DETAIL_HEADER))
        .isNotBlank()
        .contains(poison.detail());
    assertThat(Instant.parse(header(deadLetter, Topics.DEAD_LETTER_TIME_HEADER)).toEpochMilli())
        .isEqualTo(where.timestamp());
    assertIsTold(poison, where, log);
  }

  private static void assertIsTold(Poison poison, RecordMetadata where, TestLog log) {
    Told expected = poison.told();
    if (expected == null) {
      assertThat(tellingsOf(log, where)).isEmpty();
      return;
    }
    patiently().until(() -> !tellingsOf(log, where).isEmpty());
    assertThat(tellingsOf(log, where)).hasSize(1);
    RedemptionDecided told = tellingsOf(log, where).getFirst();
    assertThat(told.getRequestId()).isEqualTo(Poisons.ID);
    assertThat(told.getOutcome()).isEqualTo(Outcome.DEAD_LETTERED);
    assertThat(told.getDeadLetterReason()).isEqualTo(poison.reason());
    assertThat(new Told(told.getContentFingerprint(), told.getCode(), told.getUserId()))
        .isEqualTo(expected);
  }

  private static String codeOnPartition(int partition) {
    return Stream.generate(TestRequests::newCode)
        .filter(code -> TestLog.partitionOf(code) == partition)
        .findFirst()
        .orElseThrow();
  }

  private static List<ConsumerRecord<byte[], byte[]>> deadLettersOf(
      TestLog log, RecordMetadata where) {
    String position = "%d-%d".formatted(where.partition(), where.offset());
    return log.deadLetters().stream()
        .filter(record -> header(record, Topics.DEAD_LETTER_POSITION_HEADER).equals(position))
        .toList();
  }

  private static List<RedemptionDecided> tellingsOf(TestLog log, RecordMetadata where) {
    return log.results().stream()
        .map(TestLog.Told::value)
        .filter(
            told ->
                told.getAnsweredPosition().getPartition() == where.partition()
                    && told.getAnsweredPosition().getOffset() == where.offset())
        .toList();
  }

  private static String header(ConsumerRecord<byte[], byte[]> record, String name) {
    return new String(record.headers().lastHeader(name).value(), UTF_8);
  }
}
