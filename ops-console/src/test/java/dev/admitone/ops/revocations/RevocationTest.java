package dev.admitone.ops.revocations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.admitone.ops.invites.InviteFilterParameters;
import dev.admitone.ops.problem.RefusedCallException;
import dev.admitone.ops.security.Operator;
import dev.admitone.ops.support.Console;
import dev.admitone.ops.support.Console.Reply;
import dev.admitone.ops.support.ConsoleProcess;
import dev.admitone.ops.support.Lane;
import dev.admitone.ops.support.LedgerRows;
import dev.admitone.ops.support.TestLedger;
import dev.admitone.ops.support.TestLog;
import dev.admitone.ops.support.Tokens;
import dev.admitone.testsupport.Await;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** Codes that are revoked by a filter. */
@Tag("services")
@Tag("essential")
class RevocationTest {

  private static final String JSON = "application/json";
  private static final String PATH = "/api/ops/revocations";

  /** Of its own: each console on a database goes on with the sets that are there. */
  private static TestLedger ledger;

  private static TestLog log;
  private static Lane lane;
  private static Console console;

  private final String prefix = LedgerRows.newCode();
  private LedgerRows rows;

  @BeforeAll
  static void start() {
    ledger = TestLedger.create();
    log = TestLog.create();
    lane = Lane.start(log, ledger);
    console = Console.on(ledger, log.settings());
  }

  @BeforeEach
  void rows() {
    rows = new LedgerRows(ledger);
  }

  @AfterAll
  static void stop() {
    console.close();
    lane.close();
  }

  @Test
  void theExactSetThatWasShownIsRevokedAndNothingElse() {
    codes(prefix, 1_234);
    rows.invite(prefix + "-REVOKED");
    ledger
        .sql()
        .update("update invites set revoked_at = now() where code = ?", prefix + "-REVOKED");
    rows.invite("OTHER-" + prefix);

    Reply frozen = freeze();
    assertThat(frozen.status()).isEqualTo(201);
    assertThat(frozen.field("state")).isEqualTo("FROZEN");
    assertThat(frozen.json().path("codes").asInt()).isEqualTo(1_234);
    assertThat(frozen.json().path("filter").path("prefix").asString()).isEqualTo(prefix);
    assertThat(revoked()).as("nothing before the confirmation").isEqualTo(1);
    rows.invite(prefix + "-LATER");

    Reply confirmed = confirm(frozen.field("id"), 1_234, Tokens.operator());
    assertThat(confirmed.status()).isEqualTo(202);
    awaitDone(frozen.field("id"));

    Reply done = console.get(PATH + "/" + frozen.field("id"));
    assertThat(done.json().path("revoked").asInt()).isEqualTo(1_234);
    assertThat(done.json().path("refused").asInt()).isZero();
    assertThat(done.field("confirmedBy")).isEqualTo("olga");
    assertThat(revoked()).isEqualTo(1_235);
    assertThat(state(prefix + "-LATER")).isEqualTo("USABLE");
    assertThat(state("OTHER-" + prefix)).isEqualTo("USABLE");
  }

  @Test
  void theCodesOfASetAreListedWithWhatBecameOfThem() {
    codes(prefix, 3);
    String id = freeze().field("id");
    Reply first = console.get("%s/%s/codes?limit=2".formatted(PATH, id));
    assertThat(first.json().path("items")).hasSize(2);
    assertThat(first.json().path("items").path(0).has("outcome")).isFalse();
    Reply second =
        console.get("%s/%s/codes?limit=2&next=%s".formatted(PATH, id, first.field("next")));
    assertThat(second.json().path("items")).hasSize(1);
    assertThat(second.json().has("next")).isFalse();
    confirm(id, 3, Tokens.operator());
    awaitDone(id);
    assertThat(console.get("%s/%s/codes".formatted(PATH, id)).json().path("items").valueStream())
        .allMatch(code -> code.path("outcome").asString().equals("DONE"));
  }

  @Test
  void aCodeThatIsNotThereAnyMoreIsCounted() {
    codes(prefix, 2);
    String id = freeze().field("id");
    takeAway(prefix + "-1");
    confirm(id, 2, Tokens.operator());
    awaitDone(id);
    JsonNode done = console.get(PATH + "/" + id).json();
    assertThat(done.path("revoked").asInt()).isEqualTo(1);
    assertThat(done.path("refused").asInt()).isEqualTo(1);
  }

