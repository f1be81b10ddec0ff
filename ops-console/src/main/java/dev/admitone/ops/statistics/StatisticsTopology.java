package dev.admitone.ops.statistics;

import dev.admitone.schemas.avro.RedemptionDecided;
import dev.admitone.schemas.codec.RecordCodec;
import dev.admitone.schemas.topics.TopicNames;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.kstream.Consumed;
import org.apache.kafka.streams.kstream.Grouped;
import org.apache.kafka.streams.kstream.KStream;
import org.apache.kafka.streams.kstream.Materialized;
import org.apache.kafka.streams.kstream.Produced;
import org.apache.kafka.streams.kstream.TimeWindows;
import org.apache.kafka.streams.kstream.Windowed;
import org.apache.kafka.streams.state.Stores;
import org.apache.kafka.streams.state.WindowStore;

/**
 * Counts the decisions of the results topic in windows of the time at which they were decided, and
 * writes what is unusual to the alerts topic. To be run with {@code exactly_once_v2}: then a crash
 * counts nothing twice, as results that come again do not.
 */
final class StatisticsTopology {

  /** Decisions by {@code CODE OUTCOME} and minute. */
  static final String BY_MINUTE = "decisions-by-minute";

  /** Decisions by {@code CODE OUTCOME} and hour. */
  static final String BY_HOUR = "decisions-by-hour";

  /** Users with a use that was granted in an hour, by the hour's first millisecond. */
  static final String USERS_BY_HOUR = "users-by-hour";

  private static final String ALERTS = "redemption-alerts";
  private static final Duration MINUTE = Duration.ofMinutes(1);
  private static final Duration HOUR = Duration.ofHours(1);

  /**
   * How late a decision may be. While the topic is read from its begin, partitions are not equally
   * far: the fastest one must not close the windows of the others.
   */
  private static final Duration GRACE = Duration.ofDays(1);

  private static final Serde<String> TEXT = Serdes.String();
  private static final Serde<Long> NUMBER = Serdes.Long();

  private final TopicNames topics;
  private final RecordCodec<RedemptionDecided> codec;
  private final StatisticsSettings settings;

  StatisticsTopology(
      TopicNames topics, RecordCodec<RedemptionDecided> codec, StatisticsSettings settings) {
    this.topics = topics;
    this.codec = codec;
    this.settings = settings;
  }

  /** The name of the deployment's alerts topic. */
  static String alerts(TopicNames topics) {
    return topics.of(ALERTS);
  }

  Topology build() {
    StreamsBuilder builder = new StreamsBuilder();
    builder.addStateStore(
        Stores.keyValueStoreBuilder(
            Stores.inMemoryKeyValueStore(NewDecisions.POSITIONS), Serdes.Integer(), NUMBER));
    builder.addStateStore(
        Stores.keyValueStoreBuilder(Stores.inMemoryKeyValueStore(Rises.COUNTS), TEXT, NUMBER));
    KStream<String, String> decisions =
        builder.stream(
                topics.results(), Consumed.with(Serdes.ByteArray(), Serdes.ByteArray()))
            .process(() -> new NewDecisions(codec), NewDecisions.POSITIONS);
    count(decisions, BY_MINUTE, MINUTE);
    count(decisions, BY_HOUR, HOUR);
    countUsers(decisions);
    detect(refusedCodes(decisions));
    detect(usersOfManyCodes(decisions));
    detect(rises(decisions));
    return builder.build();
  }

  private static void count(KStream<String, String> decisions, String store, Duration size) {
    decisions
        .groupBy(
            (code, decision) -> code + " " + CountedDecision.of(decision).outcome(),
            Grouped.with("for-" + store, TEXT, TEXT))
        .windowedBy(TimeWindows.ofSizeAndGrace(size, GRACE))
        .count(windows(store, size, NUMBER));
  }

