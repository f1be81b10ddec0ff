package dev.admitone.processor.healing.log;

import dev.admitone.processor.healing.HealingImpossibleException;
import dev.admitone.processor.healing.HealingLog;
import dev.admitone.processor.healing.Published;
import dev.admitone.processor.records.ContractValues;
import dev.admitone.schemas.avro.Outcome;
import dev.admitone.schemas.avro.RedemptionDecided;
import dev.admitone.schemas.avro.RefusalReason;
import dev.admitone.schemas.codec.RecordCodec;
import dev.admitone.schemas.codec.UndecodableRecordException;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Reads what a healing needs from records of the results topic. */
final class HealingResults {

  private final RecordCodec<RedemptionDecided> codec = RecordCodec.results(1);

  /**
   * Decodes the record.
   *
   * @throws HealingImpossibleException if this release cannot read it
   */
  RedemptionDecided decode(ConsumerRecord<byte[], byte[]> record) {
    try {
      byte[] value = record.value();
      if (value == null) {
        throw unreadable(record, "it is empty");
      }
      return codec.decode(value);
    } catch (UndecodableRecordException e) {
      throw unreadable(record, String.valueOf(e.getMessage()));
    }
  }

  /** Whether it is about a record that asked for something: a question has no decision. */
  static boolean isAboutRequest(RedemptionDecided result) {
    return result.getOutcome() != Outcome.NOT_DECIDED;
  }

  /** What became of the request, as its result has it. */
  Published published(ConsumerRecord<byte[], byte[]> record, RedemptionDecided result) {
    if (result.getOutcome() == Outcome.DEAD_LETTERED) {
      return Published.Unchanging.DEAD_LETTERED;
    }
    if (result.getReason() == RefusalReason.REQUEST_ID_REUSED) {
      return Published.Unchanging.REQUEST_ID_REUSED;
    }
    return ContractValues.outcome(result)
        .map(Published.Decided::new)
        .orElseThrow(
            () -> unreadable(record, "it has an outcome or a reason that this release lacks"));
  }

  /** The result as a line of the list; empty if it decided nothing for the first time. */
  Optional<HealingLog.FirstResult> first(
      ConsumerRecord<byte[], byte[]> record, RedemptionDecided result) {
    boolean isFirst =
        isAboutRequest(result)
            && result.getPosition().equals(result.getAnsweredPosition())
            && published(record, result) instanceof Published.Decided;
    if (!isFirst) {
      return Optional.empty();
    }
    String decision =
        result.getOutcome() == Outcome.REFUSED
            ? String.valueOf(result.getReason())
            : result.getOutcome().name();
    return Optional.of(
        new HealingLog.FirstResult(
            result.getRequestId(),
            result.getCode(),
            result.getUserId(),
            result.getAnsweredPosition().getOffset(),
            decision));
  }

  private static HealingImpossibleException unreadable(
      ConsumerRecord<byte[], byte[]> record, String why) {
    return new HealingImpossibleException(
        ("The result at %s-%d cannot be read: %s. Heal with the newest release that wrote to this"
                + " log.")
            .formatted(record.partition(), record.offset(), why));
  }
}
