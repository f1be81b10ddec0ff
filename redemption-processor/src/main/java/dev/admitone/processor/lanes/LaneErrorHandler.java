package dev.admitone.processor.lanes;

import java.time.Clock;
import java.time.Duration;
import java.util.Set;
import java.util.function.BiConsumer;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.NestedExceptionUtils;
import org.springframework.kafka.listener.CommonErrorHandler;
import org.springframework.kafka.listener.ListenerExecutionFailedException;
import org.springframework.kafka.listener.MessageListenerContainer;
import org.springframework.scheduling.TaskScheduler;
import org.springframework.util.backoff.BackOffExecution;
import org.springframework.util.backoff.ExponentialBackOff;

/**
 * Waits out what is wrong with the infrastructure: the batch goes back to the log, the lane pauses
 * for a growing time while it keeps polling, and readiness is red. Nothing is skipped, nothing is
 * dead-lettered, no offset is committed. What is wrong with a record never comes here.
 */
final class LaneErrorHandler implements CommonErrorHandler {

  private static final Logger LOG = LoggerFactory.getLogger(LaneErrorHandler.class);

  private final LaneStatus status;
  private final TaskScheduler scheduler;
  private final Clock clock;
  private final BiConsumer<String, Throwable> beginAgain;
  private final ExponentialBackOff backOff;
  private BackOffExecution waits;

  /**
   * Waits with the settings' times.
   *
   * @param beginAgain lets the lane begin again, and says why
   */
  LaneErrorHandler(
      LaneStatus status, LaneSettings settings, BiConsumer<String, Throwable> beginAgain) {
    this.status = status;
    this.scheduler = settings.scheduler();
    this.clock = settings.clock();
    this.beginAgain = beginAgain;
    this.backOff = new ExponentialBackOff(settings.backOff().initial().toMillis(), 2);
    this.backOff.setMaxInterval(settings.backOff().max().toMillis());
    this.waits = backOff.start();
  }

  /** A batch was decided, or there is none: the next failure begins with a short wait again. */
  void succeeded() {
    waits = backOff.start();
    status.goesOn();
  }

  @Override
  public boolean seeksAfterHandling() {
    return true;
  }

  /** The default would commit the offsets of the batch that failed. */
  @Override
  public boolean isAckAfterHandle() {
    return false;
  }

  @Override
  public void handleBatch(
      Exception thrown,
      ConsumerRecords<?, ?> batch,
      Consumer<?, ?> consumer,
      MessageListenerContainer container,
      Runnable invokeListener) {
    // A partition that was taken away meanwhile is its new reader's.
    Set<TopicPartition> assigned = consumer.assignment();
    for (TopicPartition partition : batch.partitions()) {
      if (assigned.contains(partition)) {
        consumer.seek(partition, batch.records(partition).getFirst().offset());
      }
    }
    pause(container, thrown);
  }

  @Override
  public void handleOtherException(
      Exception thrown,
      Consumer<?, ?> consumer,
      MessageListenerContainer container,
      boolean batchListener) {
    if (NestedExceptionUtils.getMostSpecificCause(thrown)
        instanceof OffsetOutOfRangeException lost) {
      // The comparison of ledger and log shows whether requests without a decision are lost.
      beginAgain.accept(
          "offsets are no longer in the log, at " + lost.offsetOutOfRangePartitions(), lost);
    } else {
      pause(container, thrown);
    }
  }

  private void pause(MessageListenerContainer container, Exception thrown) {
    Duration wait = Duration.ofMillis(waits.nextBackOff());
    String reason = reason(thrown);
    status.waitingFor(reason);
    LOG.atWarn()
        .addKeyValue("waitMillis", wait.toMillis())
        .log("The lane waits, nothing is lost: {}", reason);
    LOG.debug("What the lane waits for", thrown);
    container.pause();
    var _ = scheduler.schedule(container::resume, clock.instant().plus(wait));
  }

  private static String reason(Exception thrown) {
    Throwable cause = NestedExceptionUtils.getMostSpecificCause(thrown);
    // The container wraps what a listener of single records throws, and not what a whole poll's
    // does.
    Throwable own =
        thrown instanceof ListenerExecutionFailedException && thrown.getCause() != null
            ? thrown.getCause()
            : thrown;
    return "%s (%s: %s)"
        .formatted(own.getMessage(), cause.getClass().getSimpleName(), cause.getMessage());
  }
}
