package dev.admitone.gateway.support;

import dev.admitone.schemas.avro.ContentFingerprint;
import dev.admitone.schemas.avro.Outcome;
import dev.admitone.schemas.avro.Position;
import dev.admitone.schemas.avro.RedemptionDecided;
import java.time.Instant;
import java.util.UUID;

/** Results to put into windows. */
public final class SampleResults {

  private SampleResults() {}

  public static RedemptionDecided of(UUID id, int content, Outcome outcome, long offset) {
    return RedemptionDecided.newBuilder()
        .setRequestId(id)
        .setContentFingerprint(fingerprint(content))
        .setCode("CODE")
        .setUserId("ann")
        .setOutcome(outcome)
        .setDecidedAt(Instant.EPOCH)
        .setPosition(new Position(0, offset))
        .setAnsweredPosition(new Position(0, offset))
        .build();
  }

  public static ContentFingerprint fingerprint(int content) {
    byte[] bytes = new byte[16];
    bytes[0] = (byte) content;
    return new ContentFingerprint(bytes);
  }
}
