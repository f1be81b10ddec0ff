package dev.admitone.ops.deadletters;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.admitone.ops.problem.RefusedCallException;
import dev.admitone.ops.security.Operator;
import dev.admitone.ops.support.Console;
import dev.admitone.ops.support.Console.Reply;
import dev.admitone.ops.support.LedgerRows;
import dev.admitone.ops.support.LogRecords;
import dev.admitone.ops.support.TestLedger;
import dev.admitone.ops.support.TestLog;
import dev.admitone.ops.support.Tokens;
import dev.admitone.schemas.codes.InviteCodes;
import dev.admitone.schemas.codes.Requests;
import dev.admitone.testsupport.FreePorts;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** Dead letters: shown, sent again, set aside. Each test has a reason of its own. */
@Tag("services")
@Tag("essential")
class DeadLetterTest {

  private static final String PATH = "/api/ops/dead-letters";

  private static TestLedger ledger;
  private static TestLog log;
  private static LogRecords records;
  private static Console console;

  private final String reason = newReason();
  private final String code = LedgerRows.newCode();
  private final UUID id = UUID.randomUUID();

  @BeforeAll
  static void start() {
    ledger = TestLedger.create();
    log = TestLog.create();
    records = new LogRecords(log);
    console = Console.on(ledger, log.settings("--admit-one.ops.log.search-time=20s"));
  }

  @AfterAll
  static void stop() {
    console.close();
    records.close();
  }

  @Test
  void areCountedByTheirReasons() {
    for (int i = 0; i < 3; i++) {
      poison(new byte[] {(byte) i});
    }
    JsonNode group = group();
    assertThat(group.path("open").asInt()).isEqualTo(3);
    assertThat(group.path("sent").asInt()).isZero();
    assertThat(console.get(PATH).json().path("unread").asInt()).isZero();
    poison(new byte[] {9});
    assertThat(group().path("open").asInt()).isEqualTo(4);
  }

  @Test
  void whatAnotherProgramWroteHasNoReason() {
    RecordMetadata record = records.deadLetter("<b>no reason</b>", 0, null, null);
    JsonNode letter = letter(record).path("letter");
    assertThat(letter.path("deadLetterReason").asString()).isEqualTo("NO_REASON");
    assertThat(letter.path("valueBytes").asInt()).isZero();
  }

  @Test
  void bytesThatAreNoRequestAreShownInHexadecimalDigits() {
    RecordMetadata record = poison(new byte[] {0x3C, 0x62, 0x3E});
    JsonNode detail = letter(record);
    assertThat(detail.path("record").path("hex").asString()).isEqualTo("3c623e");
    assertThat(detail.path("record").has("value")).isFalse();
    assertThat(detail.path("letter").path("detail").asString()).isEqualTo("a test's <b>detail</b>");
    assertThat(detail.path("letter").path("source").path("offset").asInt()).isEqualTo(17);
    assertThat(detail.path("letter").path("appendedAt").asString())
        .isEqualTo("1970-01-01T00:00:00Z");
  }

  @Test
  void aRequestIsShownDecodedWithItsHeaders() {
    JsonNode detail = letter(request(id, 0));
    assertThat(detail.path("record").path("value").path("redeem").path("userId").asString())
        .isEqualTo("ann");
    assertThat(detail.path("record").path("headers").path(0).path("text").asString())
        .isEqualTo(reason);
    assertThat(detail.path("letter").path("requestId").asString()).isEqualTo(id.toString());
    assertThat(detail.path("letter").path("code").asString()).isEqualTo(code);
  }

  @Test
  void oneThatCameBackIsCountedByItsIdAndByItsBytes() {
    byte[] bytes = ("the same " + id).getBytes(UTF_8);
    poison(bytes);
    RecordMetadata second = poison(bytes);
    assertThat(letter(second).path("letter").path("times").asInt()).isEqualTo(2);
    assertThat(letter(second).path("others")).hasSize(1);
    request(id, 0);
    byte[] other = LogRecords.bytes(Requests.redeem(id, code, "another user"));
    RecordMetadata again = records.deadLetter(reason, 0, code.getBytes(UTF_8), other);
    assertThat(letter(again).path("letter").path("times").asInt()).isEqualTo(2);
  }

