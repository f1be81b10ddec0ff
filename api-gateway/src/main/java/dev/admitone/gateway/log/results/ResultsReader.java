package dev.admitone.gateway.log.results;

import dev.admitone.service.ProvisionedTopics;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.InvalidOffsetException;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/**
 * Reads the whole results topic on a thread of its own, from a while ago on: every gateway reads
 * every partition, without a group, so any gateway knows the result of any request.
 *
 * <p>After each of Kafka's exceptions it waits, and reads again from the start: taking a result in
 * twice changes nothing. Anything else is a bug that a restart may cure, so it ends the thread, and
 * health says so.
 */
public final class ResultsReader implements SmartLifecycle {

  private static final Logger LOG = LoggerFactory.getLogger(ResultsReader.class);

  private static final Duration POLL = Duration.ofMillis(500);
  private static final Duration PAUSE_AFTER_ERROR = Duration.ofSeconds(1);
  private static final Duration STOP_MAX = Duration.ofSeconds(10);

  private final Supplier<Consumer<byte[], byte[]>> consumers;
  private final List<TopicPartition> partitions;
  private final List<TopicPartition> requestPartitions;
  private final ResultHandler results;
  private final Clock clock;
  private final Duration retention;

  private volatile boolean stopping;
  private volatile boolean caughtUp;
  private volatile Instant behindSince;
  private volatile @Nullable Consumer<byte[], byte[]> current;
  private volatile @Nullable String trouble;
  private volatile @Nullable Throwable death;
  private volatile @Nullable Thread thread;

  ResultsReader(
      Supplier<Consumer<byte[], byte[]>> consumers,
      ProvisionedTopics topics,
      ResultHandler results,
      Clock clock,
      Duration retention) {
    this.consumers = consumers;
    this.partitions = partitions(topics.results(), topics.partitionCount());
    this.requestPartitions = partitions(topics.requests(), topics.partitionCount());
    this.results = results;
    this.clock = clock;
    this.retention = retention;
    this.behindSince = clock.instant();
  }

  private static List<TopicPartition> partitions(String topic, int count) {
    return IntStream.range(0, count)
        .mapToObj(partition -> new TopicPartition(topic, partition))
        .toList();
  }

  /** Whether everything was read that was there when it began. */
  public boolean isCaughtUp() {
    return caughtUp;
  }

  /** Since when it has not caught up, while it has not. */
  Instant behindSince() {
    return behindSince;
  }

  /** The results topic is another one: what was read of the old one says nothing of its offsets. */
  public void beginAgain() {
    Consumer<byte[], byte[]> consumer = current;
    if (consumer != null) {
      consumer.wakeup();
    }
  }

  private void behind() {
    if (caughtUp) {
      behindSince = clock.instant();
      caughtUp = false;
    }
  }

  /** The error that keeps it from reading, if there is one. */
  @Nullable String trouble() {
    return trouble;
  }

  /** The error that ended the thread, if one did. */
  @Nullable Throwable death() {
    return death;
  }

  private void run() {
    try {
      while (!stopping) {
        readUntilItFails();
      }
    } catch (Throwable e) {
      death = e;
      behind();
      LOG.error("The results reader ended; only a restart brings it back", e);
    }
  }

  private void readUntilItFails() throws InterruptedException {
    try (Consumer<byte[], byte[]> consumer = consumers.get()) {
      current = consumer;
      consumer.assign(partitions);
      while (!stopping) {
        readFromStart(consumer);
      }
    } catch (WakeupException e) {
      // It is stopped, or begins again.
      behind();
    } catch (KafkaException e) {
      behind();
      trouble = e.getClass().getSimpleName();
      LOG.warn("Cannot read results, trying again: {}", e.toString());
      TimeUnit.NANOSECONDS.sleep(PAUSE_AFTER_ERROR.toNanos());
    } finally {
      current = null;
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
    while (!stopping) {
      try {
        for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
          int partition = record.partition();
          boolean wasThere = record.offset() < ends.getOrDefault(partitions.get(partition), 0L);
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
      trouble = null;
      if (!caughtUp && ends.entrySet().stream().allMatch(end -> isRead(consumer, end))) {
        for (TopicPartition requests : requestPartitions) {
          long resultsEnd = ends.getOrDefault(partitions.get(requests.partition()), 0L);
          if (resultsEnd > 0) {
            results.caughtUp(requests.partition(), requestsEnds.getOrDefault(requests, 0L));
          }
        }
        caughtUp = true;
        LOG.info("Caught up with the results topic");
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
    Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
    Map<TopicPartition, Long> beginnings = consumer.beginningOffsets(partitions);
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

  private static boolean isRead(
      Consumer<byte[], byte[]> consumer, Map.Entry<TopicPartition, Long> end) {
    return consumer.position(end.getKey()) >= end.getValue();
  }

  @Override
  public synchronized void start() {
    stopping = false;
    Thread reader = new Thread(this::run, "results-reader");
    reader.setDaemon(true);
    thread = reader;
    reader.start();
  }

  @Override
  public synchronized void stop() {
    Thread reader = thread;
    if (reader == null) {
      return;
    }
    stopping = true;
    Consumer<byte[], byte[]> consumer = current;
    if (consumer != null) {
      consumer.wakeup();
    }
    try {
      reader.join(STOP_MAX);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    thread = null;
  }

  @Override
  public boolean isRunning() {
    return thread != null;
  }

  /** Started before the web server, which reads from the window; stopped after it. */
  @Override
  public int getPhase() {
    return 0;
  }
}
