package dev.admitone.ops.requests;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.admitone.embedded.SharedServices;
import dev.admitone.ops.support.Console;
import dev.admitone.ops.support.Console.Reply;
import dev.admitone.ops.support.LedgerRows;
import dev.admitone.ops.support.LogRecords;
import dev.admitone.ops.support.PageClient;
import dev.admitone.ops.support.TestLedger;
import dev.admitone.ops.support.Tokens;
import dev.admitone.schemas.avro.ContentFingerprint;
import dev.admitone.schemas.avro.Outcome;
import dev.admitone.schemas.avro.Position;
import dev.admitone.schemas.avro.RedemptionDecided;
import dev.admitone.schemas.avro.RedemptionRequest;
import dev.admitone.schemas.avro.RefusalReason;
import dev.admitone.schemas.codec.RecordCodec;
import dev.admitone.schemas.codes.RequestRecords;
import dev.admitone.schemas.codes.ResultRecords;
import dev.admitone.schemas.topics.TopicNames;
import dev.admitone.schemas.topics.Topics;
import dev.admitone.testsupport.FreePorts;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** What became of a request, from all places where that is kept. */
@Tag("services")
@Tag("essential")
class RequestTest {

  private static final TopicNames TOPICS = new TopicNames("ops-%s.".formatted(UUID.randomUUID()));
  private static final int PARTITIONS = 4;

  private static KafkaProducer<byte[], byte[]> producer;
  private static Console console;

  private final TestLedger ledger = TestLedger.shared();
  private final String code = LedgerRows.newCode();
  private final UUID id = UUID.randomUUID();

  @BeforeAll
  static void start() throws Exception {
    Map<String, Object> broker =
        Map.of("bootstrap.servers", SharedServices.kafka().bootstrapServers());
    try (Admin admin = Admin.create(broker)) {
      admin
          .createTopics(
              List.of(
                  new NewTopic(TOPICS.requests(), PARTITIONS, (short) 1)
                      .configs(Map.of("message.timestamp.type", "LogAppendTime")),
                  new NewTopic(TOPICS.results(), PARTITIONS, (short) 1),
                  new NewTopic(TOPICS.deadLetters(), PARTITIONS, (short) 1)))
          .all()
          .get();
    }
    producer = new KafkaProducer<>(broker, new ByteArraySerializer(), new ByteArraySerializer());
    console = on(SharedServices.kafka().bootstrapServers());
  }

  @AfterAll
  static void stop() {
    console.close();
    producer.close();
  }

  private static Console on(String bootstrapServers) {
    return Console.on(
        TestLedger.shared(),
        "--admit-one.prefix=" + TOPICS.prefix(),
        "--admit-one.ops.log.search-time=10s",
        "--spring.kafka.bootstrap-servers=" + bootstrapServers);
  }

  @Test
  void isFollowedFromTheLogOverTheLedgerToItsResult() throws Exception {
    RecordMetadata record = append(dev.admitone.schemas.codes.Requests.redeem(id, code, "ann"));
    decide("REDEEMED", "ann", record, null);
    publish(Outcome.REDEEMED, null, record);
    ledger
        .sql()
        .update(
            """
            insert into invite_releases
              (id, use_id, invite_id, used_by, used_at, released_by, reason, released_at)
            values (gen_random_uuid(), ?, gen_random_uuid(), 'ann', now(), 'olga', '<b>error</b>',
                    now())
            """,
            id);

    Reply reply = ask("");

    assertThat(reply.json().path("missing")).isEmpty();
    JsonNode logged = reply.json().path("record");
    assertThat(logged.path("command").asString()).isEqualTo("redeem");
    assertThat(logged.path("code").asString()).isEqualTo(code);
    assertThat(logged.path("userId").asString()).isEqualTo("ann");
    assertThat(logged.path("signup").asBoolean()).isFalse();
    assertThat(logged.path("position").path("offset").asLong()).isEqualTo(record.offset());
    assertThat(logged.path("appendedAt").asString())
        .isEqualTo(Instant.ofEpochMilli(record.timestamp()).toString());
    assertThat(reply.json().path("decision").path("outcome").asString()).isEqualTo("REDEEMED");
    assertThat(reply.json().path("result").path("outcome").asString()).isEqualTo("REDEEMED");
    assertThat(reply.json().path("release").path("reason").asString()).isEqualTo("<b>error</b>");
    assertThat(reply.json().path("millisToResult").asLong()).isBetween(-60_000L, 60_000L);
  }

