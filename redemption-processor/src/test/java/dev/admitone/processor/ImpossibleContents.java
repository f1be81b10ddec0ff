package dev.admitone.processor;

import dev.admitone.processor.Poison.Told;
import dev.admitone.schemas.avro.ChangeInvite;
import dev.admitone.schemas.avro.ContentFingerprint;
import dev.admitone.schemas.avro.CreateInvite;
import dev.admitone.schemas.avro.DeadLetterReason;
import dev.admitone.schemas.avro.EraseUser;
import dev.admitone.schemas.avro.Redeem;
import dev.admitone.schemas.avro.RedemptionRequest;
import dev.admitone.schemas.avro.Refresh;
import dev.admitone.schemas.avro.ReleaseUse;
import dev.admitone.schemas.avro.RepairCount;
import dev.admitone.schemas.avro.SealedSignup;
import dev.admitone.schemas.codes.ContentFingerprints;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.UUID;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Requests that can be read and still mean nothing that anybody may ask for. */
final class ImpossibleContents {

  private static final UUID ID = Poisons.ID;
  private static final String CODE = Poisons.CODE;
  private static final RedemptionRequest GOOD = Poisons.GOOD;
  private static final RedemptionRequest SIGNUP = TestRequests.signUp(ID, CODE, "ann", "name");

  private ImpossibleContents() {}

  static Stream<Poison> all() {
    return Stream.of(impossible(), fingerprints(), signups()).flatMap(all -> all);
  }

  private static Stream<Poison> impossible() {
    return Stream.of(
        code("a code in lower case", "kTEST1"),
        code("a code that is too short", "AB"),
        code("a code that is too long", "A".repeat(65)),
        code("U+0000 in the code", "ABC\u0000"),
        content("no command", "exactly one command must be set", request -> request),
        content(
            "two commands",
            "exactly one command must be set",
            request -> request.setRedeem(new Redeem("ann", null)).setRefresh(new Refresh())),
        user("no user", "userId is empty", ""),
        user("U+0000 in the user", "userId has a control character", "a\u0000b"),
        user("a line end in the user", "userId has a control character", "a\nb"),
        user("a long user", "userId is longer than 200 characters", "a".repeat(201)),
        create("a negative limit", "maxUses is negative", -1, null, "op"),
        create("no creator", "createdBy is empty", 1, null, ""),
        create("a year to come", "the years 1 to 9999", 1, Instant.ofEpochMilli(1L << 60), "op"),
        create("a year before", "the years 1 to 9999", 1, Instant.ofEpochMilli(-1L << 60), "op"),
        content(
            "a change to a negative limit",
            "maxUses is negative",
            request ->
                request.setChangeInvite(
                    ChangeInvite.newBuilder()
                        .setChangesMaxUses(true)
                        .setMaxUses(-1)
                        .setChangedBy("op")
                        .build())),
        content(
            "a repair without a reason",
            "reason is empty",
            request -> request.setRepairCount(new RepairCount("", "operator"))),
        content(
            "a repair by no operator",
            "repairedBy is empty",
            request -> request.setRepairCount(new RepairCount("miscounted", ""))),
        content(
            "a user to erase",
            "this processor has no key of pseudonyms",
            request ->
                request.setEraseUser(new EraseUser("ann", "erased-1", "asked for it", "operator"))),
        release("no reason", "reason is empty", ""),
        release("a long reason", "reason is longer than 1000 characters", "a".repeat(1_001)));
  }

  /** Each command under the fingerprint of another content: all of it can be read. */
  private static Stream<Poison> fingerprints() {
    return Stream.of(
        fingerprint("another user's fingerprint", "bob", TestRequests.redeem(CODE, "bob")),
        fingerprint("a redemption's fingerprint to create", null, TestRequests.create(CODE, 3L)),
        fingerprint("a redemption's fingerprint to change", null, TestRequests.revoke(CODE)),
        fingerprint(
            "a redemption's fingerprint to release", null, TestRequests.release(ID, CODE, ID)),
        fingerprint("a redemption's fingerprint to refresh", null, TestRequests.refresh(CODE)));
  }

  /** What somebody with access to the log alone could make of a signup in it. */
  private static Stream<Poison> signups() {
    byte[] altered = sealed();
    altered[altered.length / 2] ^= 1;
    return Stream.of(
        signup("a signup that is not sealed", CODE, "ann", new byte[8]),
        signup("a signup whose seal was altered", CODE, "ann", altered),
        signup("another user with the sealed profile of the first", CODE, "eve", sealed()),
        signup("another code with the sealed profile of the first", "OTHER", "ann", sealed()));
  }

  private static Poison signup(String name, String code, String userId, byte[] sealed) {
    Redeem redeem = new Redeem(userId, new SealedSignup(ByteBuffer.wrap(sealed)));
    RedemptionRequest request =
        RedemptionRequest.newBuilder(SIGNUP).setCode(code).setRedeem(redeem).build();
    return poison(name, "seal", new Told(SIGNUP.getContentFingerprint(), code, null), request);
  }

  /** The sealed profile of the user ann, with the code. */
  private static byte[] sealed() {
    return SIGNUP.getRedeem().getSignup().getSealedProfile().array().clone();
  }

  private static Poison fingerprint(
      String name, @Nullable String userId, RedemptionRequest request) {
    ContentFingerprint fingerprint = GOOD.getContentFingerprint();
    return poison(
        name,
        "the fingerprint is not that of the content",
        new Told(fingerprint, CODE, userId),
        RedemptionRequest.newBuilder(request)
            .setRequestId(ID)
            .setContentFingerprint(fingerprint)
            .build());
  }

  private static Poison code(String name, String code) {
    RedemptionRequest request = TestRequests.redeem(ID, code, "ann");
    Told told = new Told(request.getContentFingerprint(), "", null);
    return poison(name, "the code is not in its canonical form", told, request);
  }

  private static Poison user(String name, String detail, String userId) {
    return content(name, detail, request -> request.setRedeem(new Redeem(userId, null)));
  }

  private static Poison create(
      String name, String detail, long maxUses, @Nullable Instant startsAt, String createdBy) {
    return content(
        name,
        detail,
        request ->
            request.setCreateInvite(new CreateInvite(false, maxUses, startsAt, null, createdBy)));
  }

  private static Poison release(String name, String detail, String reason) {
    return content(
        name, detail, request -> request.setReleaseUse(new ReleaseUse(ID, reason, "operator")));
  }

  /** Its content is all that is wrong with it. */
  private static Poison content(
      String name, String detail, UnaryOperator<RedemptionRequest.Builder> content) {
    RedemptionRequest bare =
        content
            .apply(
                RedemptionRequest.newBuilder()
                    .setRequestId(ID)
                    .setContentFingerprint(GOOD.getContentFingerprint())
                    .setCode(CODE))
            .build();
    RedemptionRequest request =
        RedemptionRequest.newBuilder(bare)
            .setContentFingerprint(
                ContentFingerprints.of(bare).orElse(GOOD.getContentFingerprint()))
            .build();
    return poison(name, detail, new Told(request.getContentFingerprint(), CODE, null), request);
  }

  private static Poison poison(String name, String detail, Told told, RedemptionRequest request) {
    return new Poison(
        name,
        DeadLetterReason.IMPOSSIBLE_CONTENT,
        detail,
        told,
        TestLog.record(Poisons.PARTITION, request.getCode(), Poisons.CODEC.encode(request)));
  }
}
