package dev.admitone.processor.comparison;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.ToLongFunction;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.springframework.kafka.core.ConsumerFactory;

/** Reads single records of the log, outside of the group. Used by one thread at a time. */
final class LogRecords implements AutoCloseable {

  private static final Duration READ_WAIT_MAX = Duration.ofSeconds(10);
  private static final Duration CLOSE_WAIT_MAX = Duration.ofSeconds(1);
  private static final Duration POLL = Duration.ofMillis(200);

  /** In bytes. A look at the log's end must not fetch megabytes of it. */
  private static final int FETCH_MAX = 64 * 1024;

  private final ConsumerFactory<byte[], byte[]> consumers;
  private final String clientId;
  private @Nullable Consumer<byte[], byte[]> consumer;

  LogRecords(ConsumerFactory<byte[], byte[]> consumers, String clientId) {
    this.consumers = consumers;
    this.clientId = clientId;
  }

  /**
   * The first record of each partition at or after the offset.
   *
   * @param from by partition, each below the partition's end
   * @param end where a partition's reading stops without a record
   * @throws TimeoutException if the broker does not respond in time
   */
  Map<TopicPartition, ConsumerRecord<byte[], byte[]>> firstAt(
      Map<TopicPartition, Long> from, ToLongFunction<TopicPartition> end) {
    Map<TopicPartition, ConsumerRecord<byte[], byte[]>> found = new HashMap<>();
    read(
        from,
        end,
        (partition, record) -> {
          found.putIfAbsent(partition, record);
          return false;
        });
    return found;
  }

  /** The partition's records from one offset to another. */
  List<ConsumerRecord<byte[], byte[]>> between(TopicPartition partition, long from, long to) {
    List<ConsumerRecord<byte[], byte[]>> found = new ArrayList<>();
    if (from < to) {
      read(
          Map.of(partition, from),
          _ -> to,
          (_, record) -> {
            if (record.offset() < to) {
              found.add(record);
            }
            return record.offset() + 1 < to;
          });
    }
    return found;
  }

  private interface Taker {
    /** Whether it wants the partition's next record. */
    boolean take(TopicPartition partition, ConsumerRecord<byte[], byte[]> record);
  }

  private void read(
      Map<TopicPartition, Long> from, ToLongFunction<TopicPartition> end, Taker taker) {
    if (from.isEmpty()) {
      return;
    }
    Consumer<byte[], byte[]> reader = reader();
    Set<TopicPartition> open = new HashSet<>(from.keySet());
    reader.assign(open);
    // A partition that the last read had, too, is still paused.
    reader.resume(open);
    from.forEach(reader::seek);
    long deadlineNanos = System.nanoTime() + READ_WAIT_MAX.toNanos();
    while (!open.isEmpty()) {
      if (System.nanoTime() > deadlineNanos) {
        throw new TimeoutException("the broker did not give the records of " + open);
      }
      for (ConsumerRecord<byte[], byte[]> record : reader.poll(POLL)) {
        TopicPartition partition = new TopicPartition(record.topic(), record.partition());
        if (open.contains(partition) && !taker.take(partition, record)) {
          open.remove(partition);
        }
      }
      open.removeIf(partition -> reader.position(partition) >= end.applyAsLong(partition));
      Set<TopicPartition> done = new HashSet<>(from.keySet());
      done.removeAll(open);
      reader.pause(done);
    }
  }

  private Consumer<byte[], byte[]> reader() {
    Consumer<byte[], byte[]> open = consumer;
    if (open == null) {
      Map<String, Object> settings = new HashMap<>(consumers.getConfigurationProperties());
      settings.remove(ConsumerConfig.GROUP_ID_CONFIG);
      settings.remove(ConsumerConfig.GROUP_INSTANCE_ID_CONFIG);
      settings.put(ConsumerConfig.CLIENT_ID_CONFIG, clientId);
      settings.put(ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG, FETCH_MAX);
      settings.put(ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, (int) READ_WAIT_MAX.toMillis());
      open = new KafkaConsumer<>(settings);
      consumer = open;
    }
    return open;
  }

  /** The next read makes a new consumer. */
  @Override
  public void close() {
    Consumer<byte[], byte[]> open = consumer;
    consumer = null;
    if (open != null) {
      open.close(CloseOptions.timeout(CLOSE_WAIT_MAX));
    }
  }
}
