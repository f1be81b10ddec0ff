package dev.admitone.processor.healing.log;

import dev.admitone.processor.healing.HealingImpossibleException;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/** Reads partitions between two offsets, in no group. Used by one thread. */
final class HealingReader implements AutoCloseable {

  private static final Duration POLL = Duration.ofSeconds(1);
  private static final int POLLS_WITHOUT_PROGRESS_MAX = 60;

  private final org.apache.kafka.clients.consumer.Consumer<byte[], byte[]> consumer;

  HealingReader(org.apache.kafka.clients.consumer.Consumer<byte[], byte[]> consumer) {
    this.consumer = consumer;
  }

  /** What one poll gave, and where the next one begins. */
  record Poll(List<ConsumerRecord<byte[], byte[]>> records, long from, long next) {}

  /**
   * Hands over all records from the one offset until before the other.
   *
   * @throws HealingImpossibleException if the broker does not give them
   */
  void read(TopicPartition partition, long from, long to, Consumer<Poll> polls) {
    consumer.assign(List.of(partition));
    consumer.seek(partition, from);
    long next = from;
    int polledInVain = 0;
    while (next < to) {
      List<ConsumerRecord<byte[], byte[]>> records =
          consumer.poll(POLL).records(partition).stream()
              .filter(record -> record.offset() < to)
              .toList();
      long position = Math.min(to, consumer.position(partition));
      if (position == next) {
        polledInVain++;
        if (polledInVain == POLLS_WITHOUT_PROGRESS_MAX) {
          throw new HealingImpossibleException(
              "The broker does not give the records of %s from offset %d on. Run ./admit heal again"
                      .formatted(partition, next)
                  + " once it does.");
        }
        continue;
      }
      polledInVain = 0;
      polls.accept(new Poll(records, next, position));
      next = position;
    }
  }

  @Override
  public void close() {
    consumer.close();
  }
}
