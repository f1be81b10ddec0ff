package dev.admitone.gateway.support;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.admitone.gateway.log.requests.LogPosition;
import dev.admitone.gateway.support.PlayedProcessor.Received;
import dev.admitone.schemas.avro.ContentFingerprint;
import dev.admitone.schemas.avro.DeadLetterReason;
import dev.admitone.schemas.avro.InviteSnapshot;
import dev.admitone.schemas.avro.Outcome;
import dev.admitone.schemas.avro.Position;
import dev.admitone.schemas.avro.RedemptionDecided;
import dev.admitone.schemas.avro.RefusalReason;
import java.time.Instant;
import java.util.Locale;
import java.util.UUID;

/** Records as the processor writes them. */
public final class Records {

  public static final Instant DECIDED_AT = Instant.parse("2026-07-01T12:00:00.123Z");

  private Records() {}

  /** A code that no other test uses. */
  public static String newCode() {
    return "T" + UUID.randomUUID().toString().toUpperCase(Locale.ROOT);
  }

  public static RedemptionDecided.Builder decided(Received received) {
    Position position = position(received.position());
    var redeem = received.request().getRedeem();
    return RedemptionDecided.newBuilder()
        .setRequestId(received.id())
        .setContentFingerprint(received.request().getContentFingerprint())
        .setCode(received.request().getCode())
        .setUserId(redeem == null ? null : redeem.getUserId())
        .setOutcome(Outcome.REDEEMED)
        .setDecidedAt(DECIDED_AT)
        .setPosition(position)
        .setAnsweredPosition(position);
  }

  public static RedemptionDecided redeemed(Received received) {
    return decided(received).build();
  }

  public static RedemptionDecided done(Received received, long version) {
    return decided(received).setOutcome(Outcome.DONE).setInviteVersion(version).build();
  }

  public static RedemptionDecided refused(Received received, RefusalReason reason) {
    return decided(received).setOutcome(Outcome.REFUSED).setReason(reason).build();
  }

  public static RedemptionDecided deadLettered(Received received) {
    return decided(received)
        .setContentFingerprint(new ContentFingerprint(new byte[16]))
        .setCode("")
        .setUserId(null)
        .setOutcome(Outcome.DEAD_LETTERED)
        .setDeadLetterReason(DeadLetterReason.UNDECODABLE)
        .build();
  }

  public static Position position(LogPosition position) {
    return new Position(position.partition(), position.offset());
  }

  public static InviteSnapshot.Builder snapshot(String code, long version) {
    return InviteSnapshot.newBuilder()
        .setInviteId(UUID.nameUUIDFromBytes(code.getBytes(UTF_8)))
        .setCode(code)
        .setCurrentUses(0)
        .setVersion(version);
  }
}
