package dev.admitone.gateway.log.requests;

import dev.admitone.schemas.avro.RedemptionRequest;
import dev.admitone.schemas.codes.RequestRecords;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.errors.InterruptException;
import org.jspecify.annotations.Nullable;
import org.springframework.kafka.core.ProducerFactory;

/** Appends requests to the log, each on its code's partition, and questions behind theirs. */
public final class RequestPublisher {

  /**
   * For how long the producer gathers requests, so that a produce request carries many. The first
   * one after a pause of that length goes at once.
   */
  static final Duration LINGER = Duration.ofMillis(2);

  private final ProducerFactory<byte[], byte[]> producers;
  private final RequestRecords records;
  private final RequestTraces traces;
  private final Duration maxAcknowledgement;
  private final Sends sends;
  private final AtomicLong sentNanos = new AtomicLong(System.nanoTime() - LINGER.toNanos());

  RequestPublisher(
      ProducerFactory<byte[], byte[]> producers,
      RequestRecords records,
      RequestTraces traces,
      Duration maxAcknowledgement,
      Sends sends) {
    this.producers = producers;
    this.records = records;
    this.traces = traces;
    this.maxAcknowledgement = maxAcknowledgement;
    this.sends = sends;
  }

  /** A request on its way to the log. */
  public final class Sent {

    private final long startNanos = System.nanoTime();
    private final CompletableFuture<LogPosition> position = new CompletableFuture<>();

    private Sent() {}

    /** Says where it lies as soon as the broker has acknowledged it, or that it did not. */
    public void tell(Acknowledgement told) {
      var _ =
          position.whenComplete(
              (at, failure) -> {
                if (failure == null) {
                  told.at(at);
                } else {
                  told.failed();
                }
              });
    }

    /**
     * Where it lies; fails with {@link NotAcknowledgedException} if it is not known to be in the
     * log. What follows runs in the producer's thread, or in the one that calls {@link #expire}.
     */
    public CompletableFuture<LogPosition> acknowledged() {
      return position;
    }

    /** For how long the broker's acknowledgement is still waited for. */
    public Duration remaining() {
      return maxAcknowledgement.minusNanos(System.nanoTime() - startNanos);
    }

    /**
     * The acknowledgement did not come in time. The producer's own limits end the wait before, so
     * this is for the case that its thread died.
     */
    public void expire() {
      ended(null, new TimeoutException("The producer did not respond"));
    }

    /**
     * Waits for the broker's acknowledgement.
     *
     * @throws NotAcknowledgedException if it is not known to be in the log
     */
    public LogPosition await() throws NotAcknowledgedException {
      try {
        return position.get(remaining().toNanos(), TimeUnit.NANOSECONDS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new NotAcknowledgedException(e);
      } catch (ExecutionException e) {
        throw new NotAcknowledgedException(e);
      } catch (TimeoutException e) {
        expire();
        throw new NotAcknowledgedException(e);
      }
    }

    private boolean isRefused() {
      return position.isCompletedExceptionally();
    }

    private void ended(@Nullable RecordMetadata metadata, @Nullable Exception failure) {
      long nanos = System.nanoTime() - startNanos;
      if (failure == null && metadata != null) {
        sends.acknowledged(nanos, metadata.timestamp());
        position.complete(new LogPosition(metadata.partition(), metadata.offset()));
      } else if (failure != null
          && position.completeExceptionally(new NotAcknowledgedException(failure))) {
        sends.failed(nanos, failure);
      }
    }
  }

  /** Learns what became of a request. Called by the producer's thread, so it must be quick. */
  public interface Acknowledgement {

    void at(LogPosition position);

    void failed();
  }

  /**
   * Begins to append the request. Does not wait, except for a broker that is not known yet, and for
   * the acknowledgement of the first request after a pause.
   */
  public Sent send(RedemptionRequest request) {
    Sent sent = new Sent();
    try {
      ProducerRecord<byte[], byte[]> record = records.of(request);
      RequestTraces.Sending trace = traces.begin(record);
      Producer<byte[], byte[]> producer = producers.createProducer();
      var _ =
          producer.send(
              record,
              (metadata, failure) -> {
                trace.end(failure);
                sent.ended(metadata, failure);
              });
      if (isFirstAfterPause()) {
        flush(producer);
      }
    } catch (RuntimeException e) {
      // The broker cannot be reached, and the like: Kafka's and Spring's exceptions have no parent
      // in common.
      sent.ended(null, e);
    }
    return sent;
  }

  private boolean isFirstAfterPause() {
    long now = System.nanoTime();
    return now - sentNanos.getAndSet(now) >= LINGER.toNanos();
  }

  /**
   * Sends what the producer has gathered. That takes the thread of one call until the broker has
   * acknowledged it, or the producer gives up; while it lasts, other requests go at once too.
   */
  private static void flush(Producer<byte[], byte[]> producer) {
    try {
      producer.flush();
    } catch (InterruptException e) {
      // The request is on its way all the same, and the thread's mark is set again.
    }
  }

  /**
   * Appends all requests and waits for the broker's acknowledgement of all.
   *
   * @return where each lies
   * @throws NotAcknowledgedException if one is not known to be in the log; others may be
   */
  public List<LogPosition> publishAll(List<RedemptionRequest> requests)
      throws NotAcknowledgedException {
    List<Sent> all = new ArrayList<>(requests.size());
    for (RedemptionRequest request : requests) {
      Sent sent = send(request);
      all.add(sent);
      if (sent.isRefused()) {
        // The broker cannot be reached: the others need not wait for it one by one.
        break;
      }
    }
    List<LogPosition> positions = new ArrayList<>(requests.size());
    for (Sent sent : all) {
      positions.add(sent.await());
    }
    return positions;
  }
}
