package dev.admitone.ops.records;

import dev.admitone.ops.history.Position;
import dev.admitone.ops.problem.Reason;
import dev.admitone.ops.problem.RefusedCallException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * Reads single records of a topic with one consumer. Asked for in the order of their positions,
 * records that lie near each other cost one fetch.
 */
public final class RecordPoints implements AutoCloseable {

  /** How long the broker may take, also where searches are shorter. */
  private static final Duration WAIT_MIN = Duration.ofSeconds(3);

  /** Of a partition, when it was asked about first. */
  private record Assigned(TopicPartition partition, long first, long end) {}

  private final Consumer<byte[], byte[]> consumer;
  private final String topic;
  private final Duration wait;
  private final Deque<ConsumerRecord<byte[], byte[]>> polled = new ArrayDeque<>();
  private @Nullable Assigned assigned;

  RecordPoints(Consumer<byte[], byte[]> consumer, String topic, Duration wait) {
    this.consumer = consumer;
    this.topic = topic;
    this.wait = wait.compareTo(WAIT_MIN) < 0 ? WAIT_MIN : wait;
  }

  /**
   * The record at the position; empty if the topic does not have it, or not any longer.
   *
   * @throws RefusedCallException if the broker cannot be asked
   */
  public Optional<ConsumerRecord<byte[], byte[]>> at(Position position) {
    try {
      Assigned place = assign(position.partition());
      if (position.offset() < place.first() || position.offset() >= place.end()) {
        return Optional.empty();
      }
      return find(place, position.offset());
    } catch (KafkaException e) {
      throw new RefusedCallException(Reason.LOG_UNAVAILABLE);
    }
  }

  private Assigned assign(int number) {
    Assigned known = assigned;
    if (known != null && known.partition().partition() == number) {
      return known;
    }
    polled.clear();
    TopicPartition partition = new TopicPartition(topic, number);
    List<TopicPartition> one = List.of(partition);
    consumer.assign(one);
    Map<TopicPartition, Long> firsts = consumer.beginningOffsets(one, wait);
    Map<TopicPartition, Long> ends = consumer.endOffsets(one, wait);
    Assigned now =
        new Assigned(
            partition, firsts.getOrDefault(partition, 0L), ends.getOrDefault(partition, 0L));
    consumer.seek(partition, now.first());
    assigned = now;
    return now;
  }

  private Optional<ConsumerRecord<byte[], byte[]>> find(Assigned place, long offset) {
    while (!polled.isEmpty() && polled.getFirst().offset() < offset) {
      polled.removeFirst();
    }
    if (polled.isEmpty()) {
      fetch(place, offset);
    }
    return polled.isEmpty() || polled.getFirst().offset() != offset
        ? Optional.empty()
        : Optional.of(polled.getFirst());
  }

  /** Fetches the record at the offset and some behind it. */
  private void fetch(Assigned place, long offset) {
    if (consumer.position(place.partition(), wait) != offset) {
      consumer.seek(place.partition(), offset);
    }
    long deadlineNanos = System.nanoTime() + wait.toNanos();
    while (polled.isEmpty() && consumer.position(place.partition(), wait) <= offset) {
      Duration left = Duration.ofNanos(deadlineNanos - System.nanoTime());
      if (!left.isPositive()) {
        throw new RefusedCallException(Reason.LOG_UNAVAILABLE);
      }
      polled.addAll(consumer.poll(left).records(place.partition()));
    }
  }

  @Override
  public void close() {
    consumer.close(CloseOptions.timeout(Duration.ZERO));
  }
}
