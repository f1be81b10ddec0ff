package dev.admitone.ops.statistics;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.admitone.schemas.avro.ContentFingerprint;
import dev.admitone.schemas.avro.Outcome;
import dev.admitone.schemas.avro.Position;
import dev.admitone.schemas.avro.RedemptionDecided;
import dev.admitone.schemas.avro.RefusalReason;
import dev.admitone.schemas.codec.RecordCodec;
import dev.admitone.schemas.topics.TopicNames;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Properties;
import java.util.UUID;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TestOutputTopic;
import org.apache.kafka.streams.TopologyTestDriver;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What is counted of results, and what is detected in them. */
class StatisticsTopologyTest {

  private static final Instant NOON = Instant.parse("2026-11-29T12:00:00Z");
  private static final Instant ONE = NOON.plus(Duration.ofHours(1));
  private static final Duration WINDOW = Duration.ofMinutes(10);
  private static final int PARTITION = 3;

  private final RecordCodec<RedemptionDecided> codec = RecordCodec.results(2);
  private final TopologyTestDriver driver =
      new TopologyTestDriver(
          new StatisticsTopology(
                  TopicNames.WITHOUT_PREFIX, codec, new StatisticsSettings(WINDOW, 3, 3, 5, 10))
              .build(),
          settings());
  private final TestInputTopic<byte[], byte[]> results =
      driver.createInputTopic(
          TopicNames.WITHOUT_PREFIX.results(),
          new ByteArraySerializer(),
          new ByteArraySerializer());
  private final TestOutputTopic<String, String> alerts =
      driver.createOutputTopic(
          StatisticsTopology.alerts(TopicNames.WITHOUT_PREFIX),
          new StringDeserializer(),
          new StringDeserializer());
  private long offset;

  @AfterEach
  void close() {
    driver.close();
  }

  @Test
  void decisionsAreCountedByCodeOutcomeMinuteAndHourOfTheirOwnTime() {
    redeemed("CODE", "ann", NOON);
    redeemed("CODE", "bob", NOON.plusSeconds(59));
    redeemed("CODE", "cleo", NOON.plusSeconds(60));
    refused("CODE", "dan", RefusalReason.EXHAUSTED, NOON.plusSeconds(61));

    assertThat(minute("CODE REDEEMED", NOON)).isEqualTo(2);
    assertThat(minute("CODE REDEEMED", NOON.plusSeconds(60))).isEqualTo(1);
    assertThat(hour("CODE REDEEMED", NOON)).isEqualTo(3);
    assertThat(hour("CODE EXHAUSTED", NOON)).isEqualTo(1);
  }

  @Test
  void aUserWithTwoCodesIsOneUserOfTheHour() {
    redeemed("ONE", "ann", NOON);
    redeemed("TWO", "ann", NOON.plusSeconds(1));
    redeemed("TWO", "bob", NOON.plusSeconds(2));
    redeemed("TWO", "cleo", ONE);

    assertThat(users(NOON)).isEqualTo(2);
    assertThat(users(ONE)).isEqualTo(1);
  }

  @Test
  void resultsThatComeAgainAndRequestsThatAreSentAgainAreNotCounted() {
    RedemptionDecided first = decided("CODE", "ann", Outcome.REDEEMED, null, NOON, offset++);
    pipe(first);
    pipe(first);
    pipe(
        RedemptionDecided.newBuilder(first)
            .setAnsweredPosition(new Position(PARTITION, offset++))
            .build());
    refused("CODE", "ann", RefusalReason.REQUEST_ID_REUSED, NOON);

    assertThat(hour("CODE REDEEMED", NOON)).isEqualTo(1);
    assertThat(users(NOON)).isEqualTo(1);
  }

  @Test
  void aDecisionOfAnHourBeforeIsStillCountedThere() {
    redeemed("CODE", "ann", ONE);
    redeemed("CODE", "bob", NOON);

    assertThat(hour("CODE REDEEMED", NOON)).isEqualTo(1);
  }

  @Test
  void aRecordThatCannotBeReadStopsNothing() {
    results.pipeInput(new byte[] {1}, "no result".getBytes(UTF_8), NOON);
    redeemed("CODE", "ann", NOON);

    assertThat(hour("CODE REDEEMED", NOON)).isEqualTo(1);
  }

