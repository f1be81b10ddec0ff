package dev.admitone.gateway.invites;

import dev.admitone.gateway.log.reader.PartitionsReader;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/**
 * Reads the whole invites topic: every gateway reads every partition from its beginning. The server
 * does not wait until the end is reached: readiness is red until then. After an exception it reads
 * on where it was.
 */
final class InvitesReader extends PartitionsReader {

  private final SnapshotHandler snapshots;

  /** Where to read on after an exception. Used by the thread alone. */
  private final Map<TopicPartition, Long> next = new HashMap<>();

  private volatile boolean isReplaced;

  InvitesReader(
      Supplier<Consumer<byte[], byte[]>> consumers,
      List<TopicPartition> partitions,
      SnapshotHandler snapshots,
      Clock clock) {
    super("invites", consumers, partitions, clock);
    this.snapshots = snapshots;
  }

  /** Whether the topic was read to its end, and is read on. */
  boolean isReady() {
    return isCaughtUp() && isRunning();
  }

  /** What was read of the old topic is forgotten. */
  @Override
  public void beginAgain() {
    isReplaced = true;
    super.beginAgain();
  }

  @Override
  protected void beforeReading() {
    if (isReplaced) {
      isReplaced = false;
      behind();
      next.clear();
      snapshots.forget();
    }
  }

  /** What was read stays: it was true then, and what comes is read on. */
  @Override
  protected void interrupted() {}

  @Override
  protected void read(Consumer<byte[], byte[]> consumer) {
    Map<TopicPartition, Long> ends = consumer.endOffsets(partitions());
    for (TopicPartition partition : partitions()) {
      Long offset = next.get(partition);
      if (offset == null) {
        consumer.seekToBeginning(List.of(partition));
      } else {
        consumer.seek(partition, offset);
      }
    }
    // One that was asked to begin again before this had no consumer that could be woken up.
    while (!isStopping() && !isReplaced) {
      for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
        snapshots.accept(record);
        next.put(partitions().get(record.partition()), record.offset() + 1);
      }
      succeeded();
      if (reaches(consumer, ends)) {
        caughtUp();
      }
    }
  }
}
