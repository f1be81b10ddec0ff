package dev.admitone.processor;

import dev.admitone.schemas.avro.Ask;
import dev.admitone.schemas.avro.ChangeInvite;
import dev.admitone.schemas.avro.CreateInvite;
import dev.admitone.schemas.avro.Position;
import dev.admitone.schemas.avro.Profile;
import dev.admitone.schemas.avro.Redeem;
import dev.admitone.schemas.avro.RedemptionRequest;
import dev.admitone.schemas.avro.Refresh;
import dev.admitone.schemas.avro.ReleaseUse;
import dev.admitone.schemas.avro.SealedSignup;
import dev.admitone.schemas.codes.ContentFingerprints;
import dev.admitone.schemas.signup.ProfileSeal;
import dev.admitone.schemas.signup.SignupEnvelope;
import dev.admitone.schemas.signup.SignupFingerprints;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Requests as the gateway writes them. */
final class Requests {

  /** What the gateway and all processors of these tests seal and open with. */
  static final String SEAL_KEYSET = ProfileSeal.newKeyset();

  private static final ProfileSeal SEAL = ProfileSeal.of(SEAL_KEYSET, 1);
  private static final SignupFingerprints FINGERPRINTS =
      SignupFingerprints.of(SignupFingerprints.newKeyset());
  private static final AtomicInteger CODES = new AtomicInteger();

  private Requests() {}

  /** A code that no other test has. */
  static String newCode() {
    return "CODE-" + CODES.incrementAndGet();
  }

  static RedemptionRequest redeem(UUID id, String code, String userId) {
    Redeem redeem = new Redeem(userId, null);
    return new RedemptionRequest(
        id,
        ContentFingerprints.of(code, redeem),
        code,
        redeem,
        null,
        null,
        null,
        null,
        null,
        null,
        null);
  }

  static RedemptionRequest redeem(String code, String userId) {
    return redeem(UUID.randomUUID(), code, userId);
  }

  /** A signup; e-mail address and phone number are made from the user's id. */
  static RedemptionRequest signUp(String code, String userId, String username) {
    return signUp(UUID.randomUUID(), code, userId, username);
  }

  static RedemptionRequest signUp(UUID id, String code, String userId, String username) {
    return signUp(SEAL, id, code, userId, username);
  }

  static RedemptionRequest signUp(
      ProfileSeal seal, UUID id, String code, String userId, String username) {
    Profile profile =
        new Profile(
            userId + "@example.com",
            username,
            "Display",
            "+1" + (1_000_000_000L + Math.floorMod(userId.hashCode(), 1_000_000_000)),
            "$argon2id$");
    var fingerprint =
        FINGERPRINTS
            .of(
                code,
                userId,
                profile.getEmail(),
                username,
                profile.getDisplayName(),
                profile.getPhone())
            .getFirst();
    byte[] sealed = seal.seal(profile, new SignupEnvelope(id, fingerprint, code, userId));
    Redeem redeem = new Redeem(userId, new SealedSignup(ByteBuffer.wrap(sealed)));
    return new RedemptionRequest(
        id, fingerprint, code, redeem, null, null, null, null, null, null, null);
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
        id,
        ContentFingerprints.of(code, create),
        code,
        null,
        create,
        null,
        null,
        null,
        null,
        null,
        null);
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
        null,
        null,
        null,
        null);
  }

  static RedemptionRequest revoke(String code) {
    return change(code, change -> change.setChangesRevoked(true).setRevoked(true));
  }

  static RedemptionRequest release(UUID id, String code, UUID useId) {
    ReleaseUse release = new ReleaseUse(useId, "asked for it", "operator");
    return new RedemptionRequest(
        id,
        ContentFingerprints.of(code, release),
        code,
        null,
        null,
        null,
        release,
        null,
        null,
        null,
        null);
  }

  /** A question about the id, as gateways write it since version 2. */
  static RedemptionRequest ask(UUID id, int partition, long offset) {
    Ask ask = new Ask(new Position(partition, offset));
    return RedemptionRequest.newBuilder()
        .setRequestId(id)
        .setContentFingerprint(ContentFingerprints.of(ask))
        .setCode("")
        .setAsk(ask)
        .build();
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
        refresh,
        null,
        null,
        null);
  }
}
