package dev.admitone.processor.lanes;

import static java.util.Objects.requireNonNull;

import dev.admitone.processor.lanes.consumer.LaneCommits;
import dev.admitone.processor.records.RequestTranslator;
import dev.admitone.processor.redemption.Batch;
import dev.admitone.processor.redemption.BatchHandler;
import dev.admitone.processor.redemption.Delivery;
import dev.admitone.processor.redemption.PlaceElsewhereException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
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
import org.springframework.kafka.support.Acknowledgment;

/**
 * One consumer thread. It hands each poll on as one batch, and commits a batch's offsets once its
 * results and those of all batches before it are acknowledged; the next batch is decided meanwhile.
 */
final class Lane
    implements BatchAcknowledgingConsumerAwareMessageListener<byte[], byte[]>,
        ConsumerAwareRebalanceListener {

  private static final Logger LOG = LoggerFactory.getLogger(Lane.class);

  /** How long a partition's hand-over waits for acknowledgements. Without them it is replayed. */
  private static final Duration HAND_OVER_WAIT = Duration.ofSeconds(5);

  /** The results of as many full batches take a half of the producer's memory. */
  static final int BATCHES_IN_FLIGHT_MAX = 8;

  /** How often in a row a lane begins again at once; then it waits as after other failures. */
  private static final int ELSEWHERE_MAX = 3;

  private final String name;
  private final RequestTranslator translator;
  private final BatchHandler handler;
  private final LaneStatus status;
  private final LaneErrorHandler errors;
  private final LaneLag lag;
  private final LaneBeginning beginning;
  private final UnacknowledgedBatches unacknowledged =
      new UnacknowledgedBatches(BATCHES_IN_FLIGHT_MAX);
  private final LaneMembership membership;
  private int elsewhereInARow;

  Lane(
      String name,
      LaneSettings settings,
      RequestTranslator translator,
      BatchHandler handler,
      LaneLag lag,
      LaneBeginning beginning) {
    this.name = name;
    this.translator = translator;
    this.handler = handler;
    this.lag = lag;
    this.beginning = beginning;
    this.status = new LaneStatus(settings.clock());
    this.errors = new LaneErrorHandler(status, settings, this::restart);
    this.membership =
        new LaneMembership(
            name,
            settings,
            LaneContainer.of(name, settings, this, errors, this::happened),
            status,
            unacknowledged);
  }

  private void happened(Object event) {
    switch (event) {
      case ConsumerStoppingEvent _ -> unacknowledged.await(HAND_OVER_WAIT);
      case ConsumerStoppedEvent ended -> membership.ended(ended.getReason());
      case ConsumerRetryAuthEvent refused ->
          status.waitingFor("the broker refuses it: " + refused.getReason());
      case ConsumerRetryAuthSuccessfulEvent _ -> status.goesOn();
      case ListenerContainerIdleEvent idle when !idle.isPaused() -> errors.succeeded();
      default -> {}
    }
  }

  /** Joins the group, unless it is there. */
  void join() {
    membership.join();
  }

  /** Leaves the group, and stays out of it until it joins. */
  void leave(String reason) {
    membership.leave(reason);
  }

  void stop(Runnable whenStopped) {
    membership.stop(whenStopped);
  }

  /** It has not joined yet, for this reason. */
  void waitsFor(String reason) {
    status.waitingFor(reason);
  }

  @Nullable LaneCommits commits() {
    return beginning.commits();
  }

  String name() {
    return name;
  }

  LaneStatus status() {
    return status;
  }

  /** False when the thread ended, also by an {@code Error}; a lane that is out is running. */
  boolean isRunning() {
    return membership.isAlive();
  }

  @Override
  public boolean wantsPollResult() {
    return true;
  }

  @Override
  public void onMessage(
      List<ConsumerRecord<byte[], byte[]>> records,
      @Nullable Acknowledgment acknowledgment,
      @Nullable Consumer<?, ?> consumer) {
    throw new UnsupportedOperationException("a lane takes whole polls");
  }

  @Override
  public void onMessage(
      ConsumerRecords<byte[], byte[]> polled,
      @Nullable Acknowledgment acknowledgment,
      @Nullable Consumer<byte[], byte[]> consumer) {
    if (unacknowledged.hasFailed()) {
      throw new IllegalStateException("the results of an earlier batch were not published");
    }
    if (!unacknowledged.awaitCapacity(HAND_OVER_WAIT)) {
      throw new IllegalStateException("the results of earlier batches are not acknowledged");
    }
    List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>(polled.count());
    polled.forEach(records::add);
    lag.polled(records, requireNonNull(consumer));
    CompletableFuture<Void> published;
    try {
      published = handler.handle(batch(polled, records));
    } catch (PlaceElsewhereException e) {
      beginHere(consumer, e);
      return;
    }
    elsewhereInARow = 0;
    CompletableFuture<Void> acknowledged =
        unacknowledged.add(published, requireNonNull(acknowledgment)::acknowledge);
    var _ =
        acknowledged.whenComplete(
            (_, failure) -> {
              if (failure != null) {
                restart("its results were not published", failure);
              }
            });
    lag.decided(records);
    errors.succeeded();
  }

  private void restart(String what, Throwable failure) {
    membership.restart(what, failure);
  }

  private Batch batch(
      ConsumerRecords<byte[], byte[]> polled, List<ConsumerRecord<byte[], byte[]>> records) {
    List<Delivery> deliveries = records.stream().<Delivery>map(translator::translate).toList();
    Map<Integer, Long> nextOffsets = new HashMap<>();
    polled
        .nextOffsets()
        .forEach((partition, next) -> nextOffsets.put(partition.partition(), next.offset()));
    return new Batch(deliveries, nextOffsets, beginning.places());
  }

  /**
   * The ledger is not where this lane left it: another one writes there, or it is another database.
   * Begins again as after an assignment, once its own results are published, since they count.
   */
  private void beginHere(Consumer<byte[], byte[]> consumer, PlaceElsewhereException why) {
    if (++elsewhereInARow > ELSEWHERE_MAX) {
      elsewhereInARow = 0;
      throw why;
    }
    LOG.info("{} begins again: {}", name, why.getMessage());
    unacknowledged.await(HAND_OVER_WAIT);
    try {
      beginning.begin(consumer, consumer.assignment());
    } catch (ApartException e) {
      leave(String.valueOf(e.getMessage()));
    }
  }

  /** There is no reset policy: an offset that the log no longer has must be seen, not skipped. */
  @Override
  public void onPartitionsAssigned(Consumer<?, ?> consumer, Collection<TopicPartition> partitions) {
    lag.assigned(partitions);
    try {
      beginning.begin(consumer, partitions);
    } catch (ApartException e) {
      leave(String.valueOf(e.getMessage()));
      return;
    } catch (RuntimeException e) {
      // Without a position the consumer would read from an offset of its own choice.
      restart("it is not known where to begin", e);
      return;
    }
    status.joined();
  }

  @Override
  public void onPartitionsRevokedBeforeCommit(
      Consumer<?, ?> consumer, Collection<TopicPartition> partitions) {
    unacknowledged.await(HAND_OVER_WAIT);
  }

  /** What was acknowledged is committed by now, which takes what the lane knows of its places. */
  @Override
  public void onPartitionsRevokedAfterCommit(
      Consumer<?, ?> consumer, Collection<TopicPartition> partitions) {
    forget(partitions);
  }

  /**
   * It is too late to wait: other lanes read them by now, and the ledger refuses the batch that
   * this lane has.
   */
  @Override
  public void onPartitionsLost(Consumer<?, ?> consumer, Collection<TopicPartition> partitions) {
    forget(partitions);
  }

  private void forget(Collection<TopicPartition> partitions) {
    lag.revoked(partitions);
    beginning.forget(partitions);
  }
}