  @Test
  void allOfAReasonAreSentAgainAsTheyCameAndNoneThatComesLater() {
    byte[] value = LogRecords.bytes(Requests.redeem(id, code, "ann"));
    int wrong = (InviteCodes.partition(code, log.partitions()) + 1) % log.partitions();
    records.deadLetter(reason, wrong, code.getBytes(UTF_8), value);
    byte[] poison = ("poison " + id).getBytes(UTF_8);
    records.deadLetter(reason, 2, null, poison);
    JsonNode set = freeze();
    assertThat(set.path("count").asInt()).isEqualTo(2);
    assertThat(set.has("action")).isFalse();
    poison(new byte[] {7});

    Reply done = confirm(set, "SEND_AGAIN", 2);

    assertThat(done.status()).isEqualTo(200);
    assertThat(done.json().has("finishedAt")).isTrue();
    assertThat(done.json().path("states").path("SENT").asInt()).isEqualTo(2);
    ConsumerRecord<byte[], byte[]> request = sentOnce(value);
    assertThat(request.key()).isEqualTo(code.getBytes(UTF_8));
    assertThat(request.partition()).isEqualTo(InviteCodes.partition(code, log.partitions()));
    assertThat(sentOnce(poison).partition()).isEqualTo(2);
    assertThat(sentOnce(poison).key()).isNull();
    assertThat(group().path("sent").asInt()).isEqualTo(2);
    assertThat(group().path("open").asInt()).isEqualTo(1);
    JsonNode entry = audit(set);
    assertThat(entry.path("action").asString()).isEqualTo("SEND_AGAIN");
    assertThat(entry.path("state").asString()).isEqualTo("DONE");
    assertThat(entry.path("reason").asString()).isEqualTo("<i>a test</i>");
    assertThat(entry.path("newValues").path("SENT").asInt()).isEqualTo(2);
  }

  @Test
  void someAreChosenAndWhatWasDoneIsKept() {
    RecordMetadata first = poison(new byte[] {1});
    RecordMetadata second = poison(new byte[] {2});
    JsonNode set = freeze(first, first);
    assertThat(set.path("count").asInt()).isEqualTo(1);
    Reply done = confirm(set, "SET_ASIDE", 1);
    assertThat(done.json().path("states").path("ASIDE").asInt()).isEqualTo(1);
    JsonNode handling = letter(first).path("handlings").path(0);
    assertThat(handling.path("operator").asString()).isEqualTo("olga");
    assertThat(handling.path("reason").asString()).isEqualTo("<i>a test</i>");
    assertThat(handling.path("action").asString()).isEqualTo("SET_ASIDE");
    assertThat(letter(second).path("handlings")).isEmpty();
    assertThat(list("status=OPEN")).hasSize(1);
    assertThat(list("status=ASIDE")).hasSize(1);
    assertThat(records.requests()).noneMatch(record -> isValue(record, new byte[] {1}));
    assertThat(freeze().path("count").asInt()).isEqualTo(1);
  }

  @Test
  void ofTwoOperatorsAtOnceOneConfirms() throws Exception {
    byte[] value = ("both " + id).getBytes(UTF_8);
    poison(value);
    JsonNode set = freeze();
    try (ExecutorService operators = Executors.newFixedThreadPool(2)) {
      List<Future<Reply>> replies =
          IntStream.range(0, 2)
              .mapToObj(_ -> operators.submit(() -> confirm(set, "SEND_AGAIN", 1)))
              .toList();
      assertThat(List.of(replies.get(0).get().status(), replies.get(1).get().status()))
          .containsExactlyInAnyOrder(200, 409);
    }
    assertThat(confirm(set, "SET_ASIDE", 1).field("reason")).isEqualTo("SET_CONFIRMED");
    assertThat(records.requests()).filteredOn(record -> isValue(record, value)).hasSize(1);
  }