  @Test
  void anOperatorsCommandIsShownWhole() throws Exception {
    RecordMetadata record =
        append(
            dev.admitone.schemas.codes.Requests.createInvite(
                id, code, dev.admitone.schemas.codes.Requests.creation(5L, null, null, "olga")));
    decide("DONE", null, record, "{\"maxUses\": 5}");
    Reply reply = ask("");
    assertThat(reply.json().path("decision").path("command").path("maxUses").asInt()).isEqualTo(5);
    assertThat(reply.json().path("record").path("command").asString()).isEqualTo("createInvite");
    assertThat(missing(reply, "RESULT")).contains("have no such result");
  }

  @Test
  void aSealedProfileIsNotShown() throws Exception {
    byte[] sealed = "a sealed profile".getBytes(UTF_8);
    RecordMetadata record =
        append(
            dev.admitone.schemas.codes.Requests.signUp(
                id, new ContentFingerprint(new byte[16]), code, "ann", sealed));
    Reply reply = ask("?at=%d-%d".formatted(record.partition(), record.offset()));
    assertThat(reply.json().path("record").path("signup").asBoolean()).isTrue();
    assertThat(reply.text()).doesNotContain("sealed profile");
    assertThat(missing(reply, "DECISION")).contains("no decision");
  }

  @Test
  void aRefusalHasItsReason() throws Exception {
    RecordMetadata record = append(dev.admitone.schemas.codes.Requests.redeem(id, code, "ann"));
    decide("EXHAUSTED", "ann", record, null);
    publish(Outcome.REFUSED, RefusalReason.EXHAUSTED, record);
    Reply reply = ask("");
    assertThat(reply.json().path("result").path("reason").asString()).isEqualTo("EXHAUSTED");
  }

  @Test
  void withoutAnythingItSaysWhatItDoesNotHave() {
    Reply reply = ask("");
    assertThat(missing(reply, "DECISION")).contains("no decision");
    assertThat(missing(reply, "RECORD")).contains("not known");
    assertThat(missing(reply, "RESULT")).contains("not known");
  }

  @Test
  void aPositionThatIsNotItsOwnShowsNothingOfAnother() throws Exception {
    RecordMetadata other =
        append(dev.admitone.schemas.codes.Requests.redeem(UUID.randomUUID(), code, "bob"));
    Reply reply = ask("?at=%d-%d".formatted(other.partition(), other.offset()));
    assertThat(missing(reply, "RECORD")).isEqualTo("Another request lies at this position");
    assertThat(reply.text()).doesNotContain("bob");
    assertThat(missing(ask("?at=0-99999999"), "RECORD")).contains("no record at this position");
    assertThat(missing(ask("?at=99-0"), "RECORD")).isNotEmpty();
  }

  @Test
  void aDeadLetterIsFoundByTheIdOfItsRequestAlone() throws Exception {
    RecordMetadata record = append(dev.admitone.schemas.codes.Requests.redeem(id, code, "ann"));
    publish(Outcome.DEAD_LETTERED, null, record);
    ProducerRecord<byte[], byte[]> letter =
        new ProducerRecord<>(
            TOPICS.deadLetters(),
            1,
            null,
            LogRecords.bytes(dev.admitone.schemas.codes.Requests.redeem(id, code, "ann")));
    letter.headers().add(Topics.DEAD_LETTER_REASON_HEADER, "REJECTED_BY_LEDGER".getBytes(UTF_8));
    letter
        .headers()
        .add(
            Topics.DEAD_LETTER_POSITION_HEADER,
            "%d-%d".formatted(record.partition(), record.offset()).getBytes(UTF_8));
    RecordMetadata dead = producer.send(letter).get();

    JsonNode story = ask("").json();
    assertThat(story.at("/deadLetter/position/offset").asLong()).isEqualTo(dead.offset());
    assertThat(story.at("/deadLetter/deadLetterReason").asString()).isEqualTo("REJECTED_BY_LEDGER");
    assertThat(story.at("/record/userId").asString()).isEqualTo("ann");
    assertThat(story.at("/result/outcome").asString()).isEqualTo("DEAD_LETTERED");
    try (PageClient client = PageClient.signedIn(console, Tokens.reader())) {
      HttpResponse<String> page = client.get("/requests/" + id);
      assertThat(page.statusCode()).isEqualTo(200);
      assertThat(page.body())
          .contains("href=\"/dead-letters/1-" + dead.offset() + "\"", "REJECTED_BY_LEDGER")
          .contains("Look for it under dead letters")
          .contains("the time of the HTTP call is in its trace");
    }
  }

