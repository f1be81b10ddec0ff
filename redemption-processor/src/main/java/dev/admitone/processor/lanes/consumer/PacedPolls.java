package dev.admitone.processor.lanes.consumer;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/**
 * The polls of one consumer, at a pace. A batch takes about as much processor time of the broker,
 * the database and this process for a few records as for a hundred: under load the next one begins
 * no sooner than the pace after the last one began, and it takes in what came meanwhile. After a
 * batch of a few records, or after a pause, the next one begins at once.
 *
 * <p>Records are held back only within a poll, while a second one of the real consumer brings what
 * came meanwhile. Those of a partition that the lane loses, gets or seeks in by then are dropped:
 * they are another lane's, or this one reads them again. If the second poll fails, the first one
 * has not been.
 */
final class PacedPolls {

  /** A batch of so few records is no load: a caller that makes one call at a time never waits. */
  private static final int FEW = 4;

  /**
   * A fetch is sent before a poll returns the records of the one before. So what came while the
   * last batch was decided is on its way, and its response takes about a millisecond under load.
   */
  private static final Duration MORE_WAIT = Duration.ofMillis(2);

  private final Consumer<byte[], byte[]> consumer;
  private final Duration pace;
  private final int pollRecordsMax;
  private final Map<TopicPartition, List<ConsumerRecord<byte[], byte[]>>> held =
      new LinkedHashMap<>();
  private final Map<TopicPartition, OffsetAndMetadata> heldNextOffsets = new HashMap<>();
  private long begunNanos = System.nanoTime();
  private int lastCount;

  PacedPolls(Consumer<byte[], byte[]> consumer, Duration pace, int pollRecordsMax) {
    this.consumer = consumer;
    this.pace = pace;
    this.pollRecordsMax = pollRecordsMax;
  }

  /** The most records that one poll returns. */
  static int batchRecordsMax(int pollRecordsMax) {
    return pollRecordsMax + pollRecordsMax / 2;
  }

  ConsumerRecords<byte[], byte[]> poll(Duration timeout) {
    ConsumerRecords<byte[], byte[]> records =
        lastCount <= FEW || pace.isZero() ? consumer.poll(timeout) : paced(timeout);
    begunNanos = System.nanoTime();
    lastCount = records.count();
    return records;
  }

  /** The partitions' records that are held back, if any, are not this lane's to decide now. */
  void drop(Collection<TopicPartition> partitions) {
    held.keySet().removeAll(partitions);
    heldNextOffsets.keySet().removeAll(partitions);
  }

  private ConsumerRecords<byte[], byte[]> paced(Duration timeout) {
    awaitPace();
    ConsumerRecords<byte[], byte[]> first = consumer.poll(Duration.ZERO);
    if (first.isEmpty()) {
      // Nothing has come since the last batch: what comes now is not old.
      return consumer.poll(timeout);
    }
    return first.count() <= pollRecordsMax / 2 ? withMore(first) : first;
  }

  /** The group is told meanwhile that the lane lives, by the consumer's own thread. */
  private void awaitPace() {
    long endNanos = begunNanos + pace.toNanos();
    for (long nanos = endNanos - System.nanoTime();
        nanos > 0 && !Thread.currentThread().isInterrupted();
        nanos = endNanos - System.nanoTime()) {
      LockSupport.parkNanos(nanos);
    }
  }

  private ConsumerRecords<byte[], byte[]> withMore(ConsumerRecords<byte[], byte[]> first) {
    first.partitions().forEach(partition -> held.put(partition, first.records(partition)));
    heldNextOffsets.putAll(first.nextOffsets());
    try {
      return merged(consumer.poll(MORE_WAIT));
    } catch (RuntimeException | Error e) {
      takeBack();
      throw e;
    } finally {
      held.clear();
      heldNextOffsets.clear();
    }
  }

  private ConsumerRecords<byte[], byte[]> merged(ConsumerRecords<byte[], byte[]> more) {
    Map<TopicPartition, List<ConsumerRecord<byte[], byte[]>>> all = new LinkedHashMap<>(held);
    for (TopicPartition partition : more.partitions()) {
      all.merge(partition, more.records(partition), PacedPolls::inOrder);
    }
    Map<TopicPartition, OffsetAndMetadata> nextOffsets = new HashMap<>(heldNextOffsets);
    nextOffsets.putAll(more.nextOffsets());
    return new ConsumerRecords<>(all, nextOffsets);
  }

  private static List<ConsumerRecord<byte[], byte[]>> inOrder(
      List<ConsumerRecord<byte[], byte[]>> earlier, List<ConsumerRecord<byte[], byte[]>> later) {
    List<ConsumerRecord<byte[], byte[]>> all = new ArrayList<>(earlier.size() + later.size());
    all.addAll(earlier);
    all.addAll(later);
    return all;
  }

  /** The consumer's next poll returns the records again. */
  private void takeBack() {
    held.keySet().retainAll(consumer.assignment());
    held.forEach((partition, records) -> consumer.seek(partition, records.getFirst().offset()));
  }
}