  @Test
  void ofTwoSetsOfTheSameReasonOneSendsEachLetter() throws Exception {
    byte[] value = ("two sets " + id).getBytes(UTF_8);
    for (int i = 0; i < 300; i++) {
      poison(value);
    }
    List<JsonNode> both = List.of(freeze(), freeze());
    List<Reply> replies = new ArrayList<>();
    try (ExecutorService operators = Executors.newFixedThreadPool(2)) {
      List<Future<Reply>> confirmed =
          both.stream()
              .map(set -> operators.submit(() -> confirm(set, "SEND_AGAIN", 300)))
              .toList();
      for (Future<Reply> each : confirmed) {
        replies.add(each.get());
      }
    }
    assertThat(replies).allMatch(reply -> reply.json().has("finishedAt"));
    assertThat(sum(replies, "SENT")).isEqualTo(300);
    assertThat(sum(replies, "LEFT_OUT")).isEqualTo(300);
    assertThat(records.requests()).filteredOn(record -> isValue(record, value)).hasSize(300);
  }

  private static int sum(List<Reply> replies, String state) {
    return replies.stream().mapToInt(reply -> state(reply, state)).sum();
  }

  private static int state(Reply reply, String state) {
    return reply.json().path("states").path(state).asInt(0);
  }

  @Test
  void whatAnotherOperatorHasSetAsideIsSentOnlyIfItIsNamed() {
    byte[] value = ("aside " + id).getBytes(UTF_8);
    RecordMetadata letter = poison(value);
    JsonNode all = freeze();
    confirm(freeze(letter), "SET_ASIDE", 1);
    Reply done = confirm(all, "SEND_AGAIN", 1);
    assertThat(state(done, "LEFT_OUT")).isEqualTo(1);
    assertThat(done.json().has("finishedAt")).isTrue();
    assertThat(audit(all).path("newValues").path("LEFT_OUT").asInt()).isEqualTo(1);
    assertThat(records.requests()).noneMatch(record -> isValue(record, value));
    assertThat(state(confirm(freeze(letter), "SEND_AGAIN", 1), "SENT")).isEqualTo(1);
    assertThat(sentOnce(value).partition()).isEqualTo(1);
  }

  @Test
  void anotherCountIsRefusedAndNothingIsSent() {
    byte[] value = ("counted " + id).getBytes(UTF_8);
    poison(value);
    JsonNode set = freeze();
    assertThat(confirm(set, "SEND_AGAIN", 2).field("reason")).isEqualTo("COUNT_DIFFERS");
    assertThat(get(set).has("confirmedAt")).isFalse();
    assertThat(run(set).field("reason")).isEqualTo("SET_UNCONFIRMED");
    assertThat(records.requests()).noneMatch(record -> isValue(record, value));
  }

  @Test
  void whatWasBeingSentWhenTheConsoleEndedIsNotSentOnceMore() {
    byte[] first = ("first " + id).getBytes(UTF_8);
    byte[] second = ("second " + id).getBytes(UTF_8);
    RecordMetadata taken = poison(first);
    poison(second);
    JsonNode set = freeze();
    UUID setId = UUID.fromString(set.path("id").asString());
    ledger
        .sql()
        .update(
            """
            update console.dead_letter_sets
            set action = 'SEND_AGAIN', confirmed_at = now(), confirmed_by = 'olga', why = 'a test',
              audit_id = gen_random_uuid(), worker = gen_random_uuid(),
              worked_until = now() + interval '1 hour'
            where id = ?
            """,
            setId);
    ledger
        .sql()
        .update(
            """
            update console.dead_letter_items set state = 'SENDING'
            where set_id = ? and part = ? and record_offset = ?
            """,
            setId,
            taken.partition(),
            taken.offset());
    assertThat(run(set).field("reason")).isEqualTo("SET_BUSY");
    ledger
        .sql()
        .update("update console.dead_letter_sets set worked_until = now() where id = ?", setId);

    Reply done = run(set);

    assertThat(done.json().path("states").path("UNKNOWN").asInt()).isEqualTo(1);
    assertThat(done.json().path("states").path("SENT").asInt()).isEqualTo(1);
    assertThat(done.json().path("problems").path(0).path("position").path("offset").asLong())
        .isEqualTo(taken.offset());
    assertThat(records.requests()).noneMatch(record -> isValue(record, first));
    assertThat(records.requests()).filteredOn(record -> isValue(record, second)).hasSize(1);
    assertThat(run(set).json().path("finishedAt")).isEqualTo(done.json().path("finishedAt"));
  }

