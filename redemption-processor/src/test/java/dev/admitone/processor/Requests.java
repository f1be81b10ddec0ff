package dev.admitone.processor;

import dev.admitone.schemas.ContentFingerprints;
import dev.admitone.schemas.avro.ChangeInvite;
import dev.admitone.schemas.avro.CreateInvite;
import dev.admitone.schemas.avro.Redeem;
import dev.admitone.schemas.avro.RedemptionRequest;
import dev.admitone.schemas.avro.Refresh;
import dev.admitone.schemas.avro.ReleaseUse;
import java.time.Instant;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Requests as the gateway writes them. */
final class Requests {

  private static final AtomicInteger CODES = new AtomicInteger();

  private Requests() {}

  /** A code that no other test has. */
  static String newCode() {
    return "CODE-" + CODES.incrementAndGet();
  }

  static RedemptionRequest redeem(UUID id, String code, String userId) {
    Redeem redeem = new Redeem(userId, null);
    return new RedemptionRequest(
        id, ContentFingerprints.of(code, redeem), code, redeem, null, null, null, null);
  }

  static RedemptionRequest redeem(String code, String userId) {
    return redeem(UUID.randomUUID(), code, userId);
  }

  static RedemptionRequest create(UUID id, String code, @Nullable Long maxUses) {
    return create(id, code, maxUses, null, null);
  }

  static RedemptionRequest create(String code, @Nullable Long maxUses) {
    return create(UUID.randomUUID(), code, maxUses);
  }

  static RedemptionRequest create(
      UUID id,
      String code,
      @Nullable Long maxUses,
      @Nullable Instant startsAt,
      @Nullable Instant expiresAt) {
    CreateInvite create =
        new CreateInvite(
            maxUses == null, maxUses == null ? 0L : maxUses, startsAt, expiresAt, "operator");
    return new RedemptionRequest(
        id, ContentFingerprints.of(code, create), code, null, create, null, null, null);
  }

  /** A change that sets what the caller sets. */
  static RedemptionRequest change(String code, UnaryOperator<ChangeInvite.Builder> setting) {
    ChangeInvite change = setting.apply(ChangeInvite.newBuilder().setChangedBy("operator")).build();
    return new RedemptionRequest(
        UUID.randomUUID(),
        ContentFingerprints.of(code, change),
        code,
        null,
        null,
        change,
        null,
        null);
  }

  static RedemptionRequest revoke(String code) {
    return change(code, change -> change.setChangesRevoked(true).setRevoked(true));
  }

  static RedemptionRequest release(UUID id, String code, UUID useId) {
    ReleaseUse release = new ReleaseUse(useId, "asked for it", "operator");
    return new RedemptionRequest(
        id, ContentFingerprints.of(code, release), code, null, null, null, release, null);
  }

  static RedemptionRequest refresh(String code) {
    Refresh refresh = new Refresh();
    return new RedemptionRequest(
        UUID.randomUUID(),
        ContentFingerprints.of(code, refresh),
        code,
        null,
        null,
        null,
        null,
        refresh);
  }
}
