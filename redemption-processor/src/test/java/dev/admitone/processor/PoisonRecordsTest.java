package dev.admitone.processor;

import static dev.admitone.processor.Waiting.patiently;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.admitone.schemas.RecordCodec;
import dev.admitone.schemas.Topics;
import dev.admitone.schemas.avro.ContentFingerprint;
import dev.admitone.schemas.avro.CreateInvite;
import dev.admitone.schemas.avro.DeadLetterReason;
import dev.admitone.schemas.avro.Outcome;
import dev.admitone.schemas.avro.Redeem;
import dev.admitone.schemas.avro.RedemptionDecided;
import dev.admitone.schemas.avro.RedemptionRequest;
import dev.admitone.schemas.avro.Refresh;
import dev.admitone.schemas.avro.ReleaseUse;
import dev.admitone.schemas.avro.SealedSignup;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.jdbc.core.JdbcTemplate;

@ExtendWith(SharedProcessor.class)
class PoisonRecordsTest {

  private static final RecordCodec<RedemptionRequest> CODEC = RecordCodec.requests(1);
  private static final String CODE = Requests.newCode();
  private static final int PARTITION = TestLog.partitionOf(CODE);
  private static final UUID ID = UUID.randomUUID();
  private static final RedemptionRequest SIGNUP = Requests.signUp(ID, CODE, "ann", "name");

  /** A record that no decision is possible about, and whether its request id can be read. */
  record Poison(
      String name,
      DeadLetterReason reason,
      boolean idReadable,
      ProducerRecord<byte[], byte[]> record) {
    @Override
    public String toString() {
      return name;
    }
  }

  static Stream<Poison> poisons() {
    byte[] good = CODEC.encode(Requests.redeem(ID, CODE, "ann"));
    byte[] unknown = good.clone();
    unknown[2] ^= 1;
    return Stream.of(
        unreadable("no value", DeadLetterReason.EMPTY, null),
        unreadable("an empty value", DeadLetterReason.UNDECODABLE, new byte[0]),
        unreadable("garbage", DeadLetterReason.UNDECODABLE, "{\"code\":\"A\"}".getBytes(UTF_8)),
        unreadable("an unknown schema", DeadLetterReason.UNKNOWN_SCHEMA, unknown),
        unreadable(
            "a string of 1.5 GB, claimed in 47 bytes",
            DeadLetterReason.UNDECODABLE,
            bomb(good),
            true),
        unreadable(
            "cut short after its id",
            DeadLetterReason.UNDECODABLE,
            Arrays.copyOf(good, good.length - 1),
            true),
        unreadable(
            "bytes after its end",
            DeadLetterReason.UNDECODABLE,
            Arrays.copyOf(good, good.length + 1),
            true),
        unreadable(
            "70 KB",
            DeadLetterReason.TOO_LARGE,
            CODEC.encode(Requests.redeem(ID, CODE, "a".repeat(70_000))),
            true),
        unreadable(
            "3 MB",
            DeadLetterReason.TOO_LARGE,
            CODEC.encode(Requests.redeem(ID, CODE, "a".repeat(3_000_000))),
            true),
        new Poison(
            "no key", DeadLetterReason.KEY_MISMATCH, true, TestLog.record(PARTITION, null, good)),
        new Poison(
            "the key of another code",
            DeadLetterReason.KEY_MISMATCH,
            true,
            TestLog.record(PARTITION, "OTHER", good)),
        new Poison(
            "another partition than its key's",
            DeadLetterReason.WRONG_PARTITION,
            true,
            TestLog.record((PARTITION + 1) % RunningProcessor.PARTITIONS, CODE, good)),
        impossible("no command", command(CODE, null, null, null)),
        impossible(
            "two commands",
            new RedemptionRequest(
                ID, print(), CODE, new Redeem("ann", null), null, null, null, new Refresh())),
        impossible("a code in lower case", command("kTEST1", new Redeem("ann", null), null, null)),
        impossible("a code that is too short", command("AB", new Redeem("ann", null), null, null)),
        impossible("no user", command(CODE, new Redeem("", null), null, null)),
        impossible("U+0000 in the user", command(CODE, new Redeem("a\u0000b", null), null, null)),
        impossible("a line end in the user", command(CODE, new Redeem("a\nb", null), null, null)),
        impossible(
            "a user of 201 characters",
            command(CODE, new Redeem("a".repeat(201), null), null, null)),
        impossible(
            "a signup that is not sealed",
            command(
                CODE,
                new Redeem("ann", new SealedSignup(ByteBuffer.wrap(new byte[8]))),
                null,
                null)),
        impossible("a signup whose seal was altered", altered()),
        impossible(
            "another user with the sealed profile of the first", signUp(CODE, "eve", sealed())),
        impossible(
            "another code with the sealed profile of the first", signUp("OTHER", "ann", sealed())),
        impossible(
            "a negative limit",
            command(CODE, null, new CreateInvite(false, -1L, null, null, "operator"), null)),
        impossible(
            "a year that no calendar has",
            command(
                CODE,
                null,
                new CreateInvite(true, 0L, null, Instant.ofEpochMilli(1L << 60), "operator"),
                null)),
        impossible("no reason", command(CODE, null, null, new ReleaseUse(ID, "", "operator"))));
  }

