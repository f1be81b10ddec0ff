package dev.admitone.ops.records;

import dev.admitone.ops.log.LogConsumers;
import dev.admitone.ops.problem.Reason;
import dev.admitone.ops.problem.RefusedCallException;
import java.util.Collection;
import java.util.Optional;
import java.util.function.Function;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.KafkaException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads the records of topics. Each question has a consumer of its own, without a group, which is
 * closed with the response.
 *
 * <p>All methods throw {@link RefusedCallException} if the broker cannot be asked, or has no such
 * topic.
 */
public final class TopicReader {

  private static final Logger LOG = LoggerFactory.getLogger(TopicReader.class);

  private final LogConsumers consumers;

  TopicReader(LogConsumers consumers) {
    this.consumers = consumers;
  }

  /** The offsets of the topic's partitions. */
  public Collection<OffsetRange> ranges(String topic) {
    return ask(topic, scan -> scan.ranges(null)).values();
  }

  /**
   * Looks for records.
   *
   * @param kept what is kept of a record that is found: the records themselves may be large
   */
  public <T> FoundRecords<T> search(
      Search search, Function<ConsumerRecord<byte[], byte[]>, T> kept) {
    return ask(search.topic(), scan -> scan.run(search, kept));
  }

  /**
   * The record at the position; empty if its partition has smaller and larger offsets, but not this
   * one.
   *
   * @throws RefusedCallException if the partition does not have the offset; it says which it has
   */
  public Optional<ConsumerRecord<byte[], byte[]>> record(String topic, int partition, long offset) {
    return ask(topic, scan -> Optional.ofNullable(scan.record(partition, offset)));
  }

  /** Reads many single records, in the order of their positions. */
  public RecordPoints points(String topic) {
    return new RecordPoints(consumers.open(), topic, consumers.searchTime());
  }

  private <T> T ask(String topic, Function<TopicScan, T> question) {
    try (TopicScan scan = new TopicScan(consumers.open(), topic, consumers.searchTime())) {
      return question.apply(scan);
    } catch (KafkaException e) {
      LOG.warn("The topic {} cannot be read: {}", topic, e.toString());
      throw new RefusedCallException(Reason.LOG_UNAVAILABLE);
    }
  }
}