  /** A user is counted with the first use of the hour. */
  private static void countUsers(KStream<String, String> decisions) {
    decisions
        .filter((_, decision) -> CountedDecision.of(decision).isGranted())
        .groupBy(
            (_, decision) -> CountedDecision.of(decision).user(),
            Grouped.with("for-uses-by-user", TEXT, TEXT))
        .windowedBy(TimeWindows.ofSizeAndGrace(HOUR, GRACE))
        .count(windows("uses-by-user", HOUR, NUMBER))
        .toStream()
        .filter((_, uses) -> uses == 1)
        .groupBy(
            (user, _) -> String.valueOf(user.window().start()),
            Grouped.with("for-" + USERS_BY_HOUR, TEXT, NUMBER))
        .count(
            Materialized.<String, Long>as(Stores.inMemoryKeyValueStore(USERS_BY_HOUR))
                .withKeySerde(TEXT)
                .withValueSerde(NUMBER)
                .withCachingDisabled());
  }

  private KStream<String, String> refusedCodes(KStream<String, String> decisions) {
    return decisions
        .filter((_, decision) -> CountedDecision.of(decision).isRefused())
        .groupByKey(Grouped.with("for-refusals-by-code", TEXT, TEXT))
        .windowedBy(window())
        .count(windows("refusals-by-code", settings.window(), NUMBER))
        .toStream()
        .filter((_, refusals) -> refusals == settings.codeRefusals())
        .map((code, count) -> detected(Detection.Kind.CODE_REFUSED_OFTEN, code, count));
  }

  private KStream<String, String> usersOfManyCodes(KStream<String, String> decisions) {
    return decisions
        .filter((_, decision) -> !CountedDecision.of(decision).user().isEmpty())
        .groupBy(
            (_, decision) -> CountedDecision.of(decision).user(),
            Grouped.with("for-codes-by-user", TEXT, TEXT))
        .windowedBy(window())
        .aggregate(
            () -> "",
            (_, decision, codes) -> with(codes, CountedDecision.of(decision).code()),
            windows("codes-by-user", settings.window(), TEXT))
        .toStream()
        // One more than is detected is kept, so that a window is detected once.
        .filter((_, codes) -> codes.endsWith(" ") && codes(codes) == settings.userCodes())
        .map(
            (user, codes) ->
                detected(Detection.Kind.USER_TRIES_MANY_CODES, user, codes(codes)));
  }

  private KStream<String, String> rises(KStream<String, String> decisions) {
    return decisions
        .groupBy(
            (_, decision) -> CountedDecision.of(decision).outcome(),
            Grouped.with("for-outcomes", TEXT, TEXT))
        .windowedBy(window())
        .count(windows("outcomes", settings.window(), NUMBER))
        .toStream()
        .process(() -> new Rises(settings), Rises.COUNTS);
  }

  private void detect(KStream<String, String> detections) {
    detections.to(alerts(topics), Produced.with(TEXT, TEXT));
  }

  /** The codes with a blank behind each; a code that is there already takes the last blank away. */
  private String with(String codes, String code) {
    String known = codes.endsWith(" ") || codes.isEmpty() ? codes : codes + " ";
    boolean isNew = Arrays.stream(known.split(" ", -1)).noneMatch(code::equals);
    return isNew && codes(known) <= settings.userCodes()
        ? known + code + " "
        : known.stripTrailing();
  }

  private static int codes(String codes) {
    return codes.isBlank() ? 0 : codes.strip().split(" ", -1).length;
  }

  private TimeWindows window() {
    return TimeWindows.ofSizeAndGrace(settings.window(), GRACE);
  }

  private static KeyValue<String, String> detected(
      Detection.Kind kind, Windowed<String> subject, long count) {
    Detection detection =
        new Detection(
            kind, subject.key(), Instant.ofEpochMilli(subject.window().start()), count);
    return KeyValue.pair(detection.key(), detection.json());
  }

  /** Without a cache: each change is passed on, so that none of the thresholds is jumped over. */
  private static <V> Materialized<String, V, WindowStore<Bytes, byte[]>> windows(
      String name, Duration size, Serde<V> values) {
    return Materialized.<String, V>as(
            Stores.inMemoryWindowStore(name, size.plus(GRACE), size, false))
        .withKeySerde(TEXT)
        .withValueSerde(values)
        .withCachingDisabled();
  }
}
