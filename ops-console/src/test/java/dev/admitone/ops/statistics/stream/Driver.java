package dev.admitone.ops.statistics.stream;

import dev.admitone.ops.settings.StatisticsProperties;
import dev.admitone.ops.statistics.counts.Alert;
import dev.admitone.ops.statistics.counts.GivenBack;
import dev.admitone.ops.statistics.counts.Step;
import dev.admitone.ops.statistics.counts.View;
import dev.admitone.schemas.avro.RedemptionDecided;
import dev.admitone.schemas.codec.RecordCodec;
import dev.admitone.schemas.topics.TopicNames;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.UUID;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TestOutputTopic;
import org.apache.kafka.streams.TopologyTestDriver;

/** The topology without a broker. */
final class Driver implements AutoCloseable {

  static final Instant NOW = Instant.parse("2026-03-01T12:30:00Z");

  private static final TopicNames TOPICS = TopicNames.WITHOUT_PREFIX;
  private static final RecordCodec<RedemptionDecided> CODEC = RecordCodec.results(1);

  final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  final Map<UUID, GivenBack> ledger = new HashMap<>();
  boolean isLedgerDown;

  private final TopologyTestDriver driver;
  private final TestInputTopic<byte[], byte[]> results;
  private final TestOutputTopic<String, String> alerts;

  Driver() {
    Properties settings = new Properties();
    settings.put("application.id", TOPICS.statistics());
    driver =
        new TopologyTestDriver(
            StatisticsTopology.of(
                TOPICS,
                1,
                StreamConfiguration.limits(LIMITS),
                this::givenBack,
                new StatisticsMeters(meters)),
            settings,
            NOW);
    results =
        driver.createInputTopic(
            TOPICS.results(), new ByteArraySerializer(), new ByteArraySerializer());
    alerts =
        driver.createOutputTopic(
            TOPICS.alerts(), new StringDeserializer(), new StringDeserializer());
  }

  private static final StatisticsProperties LIMITS =
      new StatisticsProperties(
          true,
          Duration.ofMinutes(62),
          Duration.ofHours(4),
          3,
          4,
          10,
          5,
          3,
          4,
          Duration.ofHours(3));

  private Map<UUID, GivenBack> givenBack(Collection<UUID> releases) {
    if (isLedgerDown) {
      throw new IllegalStateException("down");
    }
    Map<UUID, GivenBack> found = new HashMap<>(ledger);
    found.keySet().retainAll(releases);
    return found;
  }

  void publish(RedemptionDecided... all) {
    for (RedemptionDecided each : all) {
      publish(CODEC.encode(each));
    }
  }

  void publish(byte[] value) {
    results.pipeInput(new byte[0], value, NOW);
  }

  /** What is done once a second. */
  void tick() {
    driver.advanceWallClockTime(Duration.ofSeconds(1));
  }

  /** What was sent to the topic of the alerts since this was last asked, null for what is gone. */
  List<org.apache.kafka.streams.KeyValue<String, String>> sentAlerts() {
    tick();
    return alerts.readKeyValuesToList();
  }

  View view() {
    return new View(
        driver.getKeyValueStore(StatisticsTopology.NUMBERS),
        driver.getKeyValueStore(StatisticsTopology.TEXTS));
  }

  List<View.Count> hours() {
    return view().counts(Step.HOUR, NOW.minus(Duration.ofDays(2)), NOW.plus(Duration.ofHours(1)));
  }

  List<View.Count> minutes() {
    return view().counts(Step.MINUTE, NOW.minus(Duration.ofDays(2)), NOW.plus(Duration.ofHours(1)));
  }

  List<View.HourOfUses> uses() {
    return view().uses(NOW.minus(Duration.ofDays(2)), NOW.plus(Duration.ofHours(1)));
  }

  List<Alert> alerts() {
    return view().alerts();
  }

  double results(String became) {
    return meters.get("admitone.statistics.results").tag("became", became).counter().count();
  }

  double spikes(String kind) {
    return meters.get("admitone.statistics.spikes").tag("kind", kind).counter().count();
  }

  long entries(String store) {
    long entries = 0;
    try (var all = driver.getKeyValueStore(store).all()) {
      for (; all.hasNext(); all.next()) {
        entries++;
      }
    }
    return entries;
  }

  @Override
  public void close() {
    driver.close();
  }
}
