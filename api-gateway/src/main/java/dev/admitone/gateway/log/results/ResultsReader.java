package dev.admitone.gateway.log.results;

import dev.admitone.gateway.log.reader.PartitionsReader;
import dev.admitone.service.ProvisionedTopics;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.InvalidOffsetException;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads the whole results topic from a while ago on: every gateway reads every partition, so any
 * gateway knows the result of any request. After an exception it reads again from the start: taking
 * a result in twice changes nothing.
 */
public final class ResultsReader extends PartitionsReader {

  private static final Logger LOG = LoggerFactory.getLogger(ResultsReader.class);

  private final List<TopicPartition> requestPartitions;
  private final ResultHandler results;
  private final Clock clock;
  private final Duration retention;

  ResultsReader(
      Supplier<Consumer<byte[], byte[]>> consumers,
      ProvisionedTopics topics,
      ResultHandler results,
      Clock clock,
      Duration retention) {
    super("results", consumers, partitions(topics.results(), topics.partitionCount()), clock);
    this.requestPartitions = partitions(topics.requests(), topics.partitionCount());
    this.results = results;
    this.clock = clock;
    this.retention = retention;
  }

  private static List<TopicPartition> partitions(String topic, int count) {
    return IntStream.range(0, count)
        .mapToObj(partition -> new TopicPartition(topic, partition))
        .toList();
  }

  @Override
  protected void interrupted() {
    behind();
  }

  @Override
  protected void read(Consumer<byte[], byte[]> consumer) {
    while (!isStopping()) {
      readFromStart(consumer);
    }
  }

  /**
   * Reads on until it is stopped, or until the log no longer has what comes next. A reset policy
   * would skip that without a report; returning begins anew instead, and readiness is red
   * meanwhile.
   */
  private void readFromStart(Consumer<byte[], byte[]> consumer) {
    // Before the results' ends: what is sent from here on has results that are read.
    Map<TopicPartition, Long> requestsEnds = consumer.endOffsets(requestPartitions);
    Map<TopicPartition, Long> ends = seekToStart(consumer);
    // After them: a request with a result by now that lies at or beyond these is of another log.
    Map<TopicPartition, Long> requestsEndsNow = consumer.endOffsets(requestPartitions);
    while (!isStopping()) {
      try {
        for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
          int partition = record.partition();
          boolean wasThere = record.offset() < ends.getOrDefault(partitions().get(partition), 0L);
          results.accept(
              record,
              wasThere
                  ? requestsEndsNow.getOrDefault(requestPartitions.get(partition), 0L)
                  : Long.MAX_VALUE);
        }
      } catch (InvalidOffsetException e) {
        behind();
        LOG.warn("The results topic lost what was to be read next: {}", e.partitions());
        return;
      }
      results.evict();
      succeeded();
      if (reaches(consumer, ends)) {
        for (TopicPartition requests : requestPartitions) {
          long resultsEnd = ends.getOrDefault(partitions().get(requests.partition()), 0L);
          if (resultsEnd > 0) {
            results.caughtUp(requests.partition(), requestsEnds.getOrDefault(requests, 0L));
          }
        }
        caughtUp();
      }
    }
  }

  /**
   * Seeks to where the retention begins, at most to the last record of each partition: that one
   * shows how far the partition is decided.
   *
   * @return the end of each partition
   */
  private Map<TopicPartition, Long> seekToStart(Consumer<byte[], byte[]> consumer) {
    long startMillis = clock.millis() - retention.toMillis();
    Map<TopicPartition, Long> ends = consumer.endOffsets(partitions());
    Map<TopicPartition, Long> beginnings = consumer.beginningOffsets(partitions());
    Map<TopicPartition, OffsetAndTimestamp> starts =
        consumer.offsetsForTimes(
            ends.keySet().stream().collect(Collectors.toMap(p -> p, any -> startMillis)));
    ends.forEach(
        (partition, end) -> {
          OffsetAndTimestamp byTime = starts.get(partition);
          long start = byTime == null ? end - 1 : Math.min(byTime.offset(), end - 1);
          consumer.seek(partition, Math.max(start, beginnings.getOrDefault(partition, 0L)));
        });
    return ends;
  }
}