  @Test
  void whatIsNoRequestIsNotDecoded() throws Exception {
    RecordMetadata garbage =
        producer.send(new ProducerRecord<>(TOPICS.requests(), 0, null, new byte[] {1, 2})).get();
    Reply reply = ask("?at=0-" + garbage.offset());
    assertThat(missing(reply, "RECORD")).contains("cannot be decoded");
  }

  @Test
  void withoutItsBrokerOrItsDatabaseTheRestIsShown() throws Exception {
    RecordMetadata record = append(dev.admitone.schemas.codes.Requests.redeem(id, code, "ann"));
    decide("REDEEMED", "ann", record, null);
    String nowhere = "127.0.0.1:" + FreePorts.one();
    try (Console alone =
        Console.on(
            ledger,
            "--admit-one.prefix=" + TOPICS.prefix(),
            "--admit-one.ops.log.search-time=500ms",
            "--spring.kafka.bootstrap-servers=" + nowhere)) {
      Reply reply = alone.get("/api/ops/requests/" + id);
      assertThat(reply.json().path("decision").path("outcome").asString()).isEqualTo("REDEEMED");
      assertThat(missing(reply, "RECORD")).isEqualTo("The log cannot be read now");
      assertThat(missing(reply, "RESULT")).isEqualTo("The log cannot be read now");
    }
    try (Console alone =
        Console.at(
            "jdbc:postgresql://%s/admit_one".formatted(nowhere),
            "--admit-one.prefix=" + TOPICS.prefix(),
            "--spring.kafka.bootstrap-servers=" + SharedServices.kafka().bootstrapServers())) {
      String at = "?at=%d-%d".formatted(record.partition(), record.offset());
      Reply reply = alone.get("/api/ops/requests/%s%s".formatted(id, at));
      assertThat(missing(reply, "DECISION")).isEqualTo("The ledger cannot be read now");
      assertThat(reply.json().path("record").path("userId").asString()).isEqualTo("ann");
    }
  }

  private Reply ask(String query) {
    Reply reply = console.get("/api/ops/requests/%s%s".formatted(id, query));
    assertThat(reply.status()).isEqualTo(200);
    return reply;
  }

  private static String missing(Reply reply, String part) {
    return reply
        .json()
        .path("missing")
        .valueStream()
        .filter(each -> each.path("part").asString().equals(part))
        .map(each -> each.path("why").asString())
        .findFirst()
        .orElse("");
  }

  private static RecordMetadata append(RedemptionRequest request) throws Exception {
    return producer
        .send(
            new RequestRecords(TOPICS.requests(), PARTITIONS, RecordCodec.requests(1)).of(request))
        .get();
  }

  private void publish(Outcome outcome, @Nullable RefusalReason reason, RecordMetadata of)
      throws Exception {
    Position position = new Position(of.partition(), of.offset());
    RedemptionDecided result =
        RedemptionDecided.newBuilder()
            .setRequestId(id)
            .setContentFingerprint(new ContentFingerprint(new byte[16]))
            .setCode(code)
            .setUserId("ann")
            .setOutcome(outcome)
            .setReason(reason)
            .setDecidedAt(Instant.ofEpochMilli(of.timestamp()))
            .setPosition(position)
            .setAnsweredPosition(position)
            .build();
    producer.send(new ResultRecords(TOPICS.results(), RecordCodec.results(1)).of(result)).get();
  }

  private void decide(
      String outcome, @Nullable String userId, RecordMetadata record, @Nullable String command) {
    ledger
        .sql()
        .update(
            """
            insert into redemption_decisions
              (id, code, used_by, outcome, decided_at, position, fingerprint, command)
            values (?, ?, ?, ?::redemption_outcome, to_timestamp(? / 1000.0), ?,
                    decode(repeat('00', 16), 'hex'), ?::jsonb)
            """,
            id,
            code,
            userId,
            outcome,
            record.timestamp(),
            ((long) record.partition() << 48) + record.offset(),
            command);
  }
}
