package dev.admitone.benchmarks.testbed;

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
 * How many records topics have. The end that a broker reports is the one that all in-sync replicas
 * have, so it counts the records that a producer with {@code acks=all} has acknowledged.
 */
public final class LogEnds implements AutoCloseable {

  private static final Duration BETWEEN_LOOKS = Duration.ofMillis(20);
  private static final Duration WAIT_MAX = Duration.ofMinutes(5);

  private final KafkaConsumer<byte[], byte[]> consumer;

  public LogEnds(TestBed testBed) {
    consumer =
        new KafkaConsumer<>(
            Map.of(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, testBed.bootstrapServers()),
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
    long deadline = System.nanoTime() + WAIT_MAX.toNanos();
    while (true) {
      long results = of(Topics.RESULTS);
      if (results >= wanted) {
        return results;
      }
      if (System.nanoTime() > deadline) {
        throw new IllegalStateException(
            "%d results are missing after %s".formatted(wanted - results, WAIT_MAX));
      }
      LockSupport.parkNanos(BETWEEN_LOOKS.toNanos());
    }
  }

  @Override
  public void close() {
    consumer.close();
  }
}
