package dev.admitone.schemas.codes;

import dev.admitone.schemas.avro.Ask;
import dev.admitone.schemas.avro.ChangeInvite;
import dev.admitone.schemas.avro.ContentFingerprint;
import dev.admitone.schemas.avro.CreateInvite;
import dev.admitone.schemas.avro.EraseUser;
import dev.admitone.schemas.avro.Position;
import dev.admitone.schemas.avro.Redeem;
import dev.admitone.schemas.avro.RedemptionRequest;
import dev.admitone.schemas.avro.Refresh;
import dev.admitone.schemas.avro.ReleaseUse;
import dev.admitone.schemas.avro.RepairCount;
import dev.admitone.schemas.avro.SealedSignup;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Makes requests, each with the fingerprint of its content. {@link RequestRecords} gives them their
 * key and partition. All codes are in their canonical form.
 */
public final class Requests {

  /** A question names no code. */
  private static final String CODE_OF_ASK = "";

  private Requests() {}

  /** The user redeems the code. */
  public static RedemptionRequest redeem(UUID id, String code, String userId) {
    Redeem redeem = new Redeem(userId, null);
    return request(id, ContentFingerprints.of(code, redeem), code).setRedeem(redeem).build();
  }

  /**
   * The user redeems the code with a signup.
   *
   * @param fingerprint made under a key, so not here: a plain one of a profile could be guessed
   * @param sealedProfile sealed for this request alone
   */
  public static RedemptionRequest signUp(
      UUID id, ContentFingerprint fingerprint, String code, String userId, byte[] sealedProfile) {
    SealedSignup signup = new SealedSignup(ByteBuffer.wrap(sealedProfile));
    return request(id, fingerprint, code).setRedeem(new Redeem(userId, signup)).build();
  }

  /**
   * What an operator that creates one code or many asks for.
   *
   * @param maxUses null means unlimited
   * @param startsAt null means valid from the beginning
   * @param expiresAt null means that it never expires
   * @param createdBy the operator's subject
   */
  public static CreateInvite creation(
      @Nullable Long maxUses,
      @Nullable Instant startsAt,
      @Nullable Instant expiresAt,
      String createdBy) {
    return new CreateInvite(
        maxUses == null, maxUses == null ? 0L : maxUses, startsAt, expiresAt, createdBy);
  }

  /** An operator creates the code. */
  public static RedemptionRequest createInvite(UUID id, String code, CreateInvite create) {
    return request(id, ContentFingerprints.of(code, create), code).setCreateInvite(create).build();
  }

  /** An operator changes the code. */
  public static RedemptionRequest changeInvite(UUID id, String code, ChangeInvite change) {
    return request(id, ContentFingerprints.of(code, change), code).setChangeInvite(change).build();
  }

  /**
   * An operator gives a use of the code back.
   *
   * @param useId the request that redeemed the code
   * @param releasedBy the operator's subject
   */
  public static RedemptionRequest releaseUse(
      UUID id, String code, UUID useId, String reason, String releasedBy) {
    ReleaseUse release = new ReleaseUse(useId, reason, releasedBy);
    return request(id, ContentFingerprints.of(code, release), code).setReleaseUse(release).build();
  }

  /**
   * An operator has the code's uses counted again. Needs schema version 2.
   *
   * @param repairedBy the operator's subject
   */
  public static RedemptionRequest repairCount(
      UUID id, String code, String reason, String repairedBy) {
    RepairCount repair = new RepairCount(reason, repairedBy);
    return request(id, ContentFingerprints.of(code, repair), code).setRepairCount(repair).build();
  }

  /**
   * An operator erases a user, as far as the code is concerned.
   *
   * @param pseudonym what stands for the user from then on
   * @param erasedBy the operator's subject
   */
  public static RedemptionRequest eraseUser(
      UUID id, String code, String userId, String pseudonym, String reason, String erasedBy) {
    EraseUser erase = new EraseUser(userId, pseudonym, reason, erasedBy);
    return request(id, ContentFingerprints.of(code, erase), code).setEraseUser(erase).build();
  }

  /** The code's snapshot is to be published. */
  public static RedemptionRequest refresh(UUID id, String code) {
    Refresh refresh = new Refresh();
    return request(id, ContentFingerprints.of(code, refresh), code).setRefresh(refresh).build();
  }

  /** A gateway asks for the decision about the request of that id, which lies at that position. */
  public static RedemptionRequest ask(UUID id, int partition, long offset) {
    Ask ask = new Ask(new Position(partition, offset));
    return request(id, ContentFingerprints.of(ask), CODE_OF_ASK).setAsk(ask).build();
  }

  private static RedemptionRequest.Builder request(
      UUID id, ContentFingerprint fingerprint, String code) {
    return RedemptionRequest.newBuilder()
        .setRequestId(id)
        .setContentFingerprint(fingerprint)
        .setCode(code);
  }
}