  @Test
  void aCodeThatIsRefusedToManyIsDetectedOnceInAWindow() {
    for (int i = 0; i < 5; i++) {
      refused("HOT", "user-" + i, RefusalReason.EXHAUSTED, NOON.plusSeconds(i));
    }
    redeemed("OTHER", "ann", NOON);

    assertThat(detections("CODE_REFUSED_OFTEN"))
        .singleElement()
        .satisfies(
            detection -> {
              assertThat(detection.path("subject").asString()).isEqualTo("HOT");
              assertThat(detection.path("count").asLong()).isEqualTo(3);
            });
  }

  @Test
  void aUserWhoTriesManyCodesIsDetectedOnceInAWindowAndNotForOneCode() {
    for (int i = 0; i < 5; i++) {
      refused("CODE-" + i, "eve", RefusalReason.UNKNOWN_CODE, NOON.plusSeconds(i));
      refused("SAME", "ann", RefusalReason.ALREADY_USED, NOON.plusSeconds(i));
    }

    assertThat(detections("USER_TRIES_MANY_CODES"))
        .singleElement()
        .satisfies(
            detection -> assertThat(detection.path("subject").asString()).isEqualTo("eve"));
  }

  @Test
  void anOutcomeFarAboveItsOwnPastIsDetectedAndASteadyOneIsNot() {
    for (int window = 0; window < 7; window++) {
      Instant at = NOON.plus(WINDOW.multipliedBy(window));
      for (int i = 0; i < 12; i++) {
        redeemed("CODE", "user-%d-%d".formatted(window, i), at.plusSeconds(i));
      }
    }
    assertThat(detections("OUTCOME_RISES"))
        .extracting(detection -> Instant.parse(detection.path("since").asString()))
        .as("the first two windows, whose past is short")
        .containsExactly(NOON, NOON.plus(WINDOW));
    Instant jump = NOON.plus(WINDOW.multipliedBy(7));
    for (int i = 0; i < 70; i++) {
      redeemed("CODE", "jump-" + i, jump.plusSeconds(i));
    }
    assertThat(detections("OUTCOME_RISES"))
        .singleElement()
        .satisfies(
            detection -> {
              assertThat(detection.path("subject").asString()).isEqualTo("REDEEMED");
              assertThat(detection.path("count").asLong()).isEqualTo(61);
            });
  }

  private static Properties settings() {
    Properties settings = new Properties();
    settings.setProperty(StreamsConfig.APPLICATION_ID_CONFIG, "statistics-test");
    settings.setProperty(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, "127.0.0.1:1");
    settings.setProperty(
        StreamsConfig.PROCESSING_GUARANTEE_CONFIG, StreamsConfig.EXACTLY_ONCE_V2);
    return settings;
  }

  private void redeemed(String code, String user, Instant at) {
    pipe(decided(code, user, Outcome.REDEEMED, null, at, offset++));
  }

  private void refused(String code, String user, RefusalReason reason, Instant at) {
    pipe(decided(code, user, Outcome.REFUSED, reason, at, offset++));
  }

  private static RedemptionDecided decided(
      String code,
      String user,
      Outcome outcome,
      @Nullable RefusalReason reason,
      Instant at,
      long offset) {
    Position position = new Position(PARTITION, offset);
    return RedemptionDecided.newBuilder()
        .setRequestId(UUID.randomUUID())
        .setContentFingerprint(new ContentFingerprint(new byte[16]))
        .setCode(code)
        .setUserId(user)
        .setOutcome(outcome)
        .setReason(reason)
        .setDecidedAt(at)
        .setPosition(position)
        .setAnsweredPosition(position)
        .build();
  }

  private void pipe(RedemptionDecided result) {
    results.pipeInput(
        result.getRequestId().toString().getBytes(UTF_8),
        codec.encode(result),
        result.getDecidedAt());
  }

  private @Nullable Long minute(String key, Instant start) {
    return driver
        .<String, Long>getWindowStore(StatisticsTopology.BY_MINUTE)
        .fetch(key, start.toEpochMilli());
  }

  private @Nullable Long hour(String key, Instant start) {
    return driver
        .<String, Long>getWindowStore(StatisticsTopology.BY_HOUR)
        .fetch(key, start.toEpochMilli());
  }

  private @Nullable Long users(Instant hour) {
    return driver
        .<String, Long>getKeyValueStore(StatisticsTopology.USERS_BY_HOUR)
        .get(String.valueOf(hour.toEpochMilli()));
  }

  /** Those of the kind since it was asked the last time. */
  private List<JsonNode> detections(String kind) {
    return alerts.readValuesToList().stream()
        .map(value -> JsonMapper.shared().readTree(value))
        .filter(detection -> detection.path("what").asString().equals(kind))
        .toList();
  }
}