  @Test
  void ofTwoOperatorsAtOnceOneConfirms() {
    codes(prefix, 10);
    String id = freeze().field("id");
    List<CompletableFuture<Reply>> both =
        List.of("olga", "otto").stream()
            .map(
                name ->
                    CompletableFuture.supplyAsync(
                        () -> confirm(id, 10, Tokens.of("invites:admin", name)),
                        Thread::startVirtualThread))
            .toList();
    List<Integer> statuses = both.stream().map(each -> each.join().status()).sorted().toList();
    assertThat(statuses).containsExactly(202, 409);
    String refused =
        both.stream()
            .map(CompletableFuture::join)
            .filter(reply -> reply.status() == 409)
            .map(reply -> reply.field("reason"))
            .findFirst()
            .orElse("");
    assertThat(refused).isEqualTo("ALREADY_CONFIRMED");
    awaitDone(id);
    JsonNode audit = console.get("/api/ops/audit?action=REVOKE_SET&target=" + id).json();
    assertThat(audit.path("items")).hasSize(1);
    assertThat(audit.path("items").path(0).path("state").asString()).isEqualTo("DONE");
    assertThat(audit.path("items").path(0).path("newValues").path("revoked").asInt()).isEqualTo(10);
    assertThat(decisions()).as("one request for each code").isEqualTo(10);
  }

  @Test
  void theOperatorThatConfirmedItMayDoSoAgain() {
    codes(prefix, 1);
    String id = freeze().field("id");
    assertThat(confirm(id, 1, Tokens.operator()).status()).isEqualTo(202);
    awaitDone(id);
    assertThat(confirm(id, 1, Tokens.operator()).status()).isEqualTo(202);
    assertThat(decisions()).isEqualTo(1);
  }

  @Test
  void anotherNumberOrAnOldSetIsNotConfirmed() {
    codes(prefix, 2);
    String id = freeze().field("id");
    assertThat(confirm(id, 3, Tokens.operator()).field("reason")).isEqualTo("NUMBER_DIFFERS");
    ledger
        .sql()
        .update(
            "update console.revocations set created_at = now() - interval '2 days' where id = ?",
            UUID.fromString(id));
    assertThat(confirm(id, 2, Tokens.operator()).field("reason")).isEqualTo("SET_EXPIRED");
    freeze();
    assertThat(console.get(PATH + "/" + id).field("state")).isEqualTo("EXPIRED");
    assertThat(console.get("%s/%s/codes".formatted(PATH, id)).json().path("items")).isEmpty();
    assertThat(revoked()).isZero();
  }

  @Test
  void aSetThatIsNotThereIsUnknown() {
    String path = PATH + "/" + UUID.randomUUID();
    assertThat(console.get(path).field("reason")).isEqualTo("UNKNOWN_REVOCATION");
    assertThat(console.get(path + "/codes").field("reason")).isEqualTo("UNKNOWN_REVOCATION");
    assertThat(console.send("POST", path + "/confirmation", JSON, "{\"codes\":1}").field("reason"))
        .isEqualTo("UNKNOWN_REVOCATION");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{\"filter\":{},\"reason\":\"x\"}                   | The filter must have at least one",
        "{\"filter\":{\"state\":\"USABLE\"},\"reason\":\"x\"} | The filter must have at least one",
        "{\"filter\":{\"state\":\"REVOKED\",\"prefix\":\"A\"},\"reason\":\"x\"} | These codes are",
        "{\"filter\":{\"perfix\":\"A\"},\"reason\":\"x\"}   | filter may have no other members",
        "{\"filter\":{\"prefix\":\"A\"}}                    | reason must have 1 to 500",
        "{\"reason\":\"x\"}                                 | filter must be a JSON object",
      })
  void aFilterThatIsNoneIsRefused(String body, String error) {
    Reply reply = console.send("POST", PATH, JSON, body);
    assertThat(reply.status()).isEqualTo(400);
    assertThat(reply.field("error")).startsWith(error);
  }

