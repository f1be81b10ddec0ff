package dev.admitone.ops.statistics.stream;

import dev.admitone.schemas.avro.ContentFingerprint;
import dev.admitone.schemas.avro.Outcome;
import dev.admitone.schemas.avro.Position;
import dev.admitone.schemas.avro.RedemptionDecided;
import dev.admitone.schemas.avro.RefusalReason;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Results as a processor makes them, each of a request behind the one before. */
final class Results {

  private final int partition;
  private long offset;

  Results(int partition) {
    this.partition = partition;
  }

  RedemptionDecided redeemed(String code, String user, Instant at) {
    return of(code, user, Outcome.REDEEMED, null, at);
  }

  RedemptionDecided refused(String code, String user, RefusalReason reason, Instant at) {
    return of(code, user, Outcome.REFUSED, reason, at);
  }

  RedemptionDecided released(String code, Instant at) {
    return of(code, null, Outcome.RELEASED, null, at);
  }

  /** As the decision of a request that is sent again. */
  RedemptionDecided again(RedemptionDecided result) {
    return RedemptionDecided.newBuilder(result)
        .setAnsweredPosition(new Position(partition, offset++))
        .build();
  }

  /** As the first results of a log that replaces another one. */
  void beginAgain() {
    offset = 0;
  }

  RedemptionDecided of(
      String code,
      @Nullable String user,
      Outcome outcome,
      @Nullable RefusalReason reason,
      Instant at) {
    Position position = new Position(partition, offset++);
    return RedemptionDecided.newBuilder()
        .setRequestId(UUID.randomUUID())
        .setContentFingerprint(new ContentFingerprint(new byte[16]))
        .setCode(code)
        .setUserId(user)
        .setOutcome(outcome)
        .setReason(reason)
        .setDecidedAt(at)
        .setPosition(position)
        .setAnsweredPosition(position)
        .build();
  }
}
