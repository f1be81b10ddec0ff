package dev.admitone.ops.drift;

import dev.admitone.ops.support.LogRecords;
import dev.admitone.ops.support.TestLedger;
import dev.admitone.schemas.avro.ContentFingerprint;
import dev.admitone.schemas.avro.DeadLetterReason;
import dev.admitone.schemas.avro.Outcome;
import dev.admitone.schemas.avro.Position;
import dev.admitone.schemas.avro.RedemptionDecided;
import dev.admitone.schemas.avro.RefusalReason;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Refusals of one partition in a ledger, with the results that a lane publishes about them. */
final class DecidedResults {

  static final int PARTITION = 1;

  private final TestLedger ledger;
  private final LogRecords records;
  private final Instant begin =
      Instant.now().minus(1, ChronoUnit.HOURS).truncatedTo(ChronoUnit.MILLIS);
  private final List<RedemptionDecided> decided = new ArrayList<>();
  private long offset;

  DecidedResults(TestLedger ledger, LogRecords records) {
    this.ledger = ledger;
    this.records = records;
    ledger
        .sql()
        .update(
            """
            insert into ledger_places (partition, topic_id, next_offset, first_result)
            values (?, 'a test', 1000000, 0)
            """,
            PARTITION);
  }

  /** Decides the next request, and publishes nothing. */
  UUID decide(String code, String reason) {
    UUID id = UUID.randomUUID();
    Instant at = begin.plusMillis(offset);
    ledger
        .sql()
        .update(
            """
            insert into redemption_decisions
              (id, code, used_by, outcome, decided_at, position, fingerprint)
            values (?, ?, 'ann', ?::redemption_outcome, ?, ?, decode(repeat('00', 16), 'hex'))
            """,
            id,
            code,
            reason,
            at.atOffset(ZoneOffset.UTC),
            ((long) PARTITION << 48) + offset);
    Position position = new Position(PARTITION, offset++);
    decided.add(
        of(id, code, Outcome.REFUSED, at, position, position)
            .setReason(RefusalReason.valueOf(reason))
            .build());
    return id;
  }

  /** So many requests come that are not decided. */
  void skip(int count) {
    offset += count;
  }

  /** Publishes the results of these decisions by their order. */
  void publish(int... decisions) {
    for (int each : decisions) {
      records.result(decided.get(each));
    }
  }

  /** The request comes again, and gets the same result. */
  void sendAgain(int decision) {
    records.result(
        RedemptionDecided.newBuilder(decided.get(decision))
            .setAnsweredPosition(new Position(PARTITION, offset++))
            .build());
  }

  /** A request comes that cannot be decided. */
  void deadLetter() {
    Position position = new Position(PARTITION, offset++);
    records.result(
        of(UUID.randomUUID(), "X", Outcome.DEAD_LETTERED, Instant.now(), position, position)
            .setDeadLetterReason(DeadLetterReason.UNDECODABLE)
            .build());
  }

  /** Takes the decision out of the ledger, as damage does. */
  void forget(UUID id) {
    ledger.sql().update("delete from redemption_decisions where id = ?", id);
  }

  private static RedemptionDecided.Builder of(
      UUID id,
      @Nullable String code,
      Outcome outcome,
      Instant at,
      Position position,
      Position answered) {
    return RedemptionDecided.newBuilder()
        .setRequestId(id)
        .setContentFingerprint(new ContentFingerprint(new byte[16]))
        .setCode(code)
        .setUserId("ann")
        .setOutcome(outcome)
        .setDecidedAt(at)
        .setPosition(position)
        .setAnsweredPosition(answered);
  }
}
