package dev.admitone.processor.records;

import dev.admitone.processor.redemption.Acceptance;
import dev.admitone.processor.redemption.Fingerprint;
import dev.admitone.processor.redemption.Outcome;
import dev.admitone.processor.redemption.Position;
import dev.admitone.processor.redemption.RefusalReason;
import dev.admitone.processor.redemption.Undecidable.Defect;
import dev.admitone.schemas.avro.ContentFingerprint;
import dev.admitone.schemas.avro.DeadLetterReason;
import dev.admitone.schemas.avro.RedemptionDecided;
import java.nio.ByteBuffer;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Positions, fingerprints, outcomes and reasons, from the contract's form to the domain's and back.
 * Outcomes and reasons have the same names in both.
 */
public final class ContractValues {

  private static final int FINGERPRINT_BYTES = 16;

  private ContractValues() {}

  static Position position(dev.admitone.schemas.avro.Position position) {
    return new Position(position.getPartition(), position.getOffset());
  }

  static dev.admitone.schemas.avro.Position position(Position position) {
    return new dev.admitone.schemas.avro.Position(position.partition(), position.offset());
  }

  static Fingerprint fingerprint(ContentFingerprint fingerprint) {
    ByteBuffer bytes = ByteBuffer.wrap(fingerprint.bytes());
    return new Fingerprint(bytes.getLong(), bytes.getLong());
  }

  static ContentFingerprint fingerprint(Fingerprint fingerprint) {
    byte[] bytes =
        ByteBuffer.allocate(FINGERPRINT_BYTES)
            .putLong(fingerprint.high())
            .putLong(fingerprint.low())
            .array();
    return new ContentFingerprint(bytes);
  }

  /** The value where a request's fingerprint could not be read. */
  static ContentFingerprint noFingerprint() {
    return new ContentFingerprint(new byte[FINGERPRINT_BYTES]);
  }

  static dev.admitone.schemas.avro.Outcome outcome(Outcome outcome) {
    return switch (outcome) {
      case Acceptance acceptance -> dev.admitone.schemas.avro.Outcome.valueOf(acceptance.name());
      case RefusalReason _ -> dev.admitone.schemas.avro.Outcome.REFUSED;
    };
  }

  /** Null unless the request was refused. */
  static dev.admitone.schemas.avro.@Nullable RefusalReason reason(Outcome outcome) {
    return outcome instanceof RefusalReason reason
        ? dev.admitone.schemas.avro.RefusalReason.valueOf(reason.name())
        : null;
  }

  /**
   * The decision that a result has; empty if it has none, or one that this release does not know.
   */
  public static Optional<Outcome> outcome(RedemptionDecided result) {
    return switch (result.getOutcome()) {
      case REDEEMED -> Optional.of(Acceptance.REDEEMED);
      case RELEASED -> Optional.of(Acceptance.RELEASED);
      case DONE -> Optional.of(Acceptance.DONE);
      case REFUSED -> Optional.ofNullable(result.getReason()).flatMap(ContractValues::reason);
      case DEAD_LETTERED, NOT_DECIDED, UNRECOGNIZED -> Optional.empty();
    };
  }

  private static Optional<RefusalReason> reason(dev.admitone.schemas.avro.RefusalReason reason) {
    return switch (reason) {
      // A result that is no decision; and what a newer release wrote.
      case REQUEST_ID_REUSED, UNRECOGNIZED -> Optional.empty();
      default -> Optional.of(RefusalReason.valueOf(reason.name()));
    };
  }

  static Defect defect(DeadLetterReason reason) {
    return Defect.valueOf(reason.name());
  }

  static DeadLetterReason deadLetterReason(Defect defect) {
    return DeadLetterReason.valueOf(defect.name());
  }
}
