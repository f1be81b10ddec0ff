package dev.admitone.gateway.call;

import dev.admitone.gateway.problem.Reason;
import dev.admitone.schemas.avro.DeadLetterReason;
import dev.admitone.schemas.avro.Outcome;
import dev.admitone.schemas.avro.RedemptionDecided;
import dev.admitone.schemas.avro.RefusalReason;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Reads decisions. */
public final class Decisions {

  private Decisions() {}

  /** Why the request did not get what it asked for; null if it did. */
  public static @Nullable Reason reason(RedemptionDecided decision) {
    return switch (decision.getOutcome()) {
      case REDEEMED, RELEASED, DONE -> null;
      case REFUSED ->
          Reason.of(Objects.requireNonNullElse(decision.getReason(), RefusalReason.UNRECOGNIZED));
      case DEAD_LETTERED -> Reason.DEAD_LETTERED;
      case NOT_DECIDED -> Reason.UNKNOWN_REQUEST;
      case UNRECOGNIZED -> Reason.UNRECOGNIZED_OUTCOME;
    };
  }

  /** The decision in one word: the reason, where there is one, and the outcome otherwise. */
  static String name(RedemptionDecided decision) {
    if (decision.getOutcome() == Outcome.DEAD_LETTERED) {
      DeadLetterReason reason = decision.getDeadLetterReason();
      return reason == null ? Outcome.DEAD_LETTERED.name() : reason.name();
    }
    Reason reason = reason(decision);
    return reason == null ? decision.getOutcome().name() : reason.name();
  }
}
