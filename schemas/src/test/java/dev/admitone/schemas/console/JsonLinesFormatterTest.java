package dev.admitone.schemas.console;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.admitone.schemas.avro.Ask;
import dev.admitone.schemas.avro.ContentFingerprint;
import dev.admitone.schemas.avro.EraseUser;
import dev.admitone.schemas.avro.InviteSnapshot;
import dev.admitone.schemas.avro.Outcome;
import dev.admitone.schemas.avro.OwnUse;
import dev.admitone.schemas.avro.Position;
import dev.admitone.schemas.avro.Redeem;
import dev.admitone.schemas.avro.RedemptionDecided;
import dev.admitone.schemas.avro.RedemptionRequest;
import dev.admitone.schemas.avro.RefusalReason;
import dev.admitone.schemas.avro.RepairCount;
import dev.admitone.schemas.avro.SealedSignup;
import dev.admitone.schemas.codec.RecordCodec;
import dev.admitone.schemas.topics.Topics;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class JsonLinesFormatterTest {

  private static final UUID ID = UUID.fromString("01a20f76-dfaf-709e-8a73-49882d36da2a");
  private static final UUID USE_ID = UUID.fromString("01a20f76-0000-709e-8a73-49882d36da2a");
  private static final Instant NOON = Instant.parse("2026-05-04T12:00:00.125Z");
  private static final String BEGINNING =
      "{\"partition\":3,\"offset\":42,\"timestamp\":\"2026-05-04T12:00:00.125Z\",";

  private final JsonLinesFormatter formatter = new JsonLinesFormatter();
  private final RecordHeaders headers = new RecordHeaders();

  @Test
  void aRequestIsPrintedWithItsOneCommand() {
    assertThat(line(Topics.REQUESTS, "KTEST1", bytes(redeem("ann"))))
        .isEqualTo(
            BEGINNING
                + """
                "key":"KTEST1","value":{"requestId":"01a20f76-dfaf-709e-8a73-49882d36da2a",\
                "contentFingerprint":"000102030405060708090a0b0c0d0e0f","code":"KTEST1",\
                "redeem":{"userId":"ann"}}}
                """);
  }

  @Test
  void aResultIsPrintedWithOutcomeReasonTimeAndPlace() {
    assertThat(line(Topics.RESULTS, ID.toString(), bytes(refused("KTEST1"))))
        .isEqualTo(
            BEGINNING
                + """
                "key":"01a20f76-dfaf-709e-8a73-49882d36da2a",\
                "value":{"requestId":"01a20f76-dfaf-709e-8a73-49882d36da2a",\
                "contentFingerprint":"000102030405060708090a0b0c0d0e0f","code":"KTEST1",\
                "userId":"ann","outcome":"REFUSED","reason":"ALREADY_USED","deadLetterReason":null,\
                "decidedAt":"2026-05-04T12:00:00.125Z","position":{"partition":3,"offset":41},\
                "answeredPosition":{"partition":3,"offset":42},"inviteVersion":7,"currentUses":2,\
                "ownUse":{"useId":"01a20f76-0000-709e-8a73-49882d36da2a",\
                "usedAt":"2026-05-04T12:00:00.125Z"}}}
                """);
  }

  @Test
  void aResultOfVersionOneIsPrintedWithoutWhatItDoesNotHave() {
    assertThat(
            line(Topics.RESULTS, ID.toString(), RecordCodec.results(1).encode(refused("KTEST1"))))
        .endsWith("\"inviteVersion\":7,\"currentUses\":null}}\n");
  }

  @Test
  void anAlertIsPrintedAsTheJsonThatItIsAndWhatIsNoneIsSaidSo() {
    assertThat(line(Topics.ALERTS, "USER:\u00e4nn", "{\"subject\": \"\u00e4nn\"}".getBytes(UTF_8)))
        .isEqualTo(
            BEGINNING
                + """
                "key":"USER:\\u00E4nn","value":{"subject":"\\u00E4nn"}}
                """);
    assertThat(line(Topics.ALERTS, "CODE:HOT", "{\"a\":".getBytes(UTF_8)))
        .contains("\"undecodable\":\"UNDECODABLE: it is no JSON\"", "base64");
    assertThat(line(Topics.ALERTS, "CODE:HOT", null)).endsWith("\"value\":null}\n");
    formatter.configure(Map.of(JsonLinesFormatter.CODE_PROPERTY, "hot"));
    assertThat(line(Topics.ALERTS, "CODE:HOT", "{}".getBytes(UTF_8))).contains("\"value\":{}");
    assertThat(line(Topics.ALERTS, "USER:HOT", "{}".getBytes(UTF_8))).isEmpty();
  }

  @Test
  void theCommandsOfVersionTwoArePrinted() {
    RedemptionRequest bare =
        RedemptionRequest.newBuilder()
            .setRequestId(ID)
            .setContentFingerprint(fingerprint())
            .setCode("KTEST1")
            .build();
    RedemptionRequest ask =
        RedemptionRequest.newBuilder(bare)
            .setCode("")
            .setAsk(new Ask(new Position(3, 41L)))
            .build();
    RedemptionRequest repair =
        RedemptionRequest.newBuilder(bare)
            .setRepairCount(new RepairCount("miscounted", "op"))
            .build();
    RedemptionRequest erase =
        RedemptionRequest.newBuilder(bare)
            .setEraseUser(new EraseUser("ann", "erased-1", "asked for it", "op"))
            .build();

    assertThat(line(Topics.REQUESTS, ID.toString(), bytes(ask)))
        .endsWith("\"code\":\"\",\"ask\":{\"at\":{\"partition\":3,\"offset\":41}}}}\n");
    assertThat(line(Topics.REQUESTS, "KTEST1", bytes(repair)))
        .contains("\"repairCount\":{\"reason\":\"miscounted\",\"repairedBy\":\"op\"}");
    assertThat(line(Topics.REQUESTS, "KTEST1", bytes(erase)))
        .contains("\"eraseUser\":{\"userId\":\"ann\",\"pseudonym\":\"erased-1\",");
  }

  @Test
  void aSnapshotIsPrintedWithWhatIsUnlimited() {
    InviteSnapshot snapshot = new InviteSnapshot(ID, "KTEST1", null, 2L, null, NOON, null, 3L);
    assertThat(line(Topics.INVITES, "KTEST1", RecordCodec.snapshots(1).encode(snapshot)))
        .isEqualTo(
            BEGINNING
                + """
                "key":"KTEST1","value":{"inviteId":"01a20f76-dfaf-709e-8a73-49882d36da2a",\
                "code":"KTEST1","maxUses":null,"currentUses":2,"startsAt":null,\
                "expiresAt":"2026-05-04T12:00:00.125Z","revokedAt":null,"version":3}}
                """);
  }

  @Test
  void aDeadLetterIsPrintedWithItsHeadersAndTheRequestIfItIsOne() {
    headers.add(Topics.DEAD_LETTER_REASON_HEADER, "WRONG_PARTITION".getBytes(UTF_8));
    assertThat(line(Topics.DEAD_LETTERS, "KTEST1", bytes(redeem("ann"))))
        .startsWith(
            BEGINNING
                + """
                "key":"KTEST1","headers":{"admit-one-reason":"WRONG_PARTITION"},"value":{"requestId":\
                """)
        .contains("\"redeem\":{\"userId\":\"ann\"}");
  }

  @Test
  void aDeadLetterThatIsNoRequestIsPrintedInBase64() {
    headers.add(Topics.DEAD_LETTER_REASON_HEADER, "UNDECODABLE".getBytes(UTF_8));
    assertThat(line(Topics.DEAD_LETTERS, null, "garbage".getBytes(UTF_8)))
        .contains("\"key\":null,\"headers\":{\"admit-one-reason\":\"UNDECODABLE\"}")
        .contains("\"undecodable\":\"UNDECODABLE: ")
        .endsWith("\"base64\":\"Z2FyYmFnZQ==\"}\n");
  }

  @Test
  void whatHasNoValueHasNone() {
    assertThat(line(Topics.INVITES, "KTEST1", null))
        .endsWith("\"key\":\"KTEST1\",\"value\":null}\n");
  }

  @Test
  void aSealedProfileIsPrintedSealed() {
    Redeem signup = new Redeem("ann", new SealedSignup(ByteBuffer.wrap(new byte[] {1, 2, 3})));
    RedemptionRequest request =
        RedemptionRequest.newBuilder(redeem("ann")).setRedeem(signup).build();
    assertThat(line(Topics.REQUESTS, "KTEST1", bytes(request)))
        .contains("\"signup\":{\"sealedProfile\":\"AQID\"}");
  }

  @Test
  void anotherTopicIsSaidToBeAnotherOne() {
    assertThat(line("orders", "KTEST1", new byte[] {1}))
        .contains("\"undecodable\":\"UNDECODABLE: topic orders is none of ")
        .contains("\"base64\":\"AQ==\"");
  }

  @Test
  void whateverIsInARecordItIsOneLineOfAsciiAndNothingIsThrown() {
    Random random = new Random(7);
    byte[] valid = bytes(redeem("\u001b[2J\u009b31m\n\u202eann\"\\"));
    for (int i = 0; i < 2_000; i++) {
      byte[] value = valid.clone();
      value[random.nextInt(value.length)] ^= (byte) (1 << random.nextInt(8));
      byte[] noise = new byte[random.nextInt(64)];
      random.nextBytes(noise);
      headers.add("h" + i, noise);
      for (String topic : new String[] {Topics.REQUESTS, Topics.RESULTS, Topics.DEAD_LETTERS}) {
        assertThat(print(new ConsumerRecord<>(topic, 3, 42, noise, i % 2 == 0 ? value : noise)))
            .matches("\\{\"partition\":3,\"offset\":42,[\\x20-\\x7e]*}\n");
      }
    }
  }

  @Test
  void oneCodeAloneIsPrintedWhereverItStands() {
    formatter.configure(Map.of("code", " ktest1 "));
    assertThat(line(Topics.REQUESTS, "KTEST1", bytes(redeem("ann")))).isNotEmpty();
    assertThat(line(Topics.RESULTS, ID.toString(), bytes(refused("KTEST1")))).isNotEmpty();
    assertThat(line(Topics.RESULTS, ID.toString(), bytes(refused("KTEST2")))).isEmpty();
    assertThat(line(Topics.INVITES, "KTEST1", null)).isNotEmpty();
    assertThat(line(Topics.INVITES, "KTEST2", null)).isEmpty();
    assertThat(line(Topics.DEAD_LETTERS, "other", bytes(redeem("ann")))).isNotEmpty();
    assertThat(line(Topics.DEAD_LETTERS, "KTEST1", new byte[] {1})).isNotEmpty();
    assertThat(line(Topics.DEAD_LETTERS, null, new byte[] {1})).isEmpty();
  }

  @Test
  void whatIsNoCodeIsRefused() {
    assertThatExceptionOfType(ConfigException.class)
        .isThrownBy(() -> formatter.configure(Map.of("code", "no code!")))
        .withMessageContaining("no code!");
  }

  private String line(String topic, @Nullable String key, byte @Nullable [] value) {
    byte[] keyBytes = key == null ? null : key.getBytes(UTF_8);
    return print(new ConsumerRecord<>(topic, 3, 42, keyBytes, value));
  }

  private String print(ConsumerRecord<byte[], byte[]> record) {
    ByteArrayOutputStream printed = new ByteArrayOutputStream();
    formatter.writeTo(
        new ConsumerRecord<>(
            record.topic(),
            record.partition(),
            record.offset(),
            NOON.toEpochMilli(),
            TimestampType.CREATE_TIME,
            0,
            0,
            record.key(),
            record.value(),
            headers,
            Optional.empty()),
        new PrintStream(printed, true, UTF_8));
    return printed.toString(UTF_8);
  }

  private static byte[] bytes(RedemptionRequest request) {
    return RecordCodec.requests(2).encode(request);
  }

  private static byte[] bytes(RedemptionDecided decided) {
    return RecordCodec.results(2).encode(decided);
  }

  private static RedemptionRequest redeem(String userId) {
    return RedemptionRequest.newBuilder()
        .setRequestId(ID)
        .setContentFingerprint(fingerprint())
        .setCode("KTEST1")
        .setRedeem(new Redeem(userId, null))
        .build();
  }

  private static RedemptionDecided refused(String code) {
    return new RedemptionDecided(
        ID,
        fingerprint(),
        code,
        "ann",
        Outcome.REFUSED,
        RefusalReason.ALREADY_USED,
        null,
        NOON,
        new Position(3, 41L),
        new Position(3, 42L),
        7L,
        2L,
        new OwnUse(USE_ID, NOON));
  }

  private static ContentFingerprint fingerprint() {
    return new ContentFingerprint(
        new byte[] {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15});
  }
}
