package dev.admitone.gateway.invites;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/**
 * Reads the whole invites topic on a thread of its own: every gateway reads every partition from
 * its beginning, without a group. The server does not wait until the end is reached: readiness is
 * red until then.
 *
 * <p>After each of Kafka's exceptions it waits, and reads on. Anything else is a bug that a restart
 * may cure, so it ends the thread, and health says so.
 */
final class InvitesReader implements SmartLifecycle {

  private static final Logger LOG = LoggerFactory.getLogger(InvitesReader.class);

  private static final Duration POLL = Duration.ofMillis(500);
  private static final Duration PAUSE_AFTER_ERROR = Duration.ofSeconds(1);
  private static final Duration STOP_MAX = Duration.ofSeconds(10);

  private final Supplier<Consumer<byte[], byte[]>> consumers;
  private final List<TopicPartition> partitions;
  private final SnapshotHandler snapshots;
  private final Clock clock;

  /** Where to read on after an exception. Used by the thread alone. */
  private final Map<TopicPartition, Long> next = new HashMap<>();

  private volatile boolean stopping;
  private volatile boolean isReplaced;
  private volatile boolean caughtUp;
  private volatile Instant behindSince;
  private volatile @Nullable Consumer<byte[], byte[]> current;
  private volatile @Nullable String trouble;
  private volatile @Nullable Throwable death;
  private volatile @Nullable Thread thread;

  InvitesReader(
      Supplier<Consumer<byte[], byte[]>> consumers,
      List<TopicPartition> partitions,
      SnapshotHandler snapshots,
      Clock clock) {
    this.consumers = consumers;
    this.partitions = List.copyOf(partitions);
    this.snapshots = snapshots;
    this.clock = clock;
    this.behindSince = clock.instant();
  }

  /** Whether the topic was read to its end, and is read on. */
  boolean isReady() {
    return caughtUp && death == null && thread != null;
  }

  /** Since when it is not read to its end, or not read on. */
  Instant since() {
    return behindSince;
  }

  /** The error that keeps it from reading, if there is one. */
  @Nullable String trouble() {
    return trouble;
  }

  /** The error that ended the thread, if one did. Only a restart begins it again. */
  @Nullable Throwable death() {
    return death;
  }

  /** The topic is another one: what was read of the old one is forgotten. */
  void beginAgain() {
    isReplaced = true;
    Consumer<byte[], byte[]> consumer = current;
    if (consumer != null) {
      consumer.wakeup();
    }
  }

  private void run() {
    try {
      while (!stopping) {
        readUntilItFails();
      }
    } catch (Throwable e) {
      death = e;
      behindSince = clock.instant();
      LOG.error("The invites reader ended; only a restart brings it back", e);
    }
  }

  private void readUntilItFails() throws InterruptedException {
    if (isReplaced) {
      isReplaced = false;
      caughtUp = false;
      behindSince = clock.instant();
      next.clear();
      snapshots.forget();
    }
    try (Consumer<byte[], byte[]> consumer = consumers.get()) {
      current = consumer;
      consumer.assign(partitions);
      // One that was asked to begin again before this has no consumer that it could wake up.
      if (!isReplaced) {
        read(consumer);
      }
    } catch (WakeupException e) {
      LOG.debug("Stopped, or begins again", e);
    } catch (KafkaException e) {
      trouble = e.getClass().getSimpleName();
      LOG.warn("Cannot read invites, trying again: {}", e.toString());
      TimeUnit.NANOSECONDS.sleep(PAUSE_AFTER_ERROR.toNanos());
    } finally {
      current = null;
    }
  }

  private void read(Consumer<byte[], byte[]> consumer) {
    Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
    for (TopicPartition partition : partitions) {
      Long offset = next.get(partition);
      if (offset == null) {
        consumer.seekToBeginning(List.of(partition));
      } else {
        consumer.seek(partition, offset);
      }
    }
    while (!stopping) {
      for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
        snapshots.accept(record);
        next.put(partitions.get(record.partition()), record.offset() + 1);
      }
      trouble = null;
      if (!caughtUp && ends.entrySet().stream().allMatch(end -> isRead(consumer, end))) {
        caughtUp = true;
        LOG.info("Caught up with the invites topic");
      }
    }
  }

  private static boolean isRead(
      Consumer<byte[], byte[]> consumer, Map.Entry<TopicPartition, Long> end) {
    return consumer.position(end.getKey()) >= end.getValue();
  }

  @Override
  public synchronized void start() {
    stopping = false;
    Thread reader = new Thread(this::run, "invites-reader");
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

  /** Started before the web server, which reads what it has read; stopped after it. */
  @Override
  public int getPhase() {
    return 0;
  }
}
