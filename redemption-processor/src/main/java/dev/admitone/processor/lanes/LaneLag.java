package dev.admitone.processor.lanes;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.TimeGauge;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * How far decisions are behind the log, for each partition that this process reads: in records, and
 * as the age of the oldest request that is not decided.
 */
final class LaneLag {

  private static final String RECORDS = "admitone.lag.records";
  private static final String AGE = "admitone.lag.age";

  private final Map<Integer, Lag> lags = new ConcurrentHashMap<>();
  private final MeterRegistry registry;
  private final Clock clock;

  LaneLag(MeterRegistry registry, Clock clock) {
    this.registry = registry;
    this.clock = clock;
  }

  /** This process reads them from now on: their series exist, also before the first request. */
  void assigned(Collection<TopicPartition> partitions) {
    partitions.forEach(this::lagOf);
  }

  /** The lane has the batch, which is not decided yet. */
  void polled(List<ConsumerRecord<byte[], byte[]>> batch, Consumer<?, ?> consumer) {
    Map<TopicPartition, Integer> counts = new LinkedHashMap<>();
    for (ConsumerRecord<byte[], byte[]> record : batch) {
      var partition = new TopicPartition(record.topic(), record.partition());
      if (counts.merge(partition, 1, Integer::sum) == 1) {
        lagOf(partition).oldest = Instant.ofEpochMilli(record.timestamp());
      }
    }
    counts.forEach(
        (partition, count) -> {
          Lag lag = lagOf(partition);
          lag.behindBatch = consumer.currentLag(partition).orElse(0);
          lag.records = lag.behindBatch + count;
        });
    measureOthers(counts.keySet(), consumer);
  }

  /** The partitions of which this poll has nothing: where the next one begins is known. */
  private void measureOthers(Set<TopicPartition> polled, Consumer<?, ?> consumer) {
    for (TopicPartition partition : consumer.assignment()) {
      if (!polled.contains(partition)) {
        consumer.currentLag(partition).ifPresent(behind -> lagOf(partition).records = behind);
      }
    }
  }

  /** The batch is decided; what follows it in the log is younger than its last record. */
  void decided(List<ConsumerRecord<byte[], byte[]>> batch) {
    for (ConsumerRecord<byte[], byte[]> record : batch) {
      Lag lag = lags.get(record.partition());
      if (lag != null) {
        lag.records = lag.behindBatch;
        lag.oldest = lag.behindBatch == 0 ? null : Instant.ofEpochMilli(record.timestamp());
      }
    }
  }

  /** Another process reads these partitions now, and measures them. */
  void revoked(Collection<TopicPartition> partitions) {
    for (TopicPartition partition : partitions) {
      Lag lag = lags.remove(partition.partition());
      if (lag != null) {
        registry.remove(lag.recordsGauge);
        registry.remove(lag.ageGauge);
      }
    }
  }

  private Lag lagOf(TopicPartition partition) {
    return lags.computeIfAbsent(partition.partition(), Lag::new);
  }

  private final class Lag {

    private volatile long records;
    private volatile long behindBatch;
    private volatile @Nullable Instant oldest;
    private final Gauge recordsGauge;
    private final TimeGauge ageGauge;

    Lag(int partition) {
      String tag = String.valueOf(partition);
      recordsGauge =
          Gauge.builder(RECORDS, () -> records)
              .description("Requests of the partition that are not decided")
              .tag("partition", tag)
              .register(registry);
      ageGauge =
          TimeGauge.builder(AGE, this::ageMillis, TimeUnit.MILLISECONDS)
              .description("Age of the partition's oldest request that is not decided")
              .tag("partition", tag)
              .register(registry);
    }

    private long ageMillis() {
      Instant since = oldest;
      return since == null ? 0 : Math.max(0, Duration.between(since, clock.instant()).toMillis());
    }
  }
}
