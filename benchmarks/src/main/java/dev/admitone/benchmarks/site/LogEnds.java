package dev.admitone.benchmarks.site;

import dev.admitone.schemas.Topics;
import java.util.List;
import java.util.Map;
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
        IntStream.range(0, Topics.DEFAULT_PARTITION_COUNT)
            .mapToObj(partition -> new TopicPartition(topic, partition))
            .toList();
    return consumer.endOffsets(partitions).values().stream().mapToLong(Long::longValue).sum();
  }

  @Override
  public void close() {
    consumer.close();
  }
}
