package dev.admitone.processor.records;

import static org.assertj.core.api.Assertions.assertThat;

import dev.admitone.processor.redemption.Acceptance;
import dev.admitone.processor.redemption.Fingerprint;
import dev.admitone.processor.redemption.Outcome;
import dev.admitone.processor.redemption.Position;
import dev.admitone.processor.redemption.RefusalReason;
import dev.admitone.processor.redemption.Undecidable.Defect;
import dev.admitone.schemas.avro.RedemptionDecided;
import java.time.Instant;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What goes out in the contract's form comes back as it was. */
class ContractValuesTest {

  private static final dev.admitone.schemas.avro.Position PLACE =
      new dev.admitone.schemas.avro.Position(3, 41L);

  static Stream<Outcome> outcomes() {
    return Stream.concat(
        Stream.of(Acceptance.values()), Stream.<Outcome>of(RefusalReason.values()));
  }

  @ParameterizedTest
  @MethodSource("outcomes")
  void anOutcome(Outcome outcome) {
    assertThat(ContractValues.outcome(result(outcome))).contains(outcome);
  }

  @ParameterizedTest
  @EnumSource(Defect.class)
  void aDefect(Defect defect) {
    assertThat(ContractValues.defect(ContractValues.deadLetterReason(defect))).isEqualTo(defect);
  }

  @Test
  void aPositionAndAFingerprint() {
    Position position = new Position(23, Long.MAX_VALUE);
    Fingerprint fingerprint = new Fingerprint(Long.MIN_VALUE, 1);
    assertThat(ContractValues.position(ContractValues.position(position))).isEqualTo(position);
    assertThat(ContractValues.fingerprint(ContractValues.fingerprint(fingerprint)))
        .isEqualTo(fingerprint);
  }

  @ParameterizedTest
  @EnumSource(
      value = dev.admitone.schemas.avro.Outcome.class,
      names = {"DEAD_LETTERED", "NOT_DECIDED", "UNRECOGNIZED"})
  void aResultThatDecidesNothingHasNoOutcome(dev.admitone.schemas.avro.Outcome outcome) {
    assertThat(ContractValues.outcome(result(outcome, ContractValues.reason(Acceptance.DONE))))
        .isEmpty();
  }

  private static RedemptionDecided result(Outcome outcome) {
    return result(ContractValues.outcome(outcome), ContractValues.reason(outcome));
  }

  private static RedemptionDecided result(
      dev.admitone.schemas.avro.Outcome outcome,
      dev.admitone.schemas.avro.@Nullable RefusalReason reason) {
    return new RedemptionDecided(
        new UUID(0, 1),
        ContractValues.noFingerprint(),
        "KTEST1",
        "ann",
        outcome,
        reason,
        null,
        Instant.EPOCH,
        PLACE,
        PLACE,
        null,
        null,
        null);
  }
}
