package dev.admitone.gateway.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.admitone.schemas.InviteCodes;
import dev.admitone.schemas.RecordCodec;
import dev.admitone.schemas.avro.RedemptionRequest;
import dev.admitone.service.ProvisionedTopics;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.kafka.core.KafkaTemplate;
import org.springframework.kafka.support.SendResult;

/** Appends requests to the log, each on its code's partition. */
final class RequestPublisher {

  private static final Logger LOG = LoggerFactory.getLogger(RequestPublisher.class);

  private final KafkaTemplate<byte[], byte[]> template;
  private final ProvisionedTopics topics;
  private final RecordCodec<RedemptionRequest> codec;
  private final Duration maxAcknowledgement;
  private final Timer acknowledged;
  private final Timer failed;

  /** Said once and not for each request: an outage under load must not fill the disk as well. */
  private final AtomicBoolean failing = new AtomicBoolean();

  RequestPublisher(
      KafkaTemplate<byte[], byte[]> template,
      ProvisionedTopics topics,
      RecordCodec<RedemptionRequest> codec,
      Duration maxAcknowledgement,
      MeterRegistry registry) {
    this.template = template;
    this.topics = topics;
    this.codec = codec;
    this.maxAcknowledgement = maxAcknowledgement;
    this.acknowledged = timer(registry, "acknowledged");
    this.failed = timer(registry, "failed");
  }

  /**
   * Appends the request and waits for the broker's acknowledgement.
   *
   * @return where it lies
   * @throws NotAcknowledgedException if it is not known to be in the log
   */
  LogPosition publish(RedemptionRequest request) throws NotAcknowledgedException {
    return publishAll(List.of(request)).getFirst();
  }

  /**
   * Appends all requests and waits for the broker's acknowledgement of all.
   *
   * @return where each lies
   * @throws NotAcknowledgedException if one is not known to be in the log; others may be
   */
  List<LogPosition> publishAll(List<RedemptionRequest> requests) throws NotAcknowledgedException {
    long start = System.nanoTime();
    List<LogPosition> positions = new ArrayList<>(requests.size());
    boolean done = false;
    try {
      List<CompletableFuture<SendResult<byte[], byte[]>>> sent = new ArrayList<>(requests.size());
      for (RedemptionRequest request : requests) {
        // Throws when the broker is away, so that the others don't wait for it one by one.
        sent.add(template.send(record(request)));
      }
      long deadline = start + maxAcknowledgement.toNanos();
      for (CompletableFuture<SendResult<byte[], byte[]>> one : sent) {
        // The producer's own limits end this in time; the limit here holds if its thread died.
        RecordMetadata metadata =
            one.get(deadline - System.nanoTime(), TimeUnit.NANOSECONDS).getRecordMetadata();
        positions.add(new LogPosition(metadata.partition(), metadata.offset()));
        acknowledged.record(System.nanoTime() - start, TimeUnit.NANOSECONDS);
      }
      done = true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new NotAcknowledgedException(e);
    } catch (ExecutionException
        | TimeoutException
        | KafkaException
        | org.springframework.kafka.KafkaException e) {
      if (failing.compareAndSet(false, true)) {
        LOG.warn("The broker does not acknowledge requests: {}", rootMessage(e));
      }
      throw new NotAcknowledgedException(e);
    } finally {
      if (!done) {
        failed.record(System.nanoTime() - start, TimeUnit.NANOSECONDS);
      }
    }
    if (failing.compareAndSet(true, false)) {
      LOG.info("The broker acknowledges requests again");
    }
    return positions;
  }

  private ProducerRecord<byte[], byte[]> record(RedemptionRequest request) {
    String code = request.getCode();
    return new ProducerRecord<>(
        topics.requests(),
        InviteCodes.partition(code, topics.partitionCount()),
        code.getBytes(UTF_8),
        codec.encode(request));
  }

  private static String rootMessage(Throwable e) {
    Throwable root = e;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    return root.getClass().getSimpleName() + ": " + root.getMessage();
  }

  private static Timer timer(MeterRegistry registry, String outcome) {
    return Timer.builder("admitone.requests.published")
        .description("Requests sent to the log, until the broker's acknowledgement")
        .tag("outcome", outcome)
        .publishPercentileHistogram()
        .register(registry);
  }
}
