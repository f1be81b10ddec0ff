package dev.admitone.processor.kafka;

import static java.util.Objects.requireNonNull;

import dev.admitone.processor.redemption.BatchHandler;
import dev.admitone.processor.redemption.Delivery;
import java.time.Clock;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.kafka.event.ConsumerRetryAuthEvent;
import org.springframework.kafka.event.ConsumerRetryAuthSuccessfulEvent;
import org.springframework.kafka.event.ConsumerStoppedEvent;
import org.springframework.kafka.event.ConsumerStoppingEvent;
import org.springframework.kafka.event.ListenerContainerIdleEvent;
import org.springframework.kafka.listener.BatchAcknowledgingConsumerAwareMessageListener;
import org.springframework.kafka.listener.ConsumerAwareRebalanceListener;
import org.springframework.kafka.listener.KafkaMessageListenerContainer;
import org.springframework.kafka.support.Acknowledgment;
import org.springframework.scheduling.TaskScheduler;

/**
 * One consumer thread. It hands each poll on as one batch, and commits a batch's offsets once its
 * answers and those of all batches before it are acknowledged; the next batch is decided meanwhile.
 */
final class Lane
    implements BatchAcknowledgingConsumerAwareMessageListener<byte[], byte[]>,
        ConsumerAwareRebalanceListener {

  private static final Logger log = LoggerFactory.getLogger(Lane.class);

  /** How long a partition's hand-over waits for acknowledgements. Without them it is replayed. */
  private static final Duration HAND_OVER_WAIT = Duration.ofSeconds(5);

  /** Answers to as many full batches take a third of the producer's memory. */
  private static final int BATCHES_IN_FLIGHT_MAX = 8;

  private final String name;
  private final RequestTranslator translator;
  private final BatchHandler handler;
  private final LaneStatus status;
  private final LaneErrorHandler errors;
  private final LaneLag lag;
  private final InFlight inFlight = new InFlight(BATCHES_IN_FLIGHT_MAX);
  private final AtomicBoolean restarting = new AtomicBoolean();
  private volatile boolean stopped;
  private final TaskScheduler scheduler;
  private final Clock clock;
  private final Duration restartWait;
  private final KafkaMessageListenerContainer<byte[], byte[]> container;

  Lane(
      String name,
      LaneSettings settings,
      RequestTranslator translator,
      BatchHandler handler,
      LaneLag lag) {
    this.name = name;
    this.translator = translator;
    this.handler = handler;
    this.lag = lag;
    this.scheduler = settings.scheduler();
    this.clock = settings.clock();
    this.status = new LaneStatus(clock, settings.longestWait().multipliedBy(3));
    this.restartWait = settings.longestWait();
    this.errors =
        new LaneErrorHandler(
            status, scheduler, clock, settings.firstWait(), settings.longestWait());
    this.container = LaneContainer.of(name, settings, this, errors, this::happened);
  }

  private void happened(Object event) {
    switch (event) {
      case ConsumerStoppingEvent _ -> inFlight.await(HAND_OVER_WAIT);
      case ConsumerStoppedEvent ended -> ended(ended.getReason());
      case ConsumerRetryAuthEvent refused ->
          status.waitingFor("the broker refuses it: " + refused.getReason());
      case ConsumerRetryAuthSuccessfulEvent _ -> status.goesOn();
      case ListenerContainerIdleEvent idle when !idle.isPaused() -> errors.succeeded();
      default -> {}
    }
  }

  void start() {
    stopped = false;
    container.start();
  }

  void stop(Runnable whenStopped) {
    stopped = true;
    container.stop(whenStopped);
  }

  /** Joins the group anew. */
  void rebalance() {
    if (container.isRunning()) {
      container.enforceRebalance();
    }
  }

  String name() {
    return name;
  }

  LaneStatus status() {
    return status;
  }

  /** False when the thread ended, also by an {@code Error}; a lane that restarts is running. */
  boolean isRunning() {
    return container.isRunning() || restarting.get();
  }

  @Override
  public void onMessage(
      List<ConsumerRecord<byte[], byte[]>> records,
      @Nullable Acknowledgment acknowledgment,
      @Nullable Consumer<?, ?> consumer) {
    if (inFlight.hasFailed()) {
      throw new IllegalStateException("the answers of an earlier batch were not published");
    }
    if (!inFlight.awaitRoom(HAND_OVER_WAIT)) {
      throw new IllegalStateException("the answers of earlier batches are not acknowledged");
    }
    List<Delivery> batch = records.stream().<Delivery>map(translator::translate).toList();
    lag.polled(records, requireNonNull(consumer));
    CompletableFuture<Void> settled =
        inFlight.add(handler.handle(batch), requireNonNull(acknowledgment)::acknowledge);
    var _ =
        settled.whenComplete(
            (_, failure) -> {
              if (failure != null) {
                restart("its answers were not published", failure);
              }
            });
    lag.decided(records);
    errors.succeeded();
  }

  /**
   * Begins again at the committed offsets. The ledger has the decisions, so the answers that were
   * not published are published now, and the others once more.
   */
  private void restart(String what, Throwable failure) {
    if (container.isRunning()) {
      beginAgain(what + ": " + failure);
    }
  }

  /**
   * A thread that the client ended begins again, too. One that an {@code Error} ended does not, nor
   * one whose name another process took: liveness tells.
   */
  private void ended(ConsumerStoppedEvent.Reason reason) {
    boolean curable =
        reason == ConsumerStoppedEvent.Reason.NO_OFFSET
            || reason == ConsumerStoppedEvent.Reason.ABNORMAL;
    if (curable && !stopped) {
      beginAgain("its consumer ended: " + reason);
    }
  }

  private void beginAgain(String why) {
    if (!restarting.compareAndSet(false, true)) {
      return;
    }
    log.warn("{} begins again: {}", name, why);
    status.waitingFor(why);
    // Stopping one that has stopped goes on at once.
    var _ =
        scheduler.schedule(
            () -> container.stop(this::startAgain),
            clock.instant().plus(restartWait.dividedBy(10)));
  }

  /**
   * Tries until it succeeds, since nobody else would: a broker whose name is gone for a moment
   * makes the start itself fail. Not when the whole process stops meanwhile.
   */
  private void startAgain() {
    inFlight.clear();
    try {
      if (!stopped) {
        container.start();
      }
      if (stopped) {
        container.stop(() -> {});
      }
      restarting.set(false);
    } catch (RuntimeException e) {
      log.warn("{} cannot begin again yet: {}", name, e.toString());
      var _ = scheduler.schedule(this::startAgain, clock.instant().plus(restartWait));
    }
  }

  /**
   * Without a committed offset a partition is read from offset 0. There is no reset policy: where
   * the log no longer has that offset, or a committed one, this must be seen, not skipped.
   */
  @Override
  public void onPartitionsAssigned(Consumer<?, ?> consumer, Collection<TopicPartition> partitions) {
    Map<TopicPartition, OffsetAndMetadata> committed;
    try {
      committed = consumer.committed(Set.copyOf(partitions));
    } catch (KafkaException e) {
      // Reading on would be from wherever the consumer thinks best: with no position, nowhere.
      restart("the group's offsets are not known", e);
      return;
    }
    for (TopicPartition partition : partitions) {
      if (committed.get(partition) == null) {
        consumer.seek(partition, 0);
      }
    }
    status.joined();
  }

  @Override
  public void onPartitionsRevokedBeforeCommit(
      Consumer<?, ?> consumer, Collection<TopicPartition> partitions) {
    inFlight.await(HAND_OVER_WAIT);
    lag.revoked(partitions);
    status.revoked(partitions);
  }
}
