package dev.admitone.ops.log;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * Reads one partition forward, up to its end at the begin of the scan, and no longer than the
 * settings allow. It knows how far it has come.
 */
final class Scan implements AutoCloseable {

  private final Consumer<byte[], byte[]> consumer;
  private final TopicPartition partition;
  private final LogProperties settings;
  private final long end;
  private final long deadlineNanos;
  private final Queue<ConsumerRecord<byte[], byte[]>> polled = new ArrayDeque<>();
  private long begin;
  private int looked;

  private Scan(
      Consumer<byte[], byte[]> consumer, TopicPartition partition, LogProperties settings) {
    this.consumer = consumer;
    this.partition = partition;
    this.settings = settings;
    this.deadlineNanos = System.nanoTime() + settings.searchTime().toNanos();
    consumer.assign(List.of(partition));
    this.end = offset(consumer.endOffsets(List.of(partition), settings.searchTime()));
  }

  /** Takes the consumer over, and closes it also if the scan cannot begin. */
  static Scan of(
      Consumer<byte[], byte[]> consumer, TopicPartition partition, LogProperties settings) {
    try {
      return new Scan(consumer, partition, settings);
    } catch (RuntimeException e) {
      consumer.close(CloseOptions.timeout(Duration.ZERO));
      throw e;
    }
  }

  /** Begins at the offset; false if the partition does not have it now. */
  boolean seek(long offset) {
    long first = offset(consumer.beginningOffsets(List.of(partition), settings.searchTime()));
    if (offset < first || offset >= end) {
      return false;
    }
    seekTo(offset);
    return true;
  }

  /** Begins at the first record that is not older. */
  void seekTime(Instant time) {
    Map<TopicPartition, OffsetAndTimestamp> found =
        consumer.offsetsForTimes(
            Map.of(partition, Math.max(0, time.toEpochMilli())), settings.searchTime());
    OffsetAndTimestamp first = found.get(partition);
    seekTo(first == null ? end : first.offset());
  }

  /** The next record; null at the end, or when the scan has looked for as long as it may. */
  @Nullable ConsumerRecord<byte[], byte[]> next() {
    while (polled.isEmpty()) {
      Duration left = Duration.ofNanos(deadlineNanos - System.nanoTime());
      if (consumer.position(partition) >= end || !left.isPositive()) {
        return null;
      }
      polled.addAll(consumer.poll(left).records(partition));
    }
    if (looked >= settings.maxRecords() || polled.element().offset() >= end) {
      return null;
    }
    looked++;
    return polled.remove();
  }

  /** Which offsets were looked at, in a sentence. */
  String searched() {
    return "%d records of %s from offset %d on have no such result, up to the end %d%s"
        .formatted(
            looked,
            partition,
            begin,
            end,
            begin + looked < end ? "; the search may have ended before it" : "");
  }

  private void seekTo(long offset) {
    begin = offset;
    consumer.seek(partition, offset);
  }

  private long offset(Map<TopicPartition, Long> offsets) {
    Long offset = offsets.get(partition);
    return offset == null ? 0 : offset;
  }

  @Override
  public void close() {
    consumer.close(CloseOptions.timeout(Duration.ZERO));
  }
}
