package dev.admitone.ops.log;

import dev.admitone.schemas.avro.RedemptionRequest;
import dev.admitone.schemas.codes.RequestRecords;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.function.Supplier;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.KafkaException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Appends requests to the log. */
public final class RequestWriter {

  private static final Logger LOG = LoggerFactory.getLogger(RequestWriter.class);

  private final Supplier<Producer<byte[], byte[]>> producer;
  private final RequestRecords records;

  RequestWriter(Supplier<Producer<byte[], byte[]>> producer, RequestRecords records) {
    this.producer = producer;
    this.records = records;
  }

  /**
   * Appends the requests, and returns the ids of those that the log has acknowledged. The others
   * may be in the log or not: to be sure, the caller sends them again with the same ids.
   *
   * @throws IllegalStateException if the topic has another number of partitions than this service
   *     is configured with, by which the requests would lie where no lane takes them
   */
  public Set<UUID> append(List<RedemptionRequest> requests) {
    Set<UUID> acknowledged = new HashSet<>();
    if (requests.isEmpty()) {
      return acknowledged;
    }
    try {
      requirePartitions();
      List<Future<?>> sends = new ArrayList<>(requests.size());
      for (RedemptionRequest request : requests) {
        sends.add(producer.get().send(records.of(request)));
      }
      for (int i = 0; i < sends.size(); i++) {
        sends.get(i).get();
        acknowledged.add(requests.get(i).getRequestId());
      }
    } catch (ExecutionException | KafkaException e) {
      LOG.warn("The log does not take requests: {}", e.toString());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return acknowledged;
  }

  private void requirePartitions() {
    int there = producer.get().partitionsFor(records.topic()).size();
    if (there != records.partitionCount()) {
      throw new IllegalStateException(
          "The topic %s has %d partitions, but admit-one.partitions is %d"
              .formatted(records.topic(), there, records.partitionCount()));
    }
  }
}
