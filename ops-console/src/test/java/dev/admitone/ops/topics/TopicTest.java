package dev.admitone.ops.topics;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.admitone.ops.support.Console;
import dev.admitone.ops.support.Console.Reply;
import dev.admitone.ops.support.LedgerRows;
import dev.admitone.ops.support.LogRecords;
import dev.admitone.ops.support.TestLedger;
import dev.admitone.ops.support.TestLog;
import dev.admitone.schemas.avro.ContentFingerprint;
import dev.admitone.schemas.avro.InviteSnapshot;
import dev.admitone.schemas.codec.RecordCodec;
import dev.admitone.schemas.codes.InviteCodes;
import dev.admitone.schemas.codes.Requests;
import dev.admitone.schemas.codes.SnapshotRecords;
import dev.admitone.testsupport.Await;
import java.io.InputStream;
import java.lang.management.ManagementFactory;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import javax.management.ObjectName;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** The records of topics, found and shown. Each test has its own codes. */
@Tag("services")
@Tag("essential")
class TopicTest {

  private static TestLog log;
  private static LogRecords records;
  private static Console console;

  private final String code = LedgerRows.newCode();
  private final UUID id = UUID.randomUUID();

  @BeforeAll
  static void start() {
    log = TestLog.create();
    records = new LogRecords(log);
    console = Console.on(TestLedger.shared(), log.settings("--admit-one.ops.log.search-time=20s"));
  }

  @AfterAll
  static void stop() {
    console.close();
    records.close();
  }

  @Test
  void theTopicsAreListedWithTheirOffsets() {
    RecordMetadata last = records.request(Requests.redeem(id, code, "ann"));
    JsonNode topics = console.get("/api/ops/topics").json().path("topics");
    assertThat(topics.valueStream().map(topic -> topic.path("topic").asString()))
        .containsExactly(
            "redemption-requests",
            "redemption-results",
            "invites",
            "redemption-requests-dlt",
            "redemption-alerts");
    JsonNode requests = topics.path(0);
    assertThat(requests.path("name").asString()).isEqualTo(log.topics().requests());
    assertThat(requests.path("partitions")).hasSize(log.partitions());
    assertThat(requests.path("partitions").path(last.partition()).path("end").asLong())
        .isGreaterThan(last.offset());
  }

  @Test
  void aRecordIsFoundByItsPositionAndShownDecoded() {
    RecordMetadata record = records.request(Requests.redeem(id, code, "ann"));
    Reply reply = console.get(at("redemption-requests", record));
    assertThat(reply.status()).isEqualTo(200);
    assertThat(reply.json().path("key").asString()).isEqualTo(code);
    assertThat(reply.json().path("timeBy").asString()).isEqualTo("BROKER");
    assertThat(reply.json().path("time").asString())
        .isEqualTo(Instant.ofEpochMilli(record.timestamp()).toString());
    JsonNode value = reply.json().path("value");
    assertThat(value.path("requestId").asString()).isEqualTo(id.toString());
    assertThat(value.path("redeem").path("userId").asString()).isEqualTo("ann");
    assertThat(value.has("createInvite")).isFalse();
    JsonNode found =
        find(
            "redemption-requests",
            "partition=%d&offset=%d".formatted(record.partition(), record.offset()));
    assertThat(found.path("items").path(0)).isEqualTo(reply.json());
  }

  @Test
  void theNewestAreShownWhereNothingIsAskedFor() {
    records.request(Requests.redeem(UUID.randomUUID(), code, "ann"));
    records.request(Requests.redeem(id, code, "bob"));
    JsonNode page = find("redemption-requests", "limit=100");
    assertThat(page.path("items").path(0).path("value").path("requestId").asString())
        .isEqualTo(id.toString());
    assertThat(find("redemption-requests", "limit=1").path("items")).hasSize(1);
  }

  @Test
  void aKeyIsFoundOnItsPartitionAlsoAtTheLastOffset() {
    RecordMetadata first = records.request(Requests.redeem(UUID.randomUUID(), code, "ann"));
    RecordMetadata last = records.request(Requests.redeem(id, code, "bob"));
    JsonNode page = find("redemption-requests", "key=" + code);
    assertThat(offsets(page)).containsExactly(first.offset(), last.offset());
    assertThat(page.path("partial").asBoolean()).isFalse();
    assertThat(page.has("next")).isFalse();
    assertThat(page.path("searched")).hasSize(1);
    JsonNode searched = page.path("searched").path(0);
    assertThat(searched.path("partition").asInt())
        .isEqualTo(InviteCodes.partition(code, log.partitions()));
    assertThat(searched.path("to")).isEqualTo(searched.path("end"));
    int other = (first.partition() + 1) % log.partitions();
    assertThat(
            find("redemption-requests", "key=%s&partition=%d".formatted(code, other)).path("items"))
        .isEmpty();
  }

