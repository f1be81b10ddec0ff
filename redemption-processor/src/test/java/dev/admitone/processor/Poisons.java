package dev.admitone.processor;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.admitone.processor.Poison.Told;
import dev.admitone.schemas.avro.DeadLetterReason;
import dev.admitone.schemas.avro.RedemptionRequest;
import dev.admitone.schemas.codec.RecordCodec;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Records that no decision is possible about; all with one request id, where they have one. */
final class Poisons {

  static final UUID ID = UUID.randomUUID();
  static final String CODE = TestRequests.newCode();
  static final int PARTITION = TestLog.partitionOf(CODE);

  static final RecordCodec<RedemptionRequest> CODEC = RecordCodec.requests(2);

  /** Nothing is wrong with this one. */
  static final RedemptionRequest GOOD = TestRequests.redeem(ID, CODE, "ann");

  /** A length of 1.5 GB, as Avro writes it. */
  private static final byte[] CLAIM = HexFormat.of().parseHex("80bcc1960b");

  private Poisons() {}

  static Stream<Poison> all() {
    return Stream.of(unreadable(), misplaced(), ImpossibleContents.all()).flatMap(all -> all);
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
        tooLarge("64 KB and a byte", RecordCodec.REQUEST_BYTES_MAX + 1),
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

  private static Poison value(String name, byte[] value) {
    return value(name, DeadLetterReason.UNDECODABLE, Told.ID_ONLY, value);
  }

  private static Poison value(
      String name, DeadLetterReason reason, @Nullable Told told, byte @Nullable [] value) {
    return new Poison(name, reason, "", told, TestLog.record(PARTITION, CODE, value));
  }

  /** Its size is all that is wrong with it: longer by a user of that many characters. */
  private static Poison tooLarge(String name, int bytes) {
    int others = CODEC.encode(TestRequests.redeem(ID, CODE, "a".repeat(100_000))).length - 100_000;
    byte[] value = CODEC.encode(TestRequests.redeem(ID, CODE, "a".repeat(bytes - others)));
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

  private static byte[] joined(byte[] first, byte[] second) {
    return ByteBuffer.allocate(first.length + second.length).put(first).put(second).array();
  }
}
