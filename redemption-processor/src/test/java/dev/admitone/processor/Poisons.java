package dev.admitone.processor;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.admitone.schemas.ContentFingerprints;
import dev.admitone.schemas.RecordCodec;
import dev.admitone.schemas.avro.ChangeInvite;
import dev.admitone.schemas.avro.ContentFingerprint;
import dev.admitone.schemas.avro.CreateInvite;
import dev.admitone.schemas.avro.DeadLetterReason;
import dev.admitone.schemas.avro.Redeem;
import dev.admitone.schemas.avro.RedemptionRequest;
import dev.admitone.schemas.avro.Refresh;
import dev.admitone.schemas.avro.ReleaseUse;
import dev.admitone.schemas.avro.SealedSignup;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.UUID;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;

/** Records that no decision is possible about; all with one request id, where they have one. */
final class Poisons {

  static final UUID ID = UUID.randomUUID();
  static final String CODE = Requests.newCode();
  static final int PARTITION = TestLog.partitionOf(CODE);

  private static final RecordCodec<RedemptionRequest> CODEC = RecordCodec.requests(1);
  private static final RedemptionRequest GOOD = Requests.redeem(ID, CODE, "ann");
  private static final RedemptionRequest SIGNUP = Requests.signUp(ID, CODE, "ann", "name");

  /** A length of 1.5 GB, as Avro writes it. */
  private static final byte[] CLAIM = HexFormat.of().parseHex("80bcc1960b");

  private Poisons() {}

  /**
   * One of them.
   *
   * @param detail what its dead letter says in words, or a part of it
   * @param told what whoever waits for it is told; null if not even its id can be read
   */
  record Poison(
      String name,
      DeadLetterReason reason,
      String detail,
      @Nullable Told told,
      ProducerRecord<byte[], byte[]> record) {

    @Override
    public String toString() {
      return name;
    }
  }

  /** What a result tells of a request, as far as it could be read. */
  record Told(ContentFingerprint fingerprint, String code, @Nullable String userId) {

    static final Told ID_ONLY = new Told(new ContentFingerprint(new byte[16]), "", null);
  }

  static Stream<Poison> all() {
    return Stream.of(unreadable(), misplaced(), impossible(), fingerprints(), signups())
        .flatMap(all -> all);
  }

  private static Stream<Poison> unreadable() {
    byte[] good = CODEC.encode(GOOD);
    byte[] unknown = good.clone();
    unknown[2] ^= 1;
    byte[] upToCode = Arrays.copyOf(good, 10 + 16 + 16);
    byte[] upToUser = Arrays.copyOf(good, 10 + 16 + 16 + 1 + CODE.length() + 1);
    return Stream.of(
        value("no value", DeadLetterReason.EMPTY, null, null),
        value("an empty value", DeadLetterReason.UNDECODABLE, null, new byte[0]),
        value("JSON", DeadLetterReason.UNDECODABLE, null, "{\"code\":\"A\"}".getBytes(UTF_8)),
        value(
            "12 bytes that claim 1.5 GB",
            DeadLetterReason.UNDECODABLE,
            null,
            joined(CLAIM, new byte[7])),
        value(
            "12 bytes that claim 1.5 GB behind the marker",
            DeadLetterReason.UNDECODABLE,
            null,
            Arrays.copyOf(joined(Arrays.copyOf(good, 10), CLAIM), 12)),
        value("an unknown schema", DeadLetterReason.UNKNOWN_SCHEMA, null, unknown),
        value("a code of 1.5 GB, claimed in 47 bytes", joined(upToCode, CLAIM)),
        value("a user of 1.5 GB, claimed", joined(upToUser, CLAIM)),
        value("a code of a negative length", joined(upToCode, new byte[] {3})),
        value("nothing after its id", Arrays.copyOf(good, 10 + 16)),
        value("cut short before its end", Arrays.copyOf(good, good.length - 1)),
        value("bytes after its end", Arrays.copyOf(good, good.length + 1)),
        tooLarge("64 KB and a byte", RecordCodec.MAX_REQUEST_BYTES + 1),
        tooLarge("2 MB", 2 * 1024 * 1024),
        tooLarge("4 MB, nearly", 4_190_000));
  }

  private static Stream<Poison> misplaced() {
    int other = (PARTITION + 1) % RunningProcessor.PARTITIONS;
    return Stream.of(
        placed("no key", DeadLetterReason.KEY_MISMATCH, PARTITION, null),
        placed("an empty key", DeadLetterReason.KEY_MISMATCH, PARTITION, ""),
        placed("the key of another code", DeadLetterReason.KEY_MISMATCH, PARTITION, "OTHER"),
        placed("another partition than its key's", DeadLetterReason.WRONG_PARTITION, other, CODE));
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
        release("no reason", "reason is empty", ""),
        release("a long reason", "reason is longer than 1000 characters", "a".repeat(1_001)));
  }

  /** Each command under the fingerprint of another content: all of it can be read. */
  private static Stream<Poison> fingerprints() {
    return Stream.of(
        fingerprint("another user's fingerprint", "bob", Requests.redeem(CODE, "bob")),
        fingerprint("a redemption's fingerprint to create", null, Requests.create(CODE, 3L)),
        fingerprint("a redemption's fingerprint to change", null, Requests.revoke(CODE)),
        fingerprint("a redemption's fingerprint to release", null, Requests.release(ID, CODE, ID)),
        fingerprint("a redemption's fingerprint to refresh", null, Requests.refresh(CODE)));
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

  private static Poison value(String name, byte[] value) {
    return value(name, DeadLetterReason.UNDECODABLE, Told.ID_ONLY, value);
  }

  private static Poison value(
      String name, DeadLetterReason reason, @Nullable Told told, byte @Nullable [] value) {
    return new Poison(name, reason, "", told, TestLog.record(PARTITION, CODE, value));
  }

  /** Its size is all that is wrong with it: longer by a user of that many characters. */
  private static Poison tooLarge(String name, int bytes) {
    int others = CODEC.encode(Requests.redeem(ID, CODE, "a".repeat(100_000))).length - 100_000;
    byte[] value = CODEC.encode(Requests.redeem(ID, CODE, "a".repeat(bytes - others)));
    return value(name, DeadLetterReason.TOO_LARGE, Told.ID_ONLY, value);
  }

  private static Poison placed(
      String name, DeadLetterReason reason, int partition, @Nullable String key) {
    return new Poison(
        name,
        reason,
        "",
        new Told(GOOD.getContentFingerprint(), CODE, "ann"),
        TestLog.record(partition, key, CODEC.encode(GOOD)));
  }

  private static Poison code(String name, String code) {
    RedemptionRequest request = Requests.redeem(ID, code, "ann");
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
        TestLog.record(PARTITION, request.getCode(), CODEC.encode(request)));
  }

  private static byte[] joined(byte[] first, byte[] second) {
    return ByteBuffer.allocate(first.length + second.length).put(first).put(second).array();
  }
}
