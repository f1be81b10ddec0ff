package dev.admitone.processor.records;

import dev.admitone.processor.redemption.BatchDecisions;
import dev.admitone.processor.redemption.Invite;
import dev.admitone.processor.redemption.Result;
import dev.admitone.processor.redemption.ResultPublisher;
import dev.admitone.processor.redemption.SnapshotPlan;
import dev.admitone.processor.redemption.SnapshotSchedule;
import dev.admitone.service.ContractProperties;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;
import org.springframework.kafka.core.ProducerFactory;

/**
 * Publishes with one idempotent producer, so that a lane's records keep their order, and those of a
 * batch leave together. A thread of its own makes the records and hands them to the producer: the
 * lanes decide their next batches meanwhile.
 */
public final class KafkaResultPublisher implements ResultPublisher, AutoCloseable {

  private final ProducerFactory<byte[], byte[]> producers;
  private final OutgoingRecords records;
  private final @Nullable SnapshotSchedule schedule;

  /** One thread: what comes first is sent first. */
  private final ExecutorService sender =
      Executors.newSingleThreadExecutor(Thread.ofPlatform().name("result-publisher").factory());

  private KafkaResultPublisher(
      ProducerFactory<byte[], byte[]> producers,
      OutgoingRecords records,
      @Nullable SnapshotSchedule schedule) {
    this.producers = producers;
    this.records = records;
    this.schedule = schedule;
  }

  /** Publishes as the contract of this deployment says. */
  public static KafkaResultPublisher of(
      ProducerFactory<byte[], byte[]> producers, ContractProperties contract) {
    return new KafkaResultPublisher(
        producers,
        new OutgoingRecords(contract.writeVersion(), contract.topics(), contract.partitions()),
        contract.hasUsesInResults()
            ? new SnapshotSchedule(contract.snapshotInterval(), System::nanoTime)
            : null);
  }

  /** Before version 2 gateways know the uses from snapshots alone: all go out. */
  @Override
  public SnapshotPlan plan(BatchDecisions decisions) {
    return schedule == null ? ResultPublisher.super.plan(decisions) : schedule.plan(decisions);
  }

  @Override
  public CompletableFuture<Void> publish(List<Result> results, Collection<Invite> snapshots) {
    return CompletableFuture.<Void>completedFuture(null)
        .thenComposeAsync(_ -> send(outgoing(results, snapshots)), sender);
  }

  /** Ends the thread; the lanes have stopped before, and waited for what they had published. */
  @Override
  public void close() {
    sender.shutdown();
  }

  private List<ProducerRecord<byte[], byte[]>> outgoing(
      List<Result> results, Collection<Invite> snapshots) {
    List<ProducerRecord<byte[], byte[]>> outgoing =
        new ArrayList<>(results.size() + snapshots.size());
    for (Result result : results) {
      if (result instanceof Result.DeadLettered deadLettered) {
        outgoing.add(records.deadLetter(deadLettered.undecidable()));
      }
      records.result(result).ifPresent(outgoing::add);
    }
    snapshots.forEach(invite -> outgoing.add(records.snapshot(invite)));
    return outgoing;
  }

  private CompletableFuture<Void> send(List<ProducerRecord<byte[], byte[]>> outgoing) {
    Acknowledgements acknowledgements = new Acknowledgements(outgoing.size());
    try {
      Producer<byte[], byte[]> producer = producers.createProducer();
      for (ProducerRecord<byte[], byte[]> record : outgoing) {
        if (acknowledgements.all.isCompletedExceptionally()) {
          // Each further one could block as long as the first.
          break;
        }
        var _ = producer.send(record, (_, failure) -> acknowledgements.one(failure));
      }
      // The producer waits (linger.ms) until it has all of the batch, and no longer: a request to
      // the broker costs as much for the first record alone as for all. A flush waits for the
      // acknowledgements, which the next batch's records need not.
      var _ = Thread.ofVirtual().name("result-flush").start(producer::flush);
    } catch (RuntimeException e) {
      acknowledgements.all.completeExceptionally(e);
    }
    return acknowledgements.all.whenComplete(
        (_, failure) -> {
          if (failure != null) {
            // The failure may have left the producer unusable: the next batch gets a new one.
            producers.reset();
          }
        });
  }

  /** Completes when all records are acknowledged, or one is known not to be. */
  private static final class Acknowledgements {

    final CompletableFuture<Void> all = new CompletableFuture<>();
    private final AtomicInteger missing;

    Acknowledgements(int count) {
      this.missing = new AtomicInteger(count);
      if (count == 0) {
        all.complete(null);
      }
    }

    @SuppressWarnings("NullAway") // A Void future completes with null.
    void one(@Nullable Exception failure) {
      if (failure != null) {
        all.completeExceptionally(failure);
      } else if (missing.decrementAndGet() == 0) {
        all.complete(null);
      }
    }
  }
}
