package dev.admitone.processor.comparison;

import static java.util.Objects.requireNonNull;

import dev.admitone.processor.places.Committed;
import dev.admitone.processor.places.LastResult;
import dev.admitone.processor.places.LogPartition;
import dev.admitone.processor.places.Place;
import dev.admitone.processor.records.RequestTranslator;
import dev.admitone.processor.redemption.LastRecord;
import dev.admitone.schemas.avro.DeadLetterReason;
import dev.admitone.schemas.avro.RedemptionDecided;
import dev.admitone.schemas.codec.RecordCodec;
import dev.admitone.schemas.codec.UndecodableRecordException;
import dev.admitone.service.ProvisionedTopics;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * How far the log is decided, and what it is, as the log itself shows. Used by one thread at a
 * time.
 */
final class LogReader implements AutoCloseable {

  private static final long TIMEOUT_MILLIS = 10_000;
  private static final Duration CLOSE_WAIT_MAX = Duration.ofSeconds(1);

  private final Admin admin;
  private final LogRecords records;
  private final ProvisionedTopics topics;
  private final String group;
  private final RequestTranslator requests;
  private final RecordCodec<RedemptionDecided> results;

  LogReader(
      Admin admin,
      LogRecords records,
      ProvisionedTopics topics,
      String group,
      RequestTranslator requests,
      RecordCodec<RedemptionDecided> results) {
    this.admin = admin;
    this.records = records;
    this.topics = topics;
    this.group = group;
    this.requests = requests;
    this.results = results;
  }

  /** How far decisions have come. */
  LogMarks marks() {
    Map<Integer, Committed> committed = new HashMap<>();
    get(admin.listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata())
        .forEach(
            (partition, offset) -> {
              if (partition.topic().equals(topics.requests()) && offset != null) {
                committed.put(
                    partition.partition(), Committed.of(offset.offset(), offset.metadata()));
              }
            });
    return new LogMarks(committed, lastResults());
  }

  /** The state of the log, once the places are known. */
  LogState state(LogMarks marks, Map<Integer, Place> places) {
    String topicId =
        requireNonNull(
                get(admin.describeTopics(List.of(topics.requests())).allTopicNames())
                    .get(topics.requests()))
            .topicId()
            .toString();
    Map<TopicPartition, Long> starts = offsets(topics.requests(), OffsetSpec.earliest());
    Map<TopicPartition, Long> ends = offsets(topics.requests(), OffsetSpec.latest());
    Map<TopicPartition, Long> lasts = new HashMap<>();
    for (Place place : places.values()) {
      TopicPartition partition = new TopicPartition(topics.requests(), place.partition());
      LastRecord last = place.last();
      if (last != null
          && place.topicId().equals(topicId)
          && last.offset() >= starts.getOrDefault(partition, Long.MAX_VALUE)
          && last.offset() < ends.getOrDefault(partition, 0L)) {
        lasts.put(partition, last.offset());
      }
    }
    Map<TopicPartition, ConsumerRecord<byte[], byte[]>> atLast =
        records.firstAt(lasts, partition -> ends.getOrDefault(partition, 0L));
    Map<Integer, LogPartition> partitions = new TreeMap<>();
    starts.forEach(
        (partition, start) ->
            partitions.put(
                partition.partition(),
                new LogPartition(
                    partition.partition(),
                    start,
                    ends.getOrDefault(partition, start),
                    marks.committed().get(partition.partition()),
                    marks.lastResults().get(partition.partition()),
                    nameOf(atLast.get(partition)))));
    return new LogState(topics.requests(), topicId, partitions);
  }

  /** The commands of the partition between the offsets that a decision is possible about. */
  List<UUID> commands(int partition, long from, long to) {
    List<UUID> ids = new ArrayList<>();
    for (ConsumerRecord<byte[], byte[]> record :
        records.between(new TopicPartition(topics.requests(), partition), from, to)) {
      requests.decidableId(record).ifPresent(ids::add);
    }
    return ids;
  }

  /** Of the last results of the partition, the ids of requests that were dead-lettered. */
  Set<UUID> deadLettered(int partition, long resultsBack) {
    TopicPartition results = new TopicPartition(topics.results(), partition);
    long start = offsets(topics.results(), OffsetSpec.earliest()).getOrDefault(results, 0L);
    long end = offsets(topics.results(), OffsetSpec.latest()).getOrDefault(results, 0L);
    Set<UUID> ids = new HashSet<>();
    for (ConsumerRecord<byte[], byte[]> record :
        records.between(results, Math.max(start, end - resultsBack), end)) {
      RedemptionDecided result = decoded(record);
      DeadLetterReason reason = result == null ? null : result.getDeadLetterReason();
      if (result != null && reason != null) {
        ids.add(result.getRequestId());
      }
    }
    return ids;
  }

  /** The partitions that the group gives to no lane of these names. */
  UnreadPartitions unread(List<String> names) {
    return new UnreadPartitions(admin, topics, group, names);
  }

  /** After a failure: the next read begins with a new consumer. */
  void reset() {
    records.close();
  }

  private Map<Integer, LastResult> lastResults() {
    Map<TopicPartition, Long> starts = offsets(topics.results(), OffsetSpec.earliest());
    Map<TopicPartition, Long> ends = offsets(topics.results(), OffsetSpec.latest());
    Map<TopicPartition, Long> lasts = new HashMap<>();
    ends.forEach(
        (partition, end) -> {
          if (end > starts.getOrDefault(partition, end)) {
            lasts.put(partition, end - 1);
          }
        });
    Map<Integer, LastResult> found = new HashMap<>();
    records
        .firstAt(lasts, partition -> ends.getOrDefault(partition, 0L))
        .forEach(
            (partition, record) -> {
              RedemptionDecided result = decoded(record);
              if (result != null) {
                found.put(
                    partition.partition(),
                    new LastResult(record.offset(), result.getAnsweredPosition().getOffset()));
              }
            });
    return found;
  }

  private @Nullable RedemptionDecided decoded(ConsumerRecord<byte[], byte[]> record) {
    try {
      return record.value() == null ? null : results.decode(record.value());
    } catch (UndecodableRecordException e) {
      return null;
    }
  }

  private Map<TopicPartition, Long> offsets(String topic, OffsetSpec spec) {
    Map<TopicPartition, OffsetSpec> wanted = new HashMap<>();
    IntStream.range(0, topics.partitionCount())
        .forEach(number -> wanted.put(new TopicPartition(topic, number), spec));
    Map<TopicPartition, Long> offsets = new HashMap<>();
    for (Map.Entry<TopicPartition, ListOffsetsResultInfo> one :
        get(admin.listOffsets(wanted).all()).entrySet()) {
      offsets.put(one.getKey(), one.getValue().offset());
    }
    return offsets;
  }

  private static @Nullable LastRecord nameOf(@Nullable ConsumerRecord<byte[], byte[]> record) {
    return record == null
        ? null
        : new LastRecord(record.offset(), Instant.ofEpochMilli(record.timestamp()));
  }

  private static <T> T get(KafkaFuture<T> future) {
    try {
      return future.get(TIMEOUT_MILLIS, TimeUnit.MILLISECONDS);
    } catch (ExecutionException e) {
      throw e.getCause() instanceof RuntimeException cause ? cause : new KafkaException(e);
    } catch (java.util.concurrent.TimeoutException e) {
      throw new TimeoutException("the broker did not respond in time", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new KafkaException("interrupted", e);
    }
  }

  @Override
  public void close() {
    records.close();
    admin.close(CLOSE_WAIT_MAX);
  }
}
