package dev.admitone.ops.statistics.stream;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.function.Supplier;
import org.apache.kafka.streams.CloseOptions;
import org.apache.kafka.streams.CloseOptions.GroupMembershipOperation;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/**
 * Runs the statistics beside the console: makes their topics, starts Kafka Streams, and begins
 * again half a minute after it ended. The console starts and works without them.
 */
final class StatisticsStream implements SmartLifecycle {

  private static final Logger LOG = LoggerFactory.getLogger(StatisticsStream.class);

  private static final Duration PAUSE = Duration.ofSeconds(30);
  private static final Duration CLOSE_WAIT_MAX = Duration.ofSeconds(10);

  private final Supplier<Topology> topology;
  private final StatisticsTopics topics;
  private volatile @Nullable KafkaStreams streams;
  private volatile @Nullable Thread thread;
  private volatile @Nullable String trouble;

  StatisticsStream(Supplier<Topology> topology, StatisticsTopics topics) {
    this.topology = topology;
    this.topics = topics;
  }

  /** The application that runs now; null: none. */
  @Nullable KafkaStreams running() {
    return streams;
  }

  /** Why nothing is counted; null: no reason is known. */
  @Nullable String trouble() {
    return trouble;
  }

  @Override
  public void start() {
    thread = Thread.ofVirtual().name("statistics").start(this::run);
  }

  @Override
  public void stop() {
    Thread running = thread;
    thread = null;
    if (running != null) {
      running.interrupt();
      try {
        running.join(CLOSE_WAIT_MAX.plus(PAUSE));
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }

  @Override
  public boolean isRunning() {
    return thread != null;
  }

  private void run() {
    try {
      while (!Thread.currentThread().isInterrupted()) {
        try {
          topics.make();
          runOnce();
        } catch (RuntimeException e) {
          trouble = String.valueOf(e.getMessage());
          LOG.warn("The statistics do not run: {}", trouble);
        }
        Thread.sleep(PAUSE);
      }
    } catch (InterruptedException e) {
      // Only stop() interrupts it.
    }
  }

  /** Returns when a thread of the application has ended. */
  private void runOnce() throws InterruptedException {
    CountDownLatch ended = new CountDownLatch(1);
    try (KafkaStreams application = new KafkaStreams(topology.get(), topics.config())) {
      application.setUncaughtExceptionHandler(
          e -> {
            trouble = "its thread has ended: " + e;
            LOG.error("The thread of the statistics has ended", e);
            return StreamThreadExceptionResponse.SHUTDOWN_CLIENT;
          });
      application.setStateListener(
          (now, _) -> {
            if (now == KafkaStreams.State.RUNNING) {
              trouble = null;
            } else if (now == KafkaStreams.State.ERROR) {
              ended.countDown();
            }
          });
      streams = application;
      application.start();
      ended.await();
    } finally {
      close();
    }
  }

  /** Leaves the group, so that the next one need not wait until this one's session is over. */
  private void close() {
    KafkaStreams application = streams;
    streams = null;
    if (application != null) {
      boolean interrupted = Thread.interrupted();
      application.close(
          CloseOptions.groupMembershipOperation(GroupMembershipOperation.LEAVE_GROUP)
              .withTimeout(CLOSE_WAIT_MAX));
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
