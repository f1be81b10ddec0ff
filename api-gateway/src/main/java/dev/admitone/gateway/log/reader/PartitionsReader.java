package dev.admitone.gateway.log.reader;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/**
 * Reads all partitions of a topic on a thread of its own, without a group.
 *
 * <p>After each of Kafka's exceptions it waits, and reads again with another consumer. Anything
 * else is a bug that a restart may cure, so it ends the thread, and health says so.
 */
public abstract class PartitionsReader implements SmartLifecycle {

  /** How long one poll waits for records. */
  protected static final Duration POLL = Duration.ofMillis(500);

  private static final Duration PAUSE_AFTER_ERROR = Duration.ofSeconds(1);
  private static final Duration STOP_MAX = Duration.ofSeconds(10);

  private final Logger logger = LoggerFactory.getLogger(getClass());

  private final String what;
  private final Supplier<Consumer<byte[], byte[]>> consumers;
  private final List<TopicPartition> partitions;
  private final Clock clock;

  private volatile boolean stopping;
  private volatile boolean caughtUp;
  private volatile Instant behindSince;
  private volatile @Nullable Consumer<byte[], byte[]> current;
  private volatile @Nullable String trouble;
  private volatile @Nullable Throwable death;
  private volatile @Nullable Thread thread;

  /**
   * @param what the records' name, for loggers and the thread
   * @param partitions of the topic, in the order of their numbers
   */
  protected PartitionsReader(
      String what,
      Supplier<Consumer<byte[], byte[]>> consumers,
      List<TopicPartition> partitions,
      Clock clock) {
    this.what = what;
    this.consumers = consumers;
    this.partitions = List.copyOf(partitions);
    this.clock = clock;
    this.behindSince = clock.instant();
  }

  /** Whether everything was read that was there when it began. */
  public final boolean isCaughtUp() {
    return caughtUp;
  }

  /** Since when it has not caught up, while it has not. */
  public final Instant behindSince() {
    return behindSince;
  }

  /** The error that keeps it from reading, if there is one. */
  public final @Nullable String trouble() {
    return trouble;
  }

  /** The error that ended the thread, if one did. Only a restart begins it again. */
  public final @Nullable Throwable death() {
    return death;
  }

  /** The topic is another one: it is read from the beginning again. */
  public void beginAgain() {
    wakeUp();
  }

  /** Runs before there is a consumer to read with. */
  protected void beforeReading() {}

  /**
   * Reads until the reader stops.
   *
   * @param consumer has all partitions, and a position in none
   */
  protected abstract void read(Consumer<byte[], byte[]> consumer);

  /** The consumer is about to be replaced, because it failed or was woken up. */
  protected abstract void interrupted();

  protected final List<TopicPartition> partitions() {
    return partitions;
  }

  protected final boolean isStopping() {
    return stopping;
  }

  /** From now on there may be records that were not read. */
  protected final void behind() {
    if (caughtUp) {
      behindSince = clock.instant();
      caughtUp = false;
    }
  }

  /** What a poll brought was taken in. */
  protected final void succeeded() {
    trouble = null;
  }

  /** Whether the consumer has now read to the ends for the first time since it was behind. */
  protected final boolean reaches(
      Consumer<byte[], byte[]> consumer, Map<TopicPartition, Long> ends) {
    return !caughtUp
        && ends.entrySet().stream()
            .allMatch(end -> consumer.position(end.getKey()) >= end.getValue());
  }

  protected final void caughtUp() {
    caughtUp = true;
    logger.info("Caught up with the {} topic", what);
  }

  private void run() {
    try {
      while (!stopping) {
        readUntilItFails();
      }
    } catch (Throwable e) {
      death = e;
      behind();
      logger.error("The {} reader ended; only a restart brings it back", what, e);
    }
  }

  private void readUntilItFails() throws InterruptedException {
    beforeReading();
    try (Consumer<byte[], byte[]> consumer = consumers.get()) {
      current = consumer;
      consumer.assign(partitions);
      read(consumer);
    } catch (WakeupException e) {
      // It is stopped, or begins again.
      interrupted();
    } catch (KafkaException e) {
      interrupted();
      trouble = e.getClass().getSimpleName();
      logger.warn("Cannot read {}, trying again: {}", what, e.toString());
      TimeUnit.NANOSECONDS.sleep(PAUSE_AFTER_ERROR.toNanos());
    } finally {
      current = null;
    }
  }

  private void wakeUp() {
    Consumer<byte[], byte[]> consumer = current;
    if (consumer != null) {
      consumer.wakeup();
    }
  }

  @Override
  public final synchronized void start() {
    stopping = false;
    Thread reader = new Thread(this::run, what + "-reader");
    reader.setDaemon(true);
    thread = reader;
    reader.start();
  }

  @Override
  public final synchronized void stop() {
    Thread reader = thread;
    if (reader == null) {
      return;
    }
    stopping = true;
    wakeUp();
    try {
      reader.join(STOP_MAX);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    thread = null;
  }

  @Override
  public final boolean isRunning() {
    return thread != null;
  }

  /** Started before the web server, which reads what it has read; stopped after it. */
  @Override
  public final int getPhase() {
    return 0;
  }
}