  @Test
  void aPageThatIsFullGoesOnBehindItsLastRecord() {
    for (int i = 0; i < 5; i++) {
      records.request(Requests.redeem(UUID.randomUUID(), code, "user-" + i));
    }
    JsonNode first = find("redemption-requests", "key=%s&limit=3".formatted(code));
    assertThat(first.path("items")).hasSize(3);
    assertThat(first.path("partial").asBoolean()).isFalse();
    JsonNode second =
        find(
            "redemption-requests",
            "key=%s&limit=3&next=%s".formatted(code, first.path("next").asString()));
    assertThat(second.path("items")).hasSize(2);
    assertThat(second.has("next")).isFalse();
  }

  @Test
  void recordsAreFoundByTheirTime() {
    RecordMetadata before = records.request(Requests.redeem(UUID.randomUUID(), code, "ann"));
    Instant time = Instant.ofEpochMilli(before.timestamp() + 1);
    while (!Instant.now().isAfter(time)) {
      Thread.onSpinWait();
    }
    RecordMetadata after = records.request(Requests.redeem(id, code, "bob"));
    assertThat(offsets(find("redemption-requests", "key=%s&from=%s".formatted(code, time))))
        .containsExactly(after.offset());
    assertThat(offsets(find("redemption-requests", "key=%s&to=%s".formatted(code, time))))
        .containsExactly(before.offset());
    assertThat(find("redemption-requests", "from=2100-01-01T00:00:00Z").path("items")).isEmpty();
  }

  @Test
  void oddKeysAreShownAndFound() {
    byte[] odd = {0, (byte) 0xFF, '<'};
    RecordMetadata record = records.append(poison(0, odd, new byte[] {1}));
    RecordMetadata none = records.append(poison(0, null, new byte[] {1}));
    JsonNode page = find("redemption-requests", "keyHex=00ff3c");
    assertThat(offsets(page)).contains(record.offset());
    assertThat(page.path("items").path(0).path("keyHex").asString()).isEqualTo("00ff3c");
    assertThat(page.path("items").path(0).has("key")).isFalse();
    JsonNode without = console.get(at("redemption-requests", none)).json();
    assertThat(without.has("key") || without.has("keyHex")).isFalse();
    assertThat(find("redemption-requests", "key=no%20such%0Akey").path("items")).isEmpty();
  }

  @Test
  void whatCannotBeDecodedIsShownInHexadecimalDigits() throws Exception {
    byte[] large = new byte[100_000];
    large[1] = (byte) 0xAB;
    RecordMetadata record = records.append(poison(1, code.getBytes(UTF_8), large));
    JsonNode shown = console.get(at("redemption-requests", record)).json();
    assertThat(shown.path("valueBytes").asInt()).isEqualTo(large.length);
    assertThat(shown.path("undecodable").asString()).contains("too large");
    assertThat(shown.path("hex").asString()).startsWith("00ab00").hasSize(1_024);
    assertThat(shown.path("cut").asBoolean()).isTrue();
    try (InputStream file = console.stream(at("redemption-requests", record) + "/value")) {
      assertThat(file.readAllBytes()).isEqualTo(large);
    }
    RecordMetadata small = records.append(poison(1, null, new byte[] {0x3C, 0x62, 0x3E}));
    JsonNode poison = console.get(at("redemption-requests", small)).json();
    assertThat(poison.path("undecodable").asString()).startsWith("UNDECODABLE: ");
    assertThat(poison.path("hex").asString()).isEqualTo("3c623e");
    assertThat(poison.path("cut").asBoolean()).isFalse();
  }

  @Test
  void aRecordWithoutAValueAndItsFileHaveNone() {
    RecordMetadata record = records.append(poison(1, new byte[0], null));
    JsonNode shown = console.get(at("redemption-requests", record)).json();
    assertThat(shown.has("valueBytes") || shown.has("value") || shown.has("hex")).isFalse();
    assertThat(shown.path("key").asString()).isEmpty();
    Reply file = console.get(at("redemption-requests", record) + "/value");
    assertThat(file.status()).isEqualTo(200);
    assertThat(file.text()).isEmpty();
    assertThat(file.header("Content-Disposition")).startsWith("attachment").contains(".bin");
  }

