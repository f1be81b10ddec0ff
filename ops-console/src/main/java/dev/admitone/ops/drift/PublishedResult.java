package dev.admitone.ops.drift;

import dev.admitone.schemas.avro.Outcome;
import dev.admitone.schemas.avro.RedemptionDecided;
import dev.admitone.schemas.avro.RefusalReason;
import java.util.Optional;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * What was published about a request when it was decided.
 *
 * @param requestOffset the offset of the request
 * @param outcome by the name that the ledger has for it
 * @param offset of the result
 */
record PublishedResult(
    UUID requestId, String code, long requestOffset, String outcome, long offset) {

  /**
   * Reads it from a record. Empty for one that decided nothing for the first time: for a request
   * that was sent again, a question or a dead letter, the ledger has no decision at the result's
   * position; what a newer release has decided, this one cannot compare.
   */
  static Optional<PublishedResult> of(ConsumerRecord<?, ?> record, RedemptionDecided result) {
    boolean isFirst = result.getPosition().equals(result.getAnsweredPosition());
    return isFirst
        ? outcome(result)
            .map(
                outcome ->
                    new PublishedResult(
                        result.getRequestId(),
                        result.getCode(),
                        result.getAnsweredPosition().getOffset(),
                        outcome,
                        record.offset()))
        : Optional.empty();
  }

  private static Optional<String> outcome(RedemptionDecided result) {
    Outcome outcome = result.getOutcome();
    return switch (outcome) {
      case REDEEMED, RELEASED, DONE -> Optional.of(outcome.name());
      case REFUSED ->
          Optional.ofNullable(result.getReason())
              .filter(reason -> reason != RefusalReason.REQUEST_ID_REUSED)
              .filter(reason -> reason != RefusalReason.UNRECOGNIZED)
              .map(RefusalReason::name);
      case DEAD_LETTERED, NOT_DECIDED, UNRECOGNIZED -> Optional.empty();
    };
  }
}
