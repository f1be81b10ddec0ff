package dev.admitone.benchmarks.site;

import dev.admitone.schemas.topics.Topics;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * How many records topics have. The end that a broker tells is what all in-sync replicas have, so
 * it is what a producer with {@code acks=all} has acknowledged.
 */
public final class LogEnds implements AutoCloseable {

  private static final Duration BETWEEN_LOOKS = Duration.ofMillis(20);
  private static final Duration LONGEST = Duration.ofMinutes(5);

  private final KafkaConsumer<byte[], byte[]> consumer;

  public LogEnds(Site site) {
    consumer =
        new KafkaConsumer<>(
            Map.of(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, site.bootstrapServers()),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer());
  }

  /** Records ever appended to all partitions of one of the product's topics. */
  public long of(String topic) {
    List<TopicPartition> partitions =
        IntStream.range(0, Topics.PARTITION_COUNT_DEFAULT)
            .mapToObj(partition -> new TopicPartition(topic, partition))
            .toList();
    return consumer.endOffsets(partitions).values().stream().mapToLong(Long::longValue).sum();
  }

  /**
   * Waits until the results topic has so many; returns how many it has.
   *
   * @throws IllegalStateException if that takes longer than 5 minutes
   */
  public long awaitResults(long wanted) {
    long deadline = System.nanoTime() + LONGEST.toNanos();
    while (true) {
      long results = of(Topics.RESULTS);
      if (results >= wanted) {
        return results;
      }
      if (System.nanoTime() > deadline) {
        throw new IllegalStateException(
            "%d results are missing after %s".formatted(wanted - results, LONGEST));
      }
      LockSupport.parkNanos(BETWEEN_LOOKS.toNanos());
    }
  }

  @Override
  public void close() {
    consumer.close();
  }
}