  @Test
  void headersAreShownAndTooManyAreLeftOut() {
    ProducerRecord<byte[], byte[]> record = poison(2, null, new byte[] {1});
    record.headers().add("first", "<script>".getBytes(UTF_8));
    record.headers().add("second", new byte[] {0});
    record.headers().add("third", null);
    for (int i = 0; i < 30; i++) {
      record.headers().add("more", new byte[] {'x'});
    }
    JsonNode shown = console.get(at("redemption-requests", records.append(record))).json();
    assertThat(shown.path("headers")).hasSize(20);
    assertThat(shown.path("headersLeftOut").asInt()).isEqualTo(13);
    assertThat(shown.path("headers").path(0).path("text").asString()).isEqualTo("<script>");
    assertThat(shown.path("headers").path(1).path("hex").asString()).isEqualTo("00");
    assertThat(shown.path("headers").path(2).has("text")).isFalse();
    assertThat(shown.path("cut").asBoolean()).isTrue();
  }

  @Test
  void whatOfARecordIsCutIsSaid() {
    ProducerRecord<byte[], byte[]> record = poison(2, null, new byte[] {1});
    record.headers().add("whole", new byte[] {'x'});
    record.headers().add("long", "x".repeat(1_001).getBytes(UTF_8));
    JsonNode shown = console.get(at("redemption-requests", records.append(record))).json();
    assertThat(shown.path("cut").asBoolean()).isTrue();
    assertThat(shown.path("valueCut").asBoolean()).isFalse();
    assertThat(shown.path("headers").path(0).path("cut").asBoolean()).isFalse();
    assertThat(shown.path("headers").path(1).path("cut").asBoolean()).isTrue();
    ProducerRecord<byte[], byte[]> bytes = poison(2, null, new byte[] {1});
    bytes.headers().add("bytes", new byte[513]);
    assertThat(isCut(bytes)).isTrue();
    ProducerRecord<byte[], byte[]> named = poison(2, null, new byte[] {1});
    named.headers().add("x".repeat(1_001), new byte[] {'x'});
    assertThat(isCut(named)).isTrue();
  }

  private static boolean isCut(ProducerRecord<byte[], byte[]> record) {
    return console
        .get(at("redemption-requests", records.append(record)))
        .json()
        .path("cut")
        .asBoolean();
  }

  @Test
  void ofASealedProfileOnlyTheLengthIsShown() {
    RecordMetadata record =
        records.request(
            Requests.signUp(
                id,
                new ContentFingerprint(new byte[16]),
                code,
                "ann",
                "a sealed profile".getBytes(UTF_8)));
    Reply reply = console.get(at("redemption-requests", record));
    assertThat(reply.text())
        .contains("16 bytes")
        .doesNotContain("sealed profile")
        .doesNotContain(HexFormat.of().formatHex("sealed".getBytes(UTF_8)));
  }

  @Test
  void snapshotsAreShownWithTheTimeOfTheirSender() {
    InviteSnapshot snapshot =
        InviteSnapshot.newBuilder()
            .setInviteId(id)
            .setCode(code)
            .setCurrentUses(3)
            .setVersion(7)
            .build();
    RecordMetadata record =
        records.append(
            new SnapshotRecords(log.topics().invites(), log.partitions(), RecordCodec.snapshots(1))
                .of(snapshot));
    JsonNode shown = console.get(at("invites", record)).json();
    assertThat(shown.path("timeBy").asString()).isEqualTo("SENDER");
    assertThat(shown.path("value").path("currentUses").asInt()).isEqualTo(3);
    assertThat(offsets(find("invites", "key=" + code))).containsExactly(record.offset());
  }

