package dev.admitone.processor.lanes.consumer;

import dev.admitone.processor.places.CommitNote;
import dev.admitone.processor.redemption.LanePlaces;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.RebalanceInProgressException;
import org.apache.kafka.common.errors.RetriableException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What one lane commits, and when: by time, not by batch, and before a partition is handed over.
 * The metadata of each offset name the ledger and its place, and until the lane has passed the
 * place that it began under, the offset that it began at stays: results after it may be
 * unpublished. Used by the lane's thread alone.
 */
public final class LaneCommits {

  /**
   * A commit is a request to the broker and a record that it appends. What was not committed when a
   * lane is killed is read again, and its results are published again.
   */
  private static final Duration INTERVAL = Duration.ofMillis(250);

  private static final Logger LOG = LoggerFactory.getLogger(LaneCommits.class);

  /** The state under which the lane began with a partition. */
  private record Begun(UUID ledgerId, String topicId, long place) {}

  private final LanePlaces places;
  private final Map<TopicPartition, Begun> begun = new HashMap<>();

  /** To be committed. */
  private final Map<TopicPartition, Long> offsets = new HashMap<>();

  private long dueNanos = System.nanoTime();
  private boolean handsOver;

  /** The places are those that the same lane knows. */
  public LaneCommits(LanePlaces places) {
    this.places = places;
  }

  /** The lane begins with the partition: that is committed with its next poll. */
  public void begin(
      TopicPartition partition, long offset, UUID ledgerId, String topicId, long place) {
    begun.put(partition, new Begun(ledgerId, topicId, place));
    offsets.put(partition, offset);
    dueNanos = System.nanoTime();
  }

  /** The partitions are another lane's. */
  public void forget(Collection<TopicPartition> partitions) {
    begun.keySet().removeAll(partitions);
    offsets.keySet().removeAll(partitions);
  }

  /** All before these offsets is decided, and its results are acknowledged. */
  void acknowledged(
      Consumer<byte[], byte[]> consumer, Map<TopicPartition, OffsetAndMetadata> acknowledged) {
    acknowledged.forEach(
        (partition, next) -> {
          Begun under = begun.get(partition);
          if (under != null && next.offset() >= under.place()) {
            offsets.put(partition, next.offset());
          }
        });
    if (handsOver) {
      commit(consumer);
    }
  }

  /**
   * Commits what is acknowledged before the lane waits for more, and what is acknowledged by then
   * at once.
   */
  void handOver(Consumer<byte[], byte[]> consumer, Runnable lane) {
    commit(consumer);
    handsOver = true;
    try {
      lane.run();
    } finally {
      handsOver = false;
    }
  }

  /** Commits if it is time. */
  void commitIfDue(Consumer<byte[], byte[]> consumer) {
    if (System.nanoTime() - dueNanos >= 0) {
      commit(consumer);
    }
  }

  private void commit(Consumer<byte[], byte[]> consumer) {
    offsets.keySet().retainAll(consumer.assignment());
    if (offsets.isEmpty()) {
      return;
    }
    Map<TopicPartition, Long> committing = Map.copyOf(offsets);
    Map<TopicPartition, Begun> under = Map.copyOf(begun);
    Map<TopicPartition, OffsetAndMetadata> noted = new HashMap<>();
    offsets.forEach((partition, offset) -> noted.put(partition, noted(partition, offset)));
    // Before the call: it may hear within it that an earlier commit failed.
    offsets.clear();
    dueNanos = System.nanoTime() + INTERVAL.toNanos();
    consumer.commitAsync(
        noted,
        (_, failure) -> {
          if (failure != null) {
            commitAgain(committing, under, failure);
          }
        });
  }

  /** Where the lane has not begun again meanwhile, and has nothing newer to commit. */
  private void commitAgain(
      Map<TopicPartition, Long> failed, Map<TopicPartition, Begun> under, Exception failure) {
    if (failure instanceof RetriableException || failure instanceof RebalanceInProgressException) {
      LOG.debug("Offsets are committed again", failure);
    } else {
      LOG.warn("Offsets cannot be committed: {}", failure.toString());
    }
    failed.forEach(
        (partition, offset) -> {
          Begun now = begun.get(partition);
          if (now != null && now.equals(under.get(partition))) {
            offsets.putIfAbsent(partition, offset);
          }
        });
  }

  private OffsetAndMetadata noted(TopicPartition partition, long offset) {
    Begun under = begun.get(partition);
    if (under == null) {
      return new OffsetAndMetadata(offset);
    }
    long place = places.nextOffset(partition.partition()).orElse(under.place());
    return new OffsetAndMetadata(
        offset, new CommitNote(under.ledgerId(), under.topicId(), place).toString());
  }
}
