package dev.admitone.benchmarks.peers.streams;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.StringDeserializer;

/** Reads all results that are committed, and completes the calls that wait for one. */
final class StreamsResults implements AutoCloseable {

  private static final Duration POLL = Duration.ofSeconds(1);

  private final Consumer<String, String> consumer;

  /** Calls by request id: a request that was sent twice gets its result twice. */
  private final Map<String, Queue<CompletableFuture<String>>> waiting = new ConcurrentHashMap<>();

  private final Thread thread = Thread.ofPlatform().name("streams-results").unstarted(this::read);

  private StreamsResults(Consumer<String, String> consumer) {
    this.consumer = consumer;
  }

  /** Returns when it stands at the end of each partition: it misses no result from then on. */
  static StreamsResults start(String bootstrapServers, String topic, int partitions) {
    Consumer<String, String> consumer =
        new KafkaConsumer<>(
            Map.of(
                ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                bootstrapServers,
                ConsumerConfig.ISOLATION_LEVEL_CONFIG,
                "read_committed"),
            new StringDeserializer(),
            new StringDeserializer());
    List<TopicPartition> all =
        IntStream.range(0, partitions).mapToObj(i -> new TopicPartition(topic, i)).toList();
    consumer.assign(all);
    consumer.seekToEnd(all);
    all.forEach(consumer::position);
    StreamsResults results = new StreamsResults(consumer);
    results.thread.start();
    return results;
  }

  /** The next result to the request. */
  CompletableFuture<String> expect(String id) {
    CompletableFuture<String> result = new CompletableFuture<>();
    waiting.compute(
        id,
        (_, others) -> {
          Queue<CompletableFuture<String>> queue = others == null ? new ArrayDeque<>(1) : others;
          queue.add(result);
          return queue;
        });
    return result;
  }

  private void read() {
    try (consumer) {
      while (true) {
        consumer.poll(POLL).forEach(this::complete);
      }
    } catch (WakeupException _) {
      // Closed.
    }
  }

  private void complete(ConsumerRecord<String, String> read) {
    String value = read.value();
    int blank = value.indexOf(' ');
    // All of them: the result is the same for each.
    Queue<CompletableFuture<String>> calls = waiting.remove(value.substring(0, blank));
    if (calls != null) {
      calls.forEach(call -> call.complete(value.substring(blank + 1)));
    }
  }

  @Override
  public void close() {
    consumer.wakeup();
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
