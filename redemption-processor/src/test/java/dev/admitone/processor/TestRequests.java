package dev.admitone.processor;

import dev.admitone.schemas.avro.ChangeInvite;
import dev.admitone.schemas.avro.Profile;
import dev.admitone.schemas.avro.RedemptionRequest;
import dev.admitone.schemas.codes.Requests;
import dev.admitone.schemas.signup.ProfileSeal;
import dev.admitone.schemas.signup.SignupEnvelope;
import dev.admitone.schemas.signup.SignupFingerprints;
import java.time.Instant;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Requests as the gateway writes them, with what a test does not care about filled in. */
final class TestRequests {

  /** What the gateway and all processors of these tests seal and open with. */
  static final String SEAL_KEYSET = ProfileSeal.newKeyset();

  private static final ProfileSeal SEAL = ProfileSeal.of(SEAL_KEYSET, 1);
  private static final SignupFingerprints FINGERPRINTS =
      SignupFingerprints.of(SignupFingerprints.newKeyset());
  private static final AtomicInteger CODES = new AtomicInteger();

  private TestRequests() {}

  /** A code that no other test has. */
  static String newCode() {
    return "CODE-" + CODES.incrementAndGet();
  }

  static RedemptionRequest redeem(UUID id, String code, String userId) {
    return Requests.redeem(id, code, userId);
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
    return Requests.signUp(id, fingerprint, code, userId, sealed);
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
    return Requests.createInvite(
        id, code, Requests.creation(maxUses, startsAt, expiresAt, "operator"));
  }

  /** A change that sets what the caller sets. */
  static RedemptionRequest change(String code, UnaryOperator<ChangeInvite.Builder> setting) {
    ChangeInvite change = setting.apply(ChangeInvite.newBuilder().setChangedBy("operator")).build();
    return Requests.changeInvite(UUID.randomUUID(), code, change);
  }

  static RedemptionRequest revoke(String code) {
    return change(code, change -> change.setChangesRevoked(true).setRevoked(true));
  }

  static RedemptionRequest release(UUID id, String code, UUID useId) {
    return Requests.releaseUse(id, code, useId, "asked for it", "operator");
  }

  /** As the console writes it, since version 2. */
  static RedemptionRequest repair(UUID id, String code) {
    return Requests.repairCount(id, code, "miscounted", "operator");
  }

  /** A question about the id, as gateways write it since version 2. */
  static RedemptionRequest ask(UUID id, int partition, long offset) {
    return Requests.ask(id, partition, offset);
  }

  static RedemptionRequest refresh(String code) {
    return Requests.refresh(UUID.randomUUID(), code);
  }
}