  @Test
  void manyAreCarriedOutInRunsAndEachOnce() {
    int count = 450;
    byte[] value = ("many " + id).getBytes(UTF_8);
    for (int i = 0; i < count; i++) {
      poison(value);
    }
    try (Console hasty = Console.on(ledger, log.settings("--admit-one.ops.log.search-time=1ms"))) {
      while (hasty.get(PATH).json().path("unread").asInt() > 0) {
        // Reads on with each call.
        Thread.onSpinWait();
      }
      JsonNode set = freeze();
      assertThat(set.path("count").asInt()).isEqualTo(count);
      Reply reply = confirm(hasty, set, "SEND_AGAIN", count);
      int runs = 1;
      while (!reply.json().has("finishedAt")) {
        assertThat(reply.json().path("states").path("WAITING").asInt()).isPositive();
        reply = run(hasty, set);
        runs++;
      }
      assertThat(runs).isGreaterThan(1);
      assertThat(reply.json().path("states").path("SENT").asInt()).isEqualTo(count);
    }
    assertThat(records.requests()).filteredOn(record -> isValue(record, value)).hasSize(count);
  }

  @Test
  void pagesOfTheListGoOn() {
    for (int i = 0; i < 5; i++) {
      poison(new byte[] {(byte) i});
    }
    JsonNode first = page("limit=3");
    JsonNode second = page("limit=3&next=" + first.path("next").asString());
    assertThat(first.path("items")).hasSize(3);
    assertThat(second.path("items")).hasSize(2);
    assertThat(second.has("next")).isFalse();
    assertThat(second.path("items")).doesNotContainAnyElementsOf(first.path("items"));
  }

  @Test
  void anOperatorThatMayOnlyLookChangesNothingBelowEachDoor() {
    poison(new byte[] {1});
    JsonNode set = freeze();
    Reply reply =
        console.send(
            "POST",
            PATH + "/sets/%s/run".formatted(set.path("id").asString()),
            "application/json",
            "",
            "Authorization",
            "Bearer " + Tokens.reader());
    assertThat(reply.status()).isEqualTo(403);
    Operator looking = new Operator("otto", false);
    LetterSets sets = console.bean(LetterSets.class);
    UUID setId = UUID.fromString(set.path("id").asString());
    assertThatThrownBy(() -> sets.freeze(looking, reason)).isInstanceOf(RefusedCallException.class);
    assertThatThrownBy(() -> sets.confirm(looking, setId, LetterAction.SEND_AGAIN, 1, "a test"))
        .isInstanceOf(RefusedCallException.class);
    assertThatThrownBy(() -> sets.goOn(looking, setId)).isInstanceOf(RefusedCallException.class);
  }

  @Test
  void withoutTheLogTheIndexIsShownAndNothingIsConfirmed() {
    poison(new byte[] {1});
    JsonNode set = freeze();
    JsonNode confirmed = freeze();
    ledger
        .sql()
        .update(
            """
            update console.dead_letter_sets
            set action = 'SEND_AGAIN', confirmed_at = now(), confirmed_by = 'olga', why = 'a test'
            where id = ?::uuid
            """,
            confirmed.path("id").asString());
    try (Console alone =
        Console.on(
            ledger,
            "--admit-one.prefix=" + log.topics().prefix(),
            "--admit-one.ops.log.search-time=500ms",
            "--admit-one.ops.log.decision-wait=500ms",
            "--spring.kafka.bootstrap-servers=127.0.0.1:" + FreePorts.one())) {
      JsonNode overview = alone.get(PATH).json();
      assertThat(overview.path("missing").asString()).contains("cannot read the log");
      assertThat(overview.path("groups").toString()).contains(reason);
      assertThat(confirm(alone, set, "SEND_AGAIN", 1).field("reason")).isEqualTo("LOG_UNAVAILABLE");
      assertThat(run(alone, confirmed).field("reason")).isEqualTo("LOG_UNAVAILABLE");
      assertThat(get(set).has("confirmedAt")).isFalse();
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{}                                              | The body must have",
        "{\"deadLetterReason\":\"A\",\"positions\":[\"0-0\"]} | The body must have",
        "{\"deadLetterReason\":\"<b>\"}                  | deadLetterReason must be a reason such",
        "{\"positions\":[]}                              | positions must name 1 to 500",
        "{\"positions\":[\"0\"]}                         | The position must be a partition",
        "{\"positions\":\"0-0\"}                         | positions must be a list of texts",
      })
  void aSetThatIsNotNamedRightIsRefused(String body, String error) {
    Reply reply = console.send("POST", PATH + "/sets", "application/json", body);
    assertThat(reply.status()).isEqualTo(400);
    assertThat(reply.field("error")).startsWith(error);
  }

