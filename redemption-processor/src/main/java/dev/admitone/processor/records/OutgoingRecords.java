package dev.admitone.processor.records;

import static dev.admitone.processor.records.ContractValues.deadLetterReason;
import static dev.admitone.processor.records.ContractValues.fingerprint;
import static dev.admitone.processor.records.ContractValues.noFingerprint;
import static dev.admitone.processor.records.ContractValues.outcome;
import static dev.admitone.processor.records.ContractValues.position;
import static dev.admitone.processor.records.ContractValues.reason;
import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNullElse;

import dev.admitone.processor.redemption.Fingerprint;
import dev.admitone.processor.redemption.Invite;
import dev.admitone.processor.redemption.LedgerEntry;
import dev.admitone.processor.redemption.Position;
import dev.admitone.processor.redemption.Request;
import dev.admitone.processor.redemption.Result;
import dev.admitone.processor.redemption.SourceRecord;
import dev.admitone.processor.redemption.Undecidable;
import dev.admitone.processor.redemption.Undecidable.ReadablePart;
import dev.admitone.processor.redemption.Use;
import dev.admitone.schemas.avro.InviteSnapshot;
import dev.admitone.schemas.avro.Outcome;
import dev.admitone.schemas.avro.OwnUse;
import dev.admitone.schemas.avro.RedemptionDecided;
import dev.admitone.schemas.avro.RefusalReason;
import dev.admitone.schemas.codec.RecordCodec;
import dev.admitone.schemas.codes.ResultRecords;
import dev.admitone.schemas.codes.SnapshotRecords;
import dev.admitone.schemas.topics.TopicNames;
import dev.admitone.schemas.topics.Topics;
import java.util.Optional;
import org.apache.kafka.clients.producer.ProducerRecord;

/** From results, snapshots and dead letters to their records. */
final class OutgoingRecords {

  /** The first version that has an outcome for what is not decided. */
  private static final int NOT_DECIDED_VERSION = 2;

  private final ResultRecords results;

  /**
   * A gateway that asks writes version 2, so every service reads it: also where this one still
   * writes version 1, which has no such outcome.
   */
  private final ResultRecords notDecided;

  private final SnapshotRecords snapshots;
  private final TopicNames topics;

  OutgoingRecords(int writeVersion, TopicNames topics, int partitionCount) {
    this.topics = topics;
    this.results = new ResultRecords(topics.results(), RecordCodec.results(writeVersion));
    this.notDecided =
        new ResultRecords(
            topics.results(), RecordCodec.results(Math.max(writeVersion, NOT_DECIDED_VERSION)));
    this.snapshots =
        new SnapshotRecords(topics.invites(), partitionCount, RecordCodec.snapshots(writeVersion));
  }

  /** The result to publish; empty for a dead letter whose request id could not be read. */
  Optional<ProducerRecord<byte[], byte[]>> result(Result result) {
    return switch (result) {
      case Result.Decided decided -> Optional.of(result(decided));
      case Result.RequestIdReused reused -> Optional.of(result(reused.request()));
      case Result.NotDecided asked -> Optional.of(result(asked));
      case Result.DeadLettered deadLettered ->
          Optional.ofNullable(deadLettered.undecidable().readable())
              .map(readable -> result(deadLettered.undecidable(), readable));
    };
  }

  private ProducerRecord<byte[], byte[]> result(Result.Decided decided) {
    LedgerEntry entry = decided.entry();
    Invite invite = decided.invite();
    Use ownUse = decided.ownUse();
    return record(
        decided.source(),
        new RedemptionDecided(
            entry.id(),
            fingerprint(entry.fingerprint()),
            entry.code(),
            entry.userId(),
            outcome(entry.outcome()),
            reason(entry.outcome()),
            null,
            entry.decidedAt(),
            position(entry.position()),
            position(decided.source().position()),
            invite == null ? null : invite.version(),
            invite == null ? null : invite.currentUses(),
            ownUse == null ? null : new OwnUse(ownUse.id(), ownUse.usedAt())));
  }

  /** Under the question's own fingerprint: that of the request that is asked about is not known. */
  private ProducerRecord<byte[], byte[]> result(Result.NotDecided asked) {
    Request question = asked.request();
    return record(
        question.source(),
        notDecided,
        new RedemptionDecided(
            question.id(),
            fingerprint(question.fingerprint()),
            question.code(),
            null,
            Outcome.NOT_DECIDED,
            null,
            null,
            question.appendedAt(),
            position(asked.ask().at()),
            position(question.position()),
            null,
            null,
            null));
  }

  private ProducerRecord<byte[], byte[]> result(Request reused) {
    return record(
        reused.source(),
        new RedemptionDecided(
            reused.id(),
            fingerprint(reused.fingerprint()),
            reused.code(),
            reused.userId(),
            Outcome.REFUSED,
            RefusalReason.REQUEST_ID_REUSED,
            null,
            reused.appendedAt(),
            position(reused.position()),
            position(reused.position()),
            null,
            null,
            null));
  }

  private ProducerRecord<byte[], byte[]> result(Undecidable undecidable, ReadablePart readable) {
    Position position = undecidable.position();
    Fingerprint fingerprint = readable.fingerprint();
    return record(
        undecidable.source(),
        new RedemptionDecided(
            readable.requestId(),
            fingerprint == null ? noFingerprint() : fingerprint(fingerprint),
            requireNonNullElse(readable.code(), ""),
            readable.userId(),
            Outcome.DEAD_LETTERED,
            null,
            deadLetterReason(undecidable.defect()),
            undecidable.source().appendedAt(),
            position(position),
            position(position),
            null,
            null,
            null));
  }

  private ProducerRecord<byte[], byte[]> record(SourceRecord source, RedemptionDecided result) {
    return record(source, results, result);
  }

  /** The result belongs to the trace of its request. */
  private static ProducerRecord<byte[], byte[]> record(
      SourceRecord source, ResultRecords records, RedemptionDecided result) {
    ProducerRecord<byte[], byte[]> record = records.of(result);
    if (source.traceparent() != null) {
      record.headers().add("traceparent", source.traceparent().getBytes(UTF_8));
    }
    return record;
  }

  ProducerRecord<byte[], byte[]> snapshot(Invite invite) {
    return snapshots.of(
        new InviteSnapshot(
            invite.id(),
            invite.code(),
            invite.maxUses(),
            invite.currentUses(),
            invite.startsAt(),
            invite.expiresAt(),
            invite.revokedAt(),
            invite.version()));
  }

  /** The source's bytes as they came; its headers may be hostile and are left behind. */
  ProducerRecord<byte[], byte[]> deadLetter(Undecidable undecidable) {
    SourceRecord source = undecidable.source();
    var record =
        new ProducerRecord<byte[], byte[]>(
            topics.deadLetters(), source.position().partition(), source.key(), source.value());
    addHeader(record, Topics.DEAD_LETTER_REASON_HEADER, undecidable.defect().name());
    addHeader(record, Topics.DEAD_LETTER_DETAIL_HEADER, undecidable.detail());
    addHeader(record, Topics.DEAD_LETTER_POSITION_HEADER, source.position().toString());
    addHeader(record, Topics.DEAD_LETTER_TIME_HEADER, source.appendedAt().toString());
    return record;
  }

  private static void addHeader(ProducerRecord<?, ?> record, String name, String value) {
    record.headers().add(name, value.getBytes(UTF_8));
  }
}
