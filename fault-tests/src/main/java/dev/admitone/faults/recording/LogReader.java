package dev.admitone.faults.recording;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.admitone.faults.history.DeadLetter;
import dev.admitone.faults.history.Logged;
import dev.admitone.faults.history.Place;
import dev.admitone.faults.history.Seen;
import dev.admitone.faults.history.Told;
import dev.admitone.schemas.avro.ChangeInvite;
import dev.admitone.schemas.avro.ContentFingerprint;
import dev.admitone.schemas.avro.CreateInvite;
import dev.admitone.schemas.avro.EraseUser;
import dev.admitone.schemas.avro.Position;
import dev.admitone.schemas.avro.RedemptionDecided;
import dev.admitone.schemas.avro.RedemptionRequest;
import dev.admitone.schemas.codec.RecordCodec;
import dev.admitone.schemas.codec.UndecodableRecordException;
import dev.admitone.schemas.topics.Topics;
import dev.admitone.testsupport.TopicReader;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListTopicsOptions;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;

/** What the topics have, as values of a history. */
final class LogReader {

  private final RecordCodec<RedemptionRequest> requests = RecordCodec.requests(1);
  private final RecordCodec<RedemptionDecided> results = RecordCodec.results(1);
  private final String brokers;

  LogReader(String brokers) {
    this.brokers = brokers;
  }

  List<Logged> requests() {
    return TopicReader.records(brokers, Topics.REQUESTS).stream().map(this::logged).toList();
  }

  List<Told> results() {
    return TopicReader.records(brokers, Topics.RESULTS).stream().map(this::told).toList();
  }

  List<DeadLetter> deadLetters() {
    return TopicReader.records(brokers, Topics.DEAD_LETTERS).stream()
        .map(LogReader::deadLetter)
        .toList();
  }

  /** All records of all topics as texts, those of the broker and of the statistics too. */
  List<Seen> texts() {
    return topics().stream()
        .flatMap(topic -> TopicReader.records(brokers, topic).stream())
        .map(LogReader::seen)
        .toList();
  }

  private Set<String> topics() {
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", brokers))) {
      return admin.listTopics(new ListTopicsOptions().listInternal(true)).names().get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    } catch (ExecutionException e) {
      throw new IllegalStateException("the topics cannot be listed", e);
    }
  }

  private static Place place(ConsumerRecord<byte[], byte[]> record) {
    return new Place(record.partition(), record.offset());
  }

  private static Place place(Position position) {
    return new Place(position.getPartition(), position.getOffset());
  }

  private static String text(byte @Nullable [] bytes) {
    return bytes == null ? "" : new String(bytes, UTF_8);
  }

  private Logged logged(ConsumerRecord<byte[], byte[]> record) {
    return new Logged(
        place(record),
        Instant.ofEpochMilli(record.timestamp()),
        text(record.key()),
        request(record.value()));
  }

  private Logged.@Nullable Request request(byte @Nullable [] value) {
    if (value == null) {
      return null;
    }
    try {
      RedemptionRequest request = requests.decode(value);
      return new Logged.Request(
          request.getRequestId(),
          hex(request.getContentFingerprint()),
          request.getCode(),
          wish(request));
    } catch (UndecodableRecordException e) {
      return null;
    }
  }

  private static String hex(ContentFingerprint fingerprint) {
    return HexFormat.of().formatHex(fingerprint.bytes());
  }

  private static Logged.Wish wish(RedemptionRequest request) {
    if (request.getRedeem() != null) {
      return new Logged.Redeem(
          request.getRedeem().getUserId(), request.getRedeem().getSignup() != null);
    }
    if (request.getCreateInvite() != null) {
      CreateInvite create = request.getCreateInvite();
      return new Logged.Create(
          create.getUnlimited() ? null : create.getMaxUses(),
          create.getStartsAt(),
          create.getExpiresAt());
    }
    if (request.getChangeInvite() != null) {
      return change(request.getChangeInvite());
    }
    if (request.getReleaseUse() != null) {
      return new Logged.Release(request.getReleaseUse().getUseId());
    }
    if (request.getRepairCount() != null) {
      return new Logged.Repair();
    }
    if (request.getEraseUser() != null) {
      EraseUser erase = request.getEraseUser();
      return new Logged.Erase(erase.getUserId(), erase.getPseudonym());
    }
    return new Logged.Nothing();
  }

  private static Logged.Change change(ChangeInvite change) {
    return new Logged.Change(
        change.getChangesMaxUses()
            ? new Logged.Limit(change.getUnlimited() ? null : change.getMaxUses())
            : null,
        change.getChangesStartsAt() ? new Logged.Until(change.getStartsAt()) : null,
        change.getChangesExpiresAt() ? new Logged.Until(change.getExpiresAt()) : null,
        change.getChangesRevoked() ? change.getRevoked() : null);
  }

  private Told told(ConsumerRecord<byte[], byte[]> record) {
    try {
      RedemptionDecided result = results.decode(record.value());
      return new Told(
          place(record),
          result.getRequestId(),
          hex(result.getContentFingerprint()),
          result.getCode(),
          result.getReason() == null ? result.getOutcome().name() : result.getReason().name(),
          result.getDecidedAt(),
          place(result.getPosition()),
          place(result.getAnsweredPosition()),
          Instant.ofEpochMilli(record.timestamp()));
    } catch (UndecodableRecordException e) {
      throw new IllegalStateException("an undecodable result at " + place(record), e);
    }
  }

  private static DeadLetter deadLetter(ConsumerRecord<byte[], byte[]> record) {
    String[] source = header(record, Topics.DEAD_LETTER_POSITION_HEADER).split("-", -1);
    return new DeadLetter(
        new Place(Integer.parseInt(source[0]), Long.parseLong(source[1])),
        header(record, Topics.DEAD_LETTER_REASON_HEADER));
  }

  private static String header(ConsumerRecord<byte[], byte[]> record, String name) {
    Header header = record.headers().lastHeader(name);
    return header == null ? "" : text(header.value());
  }

  private static Seen seen(ConsumerRecord<byte[], byte[]> record) {
    StringBuilder text = new StringBuilder();
    for (Header header : record.headers()) {
      text.append(header.key()).append('=').append(latin(header.value())).append(' ');
    }
    text.append(latin(record.key())).append(' ').append(latin(record.value()));
    return new Seen(record.topic() + " " + place(record), text.toString());
  }

  private static String latin(byte @Nullable [] bytes) {
    return bytes == null ? "" : new String(bytes, ISO_8859_1);
  }
}
