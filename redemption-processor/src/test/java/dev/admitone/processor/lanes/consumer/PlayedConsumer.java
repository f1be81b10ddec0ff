package dev.admitone.processor.lanes.consumer;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.consumer.OffsetCommitCallback;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/** Kafka's own consumer for tests, with two partitions; what happens in each poll is played. */
final class PlayedConsumer extends MockConsumer<byte[], byte[]> {

  static final String TOPIC = "requests";
  static final TopicPartition A = new TopicPartition(TOPIC, 0);
  static final TopicPartition B = new TopicPartition(TOPIC, 1);

  private final Map<TopicPartition, Long> ends = new HashMap<>();
  private final List<Map<TopicPartition, OffsetAndMetadata>> commits = new ArrayList<>();
  private @Nullable Exception commitFailure;

  PlayedConsumer() {
    super("earliest");
    updateBeginningOffsets(Map.of(A, 0L, B, 0L));
  }

  /** Subscribes as a lane does, and gets both partitions. */
  Consumer<byte[], byte[]> joined(
      Duration pace,
      int pollRecordsMax,
      @Nullable LaneCommits commits,
      ConsumerRebalanceListener lane) {
    setMaxPollRecords(pollRecordsMax);
    Consumer<byte[], byte[]> joined =
        LaneConsumers.around(this, new PacedPolls(this, pace, pollRecordsMax), commits);
    joined.subscribe(List.of(TOPIC), lane);
    rebalance(List.of(A, B));
    return joined;
  }

  /** Appends records for the next poll. */
  void append(TopicPartition partition, int count) {
    for (int i = 0; i < count; i++) {
      long offset = ends.merge(partition, 1L, Long::sum) - 1;
      addRecord(
          new ConsumerRecord<>(TOPIC, partition.partition(), offset, new byte[0], new byte[0]));
    }
  }

  /** The broker takes none of the commits that follow. */
  void refuseCommits(Exception failure) {
    commitFailure = failure;
  }

  /** The broker takes commits again. */
  void takeCommits() {
    commitFailure = null;
  }

  /** Once for each commit, what it commits. */
  List<Map<TopicPartition, OffsetAndMetadata>> commits() {
    return commits;
  }

  @Override
  public synchronized void commitAsync(
      Map<TopicPartition, OffsetAndMetadata> offsets, @Nullable OffsetCommitCallback callback) {
    if (commitFailure != null) {
      requireNonNull(callback).onComplete(offsets, commitFailure);
      return;
    }
    commits.add(Map.copyOf(offsets));
    super.commitAsync(offsets, callback);
  }

  static List<Long> offsets(ConsumerRecords<byte[], byte[]> records, TopicPartition partition) {
    return records.records(partition).stream().map(ConsumerRecord::offset).toList();
  }

  /** Does nothing when partitions come and go. */
  static final class QuietLane implements ConsumerRebalanceListener {

    @Override
    public void onPartitionsRevoked(Collection<TopicPartition> partitions) {}

    @Override
    public void onPartitionsAssigned(Collection<TopicPartition> partitions) {}
  }
}