  @Test
  void aPositionWithoutADeadLetterMakesNoSet() {
    Reply reply =
        console.send(
            "POST", PATH + "/sets", "application/json", "{\"positions\":[\"0-99999999\"]}");
    assertThat(reply.status()).isEqualTo(404);
    assertThat(reply.field("reason")).isEqualTo("UNKNOWN_RECORD");
  }

  private static String newReason() {
    return IntStream.range(0, 20)
        .mapToObj(_ -> String.valueOf((char) ThreadLocalRandom.current().nextInt('A', 'Z' + 1)))
        .collect(Collectors.joining());
  }

  private RecordMetadata poison(byte[] value) {
    return records.deadLetter(reason, 1, null, value);
  }

  private RecordMetadata request(UUID requestId, int partition) {
    return records.deadLetter(
        reason,
        partition,
        code.getBytes(UTF_8),
        LogRecords.bytes(Requests.redeem(requestId, code, "ann")));
  }

  private JsonNode group() {
    return console
        .get(PATH)
        .json()
        .path("groups")
        .valueStream()
        .filter(group -> group.path("deadLetterReason").asString().equals(reason))
        .findFirst()
        .orElseThrow();
  }

  private static JsonNode letter(RecordMetadata record) {
    Reply reply =
        console.get(PATH + "/records/%d-%d".formatted(record.partition(), record.offset()));
    assertThat(reply.status()).isEqualTo(200);
    return reply.json();
  }

  private JsonNode page(String query) {
    return console.get(PATH + "/records?deadLetterReason=%s&%s".formatted(reason, query)).json();
  }

  private JsonNode list(String query) {
    return page(query).path("items");
  }

  private JsonNode freeze() {
    return freeze("{\"deadLetterReason\":\"%s\"}".formatted(reason));
  }

  private static JsonNode freeze(RecordMetadata... chosen) {
    String positions =
        List.of(chosen).stream()
            .map(record -> "\"%d-%d\"".formatted(record.partition(), record.offset()))
            .collect(Collectors.joining(","));
    return freeze("{\"positions\":[%s]}".formatted(positions));
  }

  private static JsonNode freeze(String body) {
    Reply reply = console.send("POST", PATH + "/sets", "application/json", body);
    assertThat(reply.status()).isEqualTo(201);
    return reply.json();
  }

  private static JsonNode get(JsonNode set) {
    return console.get(PATH + "/sets/" + set.path("id").asString()).json();
  }

  private static Reply confirm(JsonNode set, String action, int count) {
    return confirm(console, set, action, count);
  }

  private static Reply confirm(Console console, JsonNode set, String action, int count) {
    return console.send(
        "POST",
        PATH + "/sets/%s/confirmation".formatted(set.path("id").asString()),
        "application/json",
        "{\"action\":\"%s\",\"count\":%d,\"reason\":\"<i>a test</i>\"}".formatted(action, count));
  }

  private static Reply run(JsonNode set) {
    return run(console, set);
  }

  private static Reply run(Console console, JsonNode set) {
    return console.send(
        "POST", PATH + "/sets/%s/run".formatted(set.path("id").asString()), "application/json", "");
  }

  private static JsonNode audit(JsonNode set) {
    return console
        .get("/api/ops/audit?target=" + set.path("id").asString())
        .json()
        .path("items")
        .path(0);
  }

  /** The one record of the requests topic that has the value. */
  private static ConsumerRecord<byte[], byte[]> sentOnce(byte[] value) {
    List<ConsumerRecord<byte[], byte[]>> sent =
        records.requests().stream().filter(record -> isValue(record, value)).toList();
    assertThat(sent).hasSize(1);
    return sent.getFirst();
  }

  private static boolean isValue(ConsumerRecord<byte[], byte[]> record, byte[] value) {
    return Arrays.equals(record.value(), value);
  }
}
