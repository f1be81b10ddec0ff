package dev.admitone.ops.log;

import dev.admitone.ops.history.Position;
import dev.admitone.schemas.avro.RedemptionDecided;
import dev.admitone.schemas.avro.RedemptionRequest;
import dev.admitone.schemas.codec.RecordCodec;
import dev.admitone.schemas.codec.UndecodableRecordException;
import dev.admitone.schemas.topics.TopicNames;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import java.util.function.Supplier;
import org.apache.avro.Schema;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads single records of the log. Each call has a consumer of its own, without a group: it commits
 * nothing, and no lane notices it.
 */
public final class LogReader {

  private static final Logger LOG = LoggerFactory.getLogger(LogReader.class);

  /** How far the processors' clocks may be behind the brokers'. */
  private static final Duration CLOCKS_MAY_DIFFER = Duration.ofMinutes(1);

  private static final String NO_PARTITION = "The log has no such partition";

  private final Supplier<Consumer<byte[], byte[]>> consumers;
  private final TopicNames topics;
  private final int partitions;
  private final LogProperties settings;
  private final RecordCodec<RedemptionRequest> requests;
  private final RecordCodec<RedemptionDecided> results;

  /** Takes how it is connected, and the version that this deployment writes. */
  LogReader(
      Supplier<Consumer<byte[], byte[]>> consumers,
      TopicNames topics,
      int partitions,
      LogProperties settings,
      int writeVersion) {
    this.consumers = consumers;
    this.topics = topics;
    this.partitions = partitions;
    this.settings = settings;
    this.requests = RecordCodec.requests(writeVersion);
    this.results = RecordCodec.results(writeVersion);
  }

  /** The request at the position, if it is the one with the id. */
  public Found<LoggedRequest> request(UUID requestId, Position position) {
    if (position.partition() >= partitions) {
      return Found.nothing(NO_PARTITION);
    }
    TopicPartition partition = new TopicPartition(topics.requests(), position.partition());
    try (Scan scan = Scan.of(consumers.get(), partition, settings)) {
      if (!scan.seek(position.offset())) {
        return Found.nothing("The log has no record at this position, or not any longer");
      }
      ConsumerRecord<byte[], byte[]> record = scan.next();
      if (record == null || record.offset() != position.offset()) {
        return Found.nothing("The log has no record at this position");
      }
      if (record.value() == null) {
        return Found.nothing("The record at this position has no value");
      }
      RedemptionRequest request = requests.decode(record.value());
      return request.getRequestId().equals(requestId)
          ? Found.of(logged(request, record))
          : Found.nothing("Another request lies at this position");
    } catch (UndecodableRecordException e) {
      return Found.nothing("The record cannot be decoded: " + e.getMessage());
    } catch (KafkaException e) {
      return unreadable(e);
    }
  }

  /**
   * The first result about the request at the position. Results lie on the partition number of
   * their request, and are published after it was appended.
   *
   * @param appendedAt null: not known
   */
  public Found<LoggedResult> result(
      UUID requestId, Position position, @Nullable Instant appendedAt) {
    if (position.partition() >= partitions) {
      return Found.nothing(NO_PARTITION);
    }
    TopicPartition partition = new TopicPartition(topics.results(), position.partition());
    try (Scan scan = Scan.of(consumers.get(), partition, settings)) {
      scan.seekTime(appendedAt == null ? Instant.EPOCH : appendedAt.minus(CLOCKS_MAY_DIFFER));
      for (var record = scan.next(); record != null; record = scan.next()) {
        RedemptionDecided result = decoded(record);
        if (result != null
            && result.getRequestId().equals(requestId)
            && result.getAnsweredPosition().getOffset() == position.offset()) {
          return Found.of(logged(result, record));
        }
      }
      return Found.nothing(scan.searched());
    } catch (KafkaException e) {
      return unreadable(e);
    }
  }

  private @Nullable RedemptionDecided decoded(ConsumerRecord<byte[], byte[]> record) {
    try {
      return record.value() == null ? null : results.decode(record.value());
    } catch (UndecodableRecordException e) {
      // Of a newer release, or of another program: it is no result of this request.
      return null;
    }
  }

  private static <T> Found<T> unreadable(KafkaException e) {
    LOG.warn("The log cannot be read: {}", e.toString());
    return Found.nothing("The log cannot be read now");
  }

  private static LoggedRequest logged(
      RedemptionRequest request, ConsumerRecord<byte[], byte[]> record) {
    boolean redeems = request.getRedeem() != null;
    return new LoggedRequest(
        new Position(record.partition(), record.offset()),
        Instant.ofEpochMilli(record.timestamp()),
        command(request),
        request.getCode(),
        redeems ? request.getRedeem().getUserId() : null,
        redeems ? request.getRedeem().getSignup() != null : null);
  }

  /** The name of the field that is there: a request has one for each command. */
  private static String command(RedemptionRequest request) {
    return request.getSchema().getFields().stream()
        .filter(field -> field.schema().isUnion() && request.get(field.pos()) != null)
        .map(Schema.Field::name)
        .findFirst()
        .orElse("none");
  }

  private static LoggedResult logged(
      RedemptionDecided result, ConsumerRecord<byte[], byte[]> record) {
    Object reason = result.getReason() == null ? result.getDeadLetterReason() : result.getReason();
    return new LoggedResult(
        new Position(record.partition(), record.offset()),
        Instant.ofEpochMilli(record.timestamp()),
        result.getOutcome().name(),
        reason == null ? null : reason.toString());
  }
}