  @Test
  void emptyPartitionsAreNotWaitedFor() {
    long begin = System.nanoTime();
    JsonNode page = find("redemption-requests-dlt", "from=2020-01-01T00:00:00Z");
    assertThat(System.nanoTime() - begin).isLessThan(10_000_000_000L);
    assertThat(page.path("items")).isEmpty();
    assertThat(page.path("partial").asBoolean()).isFalse();
    assertThat(page.path("searched")).hasSize(log.partitions());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "redemption-results/records?partition=0&offset=0 | The partition has no records; its next",
        "redemption-results/records/0-5                  | The partition has no records; its next",
        "redemption-results/records?partition=9          | The topic has the partitions 0 to 3",
        "redemption-results/records/9-0                  | The topic has the partitions 0 to 3",
        "redemption-results/records?offset=1             | offset needs a partition",
        "redemption-results/records?partition=x          | partition must be a whole number",
        "redemption-results/records?partition=0&offset=-1 | offset must be a whole number",
        "redemption-results/records?key=a&keyHex=61      | key and keyHex exclude each other",
        "redemption-results/records?keyHex=6             | keyHex must have pairs of",
        "redemption-results/records?next=7               | next must be what the page before had",
        "redemption-results/records?from=today           | from must be a time such as",
        "redemption-results/records?partition=0&offset=1&from=2020-01-01T00:00:00Z"
            + " | offset and from exclude",
        "redemption-results/records/one                  | The position must be a partition",
        "redemption-results/records/one/value            | The position must be a partition",
      })
  void isRefusedWithASentenceThatSaysWhy(String path, String error) {
    Reply reply = console.get("/api/ops/topics/" + path);
    assertThat(reply.status()).as(path).isEqualTo(400);
    assertThat(reply.field("error")).startsWith(error);
  }

  @Test
  void anOffsetOutOfRangeIsRefusedWithTheRange() {
    RecordMetadata record = records.request(Requests.redeem(id, code, "ann"));
    Reply reply =
        console.get(
            "/api/ops/topics/redemption-requests/records/%d-999999".formatted(record.partition()));
    assertThat(reply.status()).isEqualTo(400);
    assertThat(reply.field("error")).startsWith("The partition has the offsets 0 to ");
  }

  @Test
  void anOffsetThatHoldsAMarkerIsPassedOverAndHasNoRecord() {
    RecordMetadata record = MarkedRecords.append(log, LedgerRows.newCode());
    // The broker writes the marker behind the commit.
    Await.patiently().until(() -> end(record) == record.offset() + 2);
    JsonNode page =
        find(
            "redemption-results",
            "partition=%d&offset=%d".formatted(record.partition(), record.offset()));
    assertThat(offsets(page)).containsExactly(record.offset());
    assertThat(page.has("next")).isFalse();
    String marker =
        "/api/ops/topics/redemption-results/records/%d-%d"
            .formatted(record.partition(), record.offset() + 1);
    for (String path : List.of(marker, marker + "/value")) {
      Reply reply = console.get(path);
      assertThat(reply.status()).isEqualTo(404);
      assertThat(reply.field("reason")).isEqualTo("UNKNOWN_RECORD");
    }
  }

  @Test
  void theDeploymentsTopicsAloneAreShownByBothNames() {
    assertThat(find(log.topics().results(), "limit=1").path("topic").asString())
        .isEqualTo("redemption-results");
    for (String other : List.of("__consumer_offsets", "another." + log.topics().requests(), "x")) {
      Reply reply = console.get("/api/ops/topics/%s/records".formatted(other));
      assertThat(reply.status()).isEqualTo(404);
      assertThat(reply.field("reason")).isEqualTo("UNKNOWN_TOPIC");
    }
  }

  @Test
  void noConsumerIsLeftOpen() throws Exception {
    find("redemption-requests", "limit=1");
    console.get("/api/ops/topics/redemption-requests/records?partition=99");
    assertThat(
            ManagementFactory.getPlatformMBeanServer()
                .queryNames(new ObjectName("kafka.consumer:*"), null))
        .noneMatch(name -> name.toString().contains(log.topics().prefix()));
  }

  private static ProducerRecord<byte[], byte[]> poison(
      int partition, byte @Nullable [] key, byte @Nullable [] value) {
    return new ProducerRecord<>(log.topics().requests(), partition, key, value);
  }

  private static long end(RecordMetadata record) {
    return console
        .get("/api/ops/topics")
        .json()
        .at("/topics/1/partitions/%d/end".formatted(record.partition()))
        .asLong();
  }

  private static String at(String topic, RecordMetadata record) {
    return "/api/ops/topics/%s/records/%d-%d".formatted(topic, record.partition(), record.offset());
  }

  private static JsonNode find(String topic, String query) {
    Reply reply = console.get("/api/ops/topics/%s/records?%s".formatted(topic, query));
    assertThat(reply.status()).isEqualTo(200);
    return reply.json();
  }

  private static List<Long> offsets(JsonNode page) {
    return page.path("items")
        .valueStream()
        .map(item -> item.path("position").path("offset").asLong())
        .toList();
  }
}