  @ParameterizedTest
  @MethodSource("poisons")
  void eachIsDeadLetteredAloneAndItsNeighboursAreDecided(
      Poison poison, TestLog log, JdbcTemplate jdbc) throws Exception {
    String code = codeOnPartition(poison.record().partition());
    RedemptionRequest before = Requests.create(code, null);
    RedemptionRequest after = Requests.redeem(code, "ann");
    log.append(before);
    RecordMetadata where = log.append(poison.record());
    log.append(after);

    patiently().until(() -> log.resultsFor(code).size() == 2);
    patiently().until(() -> !deadLettersOf(log, where).isEmpty());
    assertThat(deadLettersOf(log, where)).hasSize(1);
    ConsumerRecord<byte[], byte[]> deadLetter = deadLettersOf(log, where).getFirst();
    assertThat(deadLetter.partition()).isEqualTo(where.partition());
    assertThat(deadLetter.key()).isEqualTo(poison.record().key());
    assertThat(deadLetter.value()).isEqualTo(poison.record().value());
    assertThat(header(deadLetter, Topics.DEAD_LETTER_REASON_HEADER))
        .isEqualTo(poison.reason().name());
    assertThat(header(deadLetter, Topics.DEAD_LETTER_DETAIL_HEADER)).isNotBlank();
    assertThat(Instant.parse(header(deadLetter, Topics.DEAD_LETTER_TIME_HEADER)).toEpochMilli())
        .isEqualTo(where.timestamp());

    assertThat(log.resultsFor(code))
        .extracting(told -> TestLog.word(told.value()))
        .containsExactly("DONE", "REDEEMED");
    List<RedemptionDecided> tellings = tellingsOf(log, where);
    if (poison.idReadable()) {
      assertThat(tellings).hasSize(1);
      assertThat(tellings.getFirst().getRequestId()).isEqualTo(ID);
      assertThat(tellings.getFirst().getOutcome()).isEqualTo(Outcome.DEAD_LETTERED);
      assertThat(tellings.getFirst().getDeadLetterReason()).isEqualTo(poison.reason());
    } else {
      assertThat(tellings).isEmpty();
    }
    assertThat(
            jdbc.queryForObject(
                "select count(*) from redemption_decisions where id = ?", Long.class, ID))
        .isZero();
  }

  private static Poison unreadable(String name, DeadLetterReason reason, byte @Nullable [] value) {
    return unreadable(name, reason, value, false);
  }

  private static Poison unreadable(
      String name, DeadLetterReason reason, byte @Nullable [] value, boolean idReadable) {
    return new Poison(name, reason, idReadable, TestLog.record(PARTITION, CODE, value));
  }

  private static Poison impossible(String name, RedemptionRequest request) {
    return new Poison(
        name,
        DeadLetterReason.IMPOSSIBLE_CONTENT,
        true,
        TestLog.record(PARTITION, request.getCode(), CODEC.encode(request)));
  }

  private static RedemptionRequest command(
      String code,
      @Nullable Redeem redeem,
      @Nullable CreateInvite create,
      @Nullable ReleaseUse release) {
    return new RedemptionRequest(ID, print(), code, redeem, create, null, release, null);
  }

  private static RedemptionRequest altered() {
    byte[] sealed = sealed();
    sealed[sealed.length / 2] ^= 1;
    return signUp(CODE, "ann", sealed);
  }

  /** The sealed profile of the user ann, with the code. */
  private static byte[] sealed() {
    return SIGNUP.getRedeem().getSignup().getSealedProfile().array().clone();
  }

  private static RedemptionRequest signUp(String code, String userId, byte[] sealed) {
    Redeem redeem = new Redeem(userId, new SealedSignup(ByteBuffer.wrap(sealed)));
    return new RedemptionRequest(
        ID, SIGNUP.getContentFingerprint(), code, redeem, null, null, null, null);
  }

  private static ContentFingerprint print() {
    return new ContentFingerprint(new byte[16]);
  }

  /** Marker, schema, id, fingerprint; then the length of a code, as Avro's zigzag writes it. */
  private static byte[] bomb(byte[] good) {
    return ByteBuffer.allocate(10 + 16 + 16 + 5)
        .put(good, 0, 10 + 16 + 16)
        .put(new byte[] {(byte) 0x80, (byte) 0xbc, (byte) 0xc1, (byte) 0x96, 0x0b})
        .array();
  }

  private static String codeOnPartition(int partition) {
    return Stream.generate(Requests::newCode)
        .filter(code -> TestLog.partitionOf(code) == partition)
        .findFirst()
        .orElseThrow();
  }

  private static List<ConsumerRecord<byte[], byte[]>> deadLettersOf(
      TestLog log, RecordMetadata where) {
    String position = "%d-%d".formatted(where.partition(), where.offset());
    return log.deadLetters().stream()
        .filter(record -> header(record, Topics.DEAD_LETTER_POSITION_HEADER).equals(position))
        .toList();
  }

  private static List<RedemptionDecided> tellingsOf(TestLog log, RecordMetadata where) {
    return log.results().stream()
        .map(TestLog.Told::value)
        .filter(
            told ->
                told.getAnsweredPosition().getPartition() == where.partition()
                    && told.getAnsweredPosition().getOffset() == where.offset())
        .toList();
  }

  private static String header(ConsumerRecord<byte[], byte[]> record, String name) {
    return new String(record.headers().lastHeader(name).value(), UTF_8);
  }
}