  @Test
  void anOperatorThatMayOnlyLookIsRefusedBelowEachDoor() {
    Revocations revocations = console.bean(Revocations.class);
    Operator ann = new Operator("ann", false);
    var filter = new InviteFilterParameters(null, prefix, null, null, null, null, null);
    assertThatThrownBy(() -> revocations.freeze(ann, filter, "a test"))
        .isInstanceOf(RefusedCallException.class);
    codes(prefix, 1);
    UUID id = UUID.fromString(freeze().field("id"));
    assertThatThrownBy(() -> revocations.confirm(ann, id, 1))
        .isInstanceOf(RefusedCallException.class);
    assertThat(console.get(PATH + "/" + id).field("state")).isEqualTo("FROZEN");
  }

  @Test
  void aConsoleThatIsKilledHalfWayIsFollowedByOneThatGoesOn() throws Exception {
    TestLedger own = TestLedger.create();
    TestLog ownLog = TestLog.create();
    int count = 4_000;
    own.sql()
        .update(
            """
            insert into invites (code, version)
            select 'LEAKED-' || lpad(i::text, 6, '0'), 1 from generate_series(1, ?) i
            """,
            count);
    String id;
    try (ConsoleProcess first = ConsoleProcess.start(ownLog, own);
        Lane _ = Lane.start(ownLog, own, count / 2)) {
      String frozen =
          post(first, PATH, "{\"filter\":{\"prefix\":\"LEAKED\"},\"reason\":\"a leak\"}");
      id = frozen.replaceAll("(?s).*\"id\":\"([^\"]+)\".*", "$1");
      post(first, "%s/%s/confirmation".formatted(PATH, id), "{\"codes\":%d}".formatted(count));
      Await.closely().until(() -> revoked(own) >= count / 2);
      first.kill();
      assertThat(revoked(own)).as("killed half-way").isLessThan(count);
    }
    // The dead console's hold on the set ends by itself, after seconds that the test does not wait.
    own.sql().update("update console.revocations set worked_until = now()");
    try (Console second = Console.on(own, ownLog.settings());
        Lane _ = Lane.start(ownLog, own)) {
      Await.patiently().until(() -> second.get(PATH + "/" + id).field("state").equals("DONE"));
      assertThat(second.get(PATH + "/" + id).json().path("revoked").asInt()).isEqualTo(count);
    }
    assertThat(revoked(own)).isEqualTo(count);
    assertThat(own.sql().queryForObject("select count(*) from redemption_decisions", Long.class))
        .as("one decision for each code")
        .isEqualTo(count);
  }

  private static String post(ConsoleProcess process, String path, String body) throws Exception {
    return process.post(path, JSON, BodyPublishers.ofString(body)).get().body();
  }

  /** As a restore of an older ledger does it: statements may not delete an invite. */
  private static void takeAway(String code) {
    ledger.sql().execute("alter table invites disable trigger user");
    ledger.sql().update("delete from invites where code = ?", code);
    ledger.sql().execute("alter table invites enable trigger user");
  }

  private void codes(String begin, int count) {
    ledger
        .sql()
        .update(
            """
            insert into invites (code, version)
            select ? || '-' || i, 1 from generate_series(1, ?) i
            """,
            begin,
            count);
  }

  private Reply freeze() {
    return console.send(
        "POST",
        PATH,
        JSON,
        "{\"filter\":{\"prefix\":\"%s\"},\"reason\":\"a leak\"}".formatted(prefix));
  }

  private static Reply confirm(String id, int codes, String token) {
    return console.send(
        "POST",
        "%s/%s/confirmation".formatted(PATH, id),
        JSON,
        "{\"codes\":%d}".formatted(codes),
        "Authorization",
        "Bearer " + token);
  }

  private static void awaitDone(String id) {
    Await.patiently().until(() -> console.get(PATH + "/" + id).field("state").equals("DONE"));
  }

  private static String state(String code) {
    return console.get("/api/ops/invites/" + code).field("state");
  }

  private long revoked() {
    return count("invites where revoked_at is not null and code like ?");
  }

  private long decisions() {
    return count("redemption_decisions where code like ?");
  }

  private long count(String what) {
    Long count =
        ledger.sql().queryForObject("select count(*) from " + what, Long.class, prefix + "%");
    return count == null ? 0 : count;
  }

  private static long revoked(TestLedger of) {
    Long count =
        of.sql()
            .queryForObject(
                "select count(*) from invites where revoked_at is not null", Long.class);
    return count == null ? 0 : count;
  }
}
