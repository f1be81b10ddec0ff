package dev.admitone.ops.erasures;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.admitone.ops.problem.RefusedCallException;
import dev.admitone.ops.security.Operator;
import dev.admitone.ops.support.Console;
import dev.admitone.ops.support.Console.Reply;
import dev.admitone.ops.support.Lane;
import dev.admitone.ops.support.LedgerRows;
import dev.admitone.ops.support.PageClient;
import dev.admitone.ops.support.TestLedger;
import dev.admitone.ops.support.TestLog;
import dev.admitone.ops.support.Tokens;
import dev.admitone.schemas.erasure.UserPseudonyms;
import dev.admitone.testsupport.FreePorts;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** What operators do when a user asks to be forgotten. */
@Tag("services")
@Tag("essential")
class ErasureTest {

  private static final String PATH = "/api/ops/user/erasure";
  private static final String KEYSET = UserPseudonyms.newKeyset();

  private static TestLog log;
  private static Lane lane;
  private static Console console;

  private final LedgerRows rows = new LedgerRows(TestLedger.shared());
  private final String code = LedgerRows.newCode();
  private final String other = LedgerRows.newCode();
  private final String user = LedgerRows.newUser();
  private final String pseudonym = UserPseudonyms.of(KEYSET).primary(user);

  @BeforeAll
  static void start() {
    log = TestLog.create();
    lane = Lane.start(log, TestLedger.shared());
    console =
        Console.on(
            TestLedger.shared(),
            settings("--admit-one.erasure.keyset=" + KEYSET, "--admit-one.write-version=2"));
  }

  @AfterAll
  static void stop() {
    console.close();
    lane.close();
  }

  @Test
  void withoutAWordNothingIsSentAndTheResponseSaysWhatWouldBeErased() {
    aLifeOfTheUser();
    Reply reply = erase("{\"userId\":\"%s\",\"reason\":\"asked for it\"}".formatted(user));

    assertThat(reply.status()).isEqualTo(200);
    assertThat(reply.json().path("dryRun").asBoolean()).isTrue();
    assertThat(reply.field("pseudonym")).isEqualTo(pseudonym);
    assertThat(reply.json().path("hasProfile").asBoolean()).isTrue();
    assertThat(code(reply, code).path("uses").asInt()).isEqualTo(1);
    assertThat(code(reply, code).path("refusals").asInt()).isEqualTo(2);
    assertThat(code(reply, code).has("requestId")).isFalse();
    assertThat(code(reply, other).path("refusals").asInt()).isEqualTo(1);
    assertThat(console.get("/api/ops/user?userId=" + user).json().path("latestUses")).hasSize(1);
    assertThat(audit()).isEmpty();
  }

  @Test
  void eachCodeGetsARequestAndTheAuditKnowsThePseudonymAlone() {
    aLifeOfTheUser();
    Reply reply = carryOut("asked for it");

    assertThat(reply.status()).isEqualTo(200);
    assertThat(reply.json().path("complete").asBoolean()).isTrue();
    assertThat(code(reply, code).path("outcome").asString()).isEqualTo("DONE");
    assertThat(code(reply, other).path("outcome").asString()).isEqualTo("DONE");
    JsonNode entry = audit().path(0);
    assertThat(entry.path("action").asString()).isEqualTo("ERASE_USER");
    assertThat(entry.path("operator").asString()).isEqualTo("olga");
    assertThat(entry.path("reason").asString()).isEqualTo("asked for it");
    assertThat(entry.path("state").asString()).isEqualTo("DONE");
    assertThat(entry.path("requestIds")).hasSize(2);
    assertThat(console.get("/api/ops/audit").text()).doesNotContain(user);
    JsonNode erased = console.get("/api/ops/user?userId=" + user).json();
    assertThat(erased.path("hasProfile").asBoolean()).isFalse();
    assertThat(erased.path("latestUses")).isEmpty();
    assertThat(erased.path("latestRefusals")).isEmpty();
    assertThat(console.get("/api/ops/user?userId=" + pseudonym).json().path("latestUses"))
        .hasSize(1);
  }

  @Test
  void againThereIsNothingLeftToErase() {
    aLifeOfTheUser();
    carryOut("asked for it");
    Reply again = carryOut("asked for it again");
    assertThat(again.status()).isEqualTo(200);
    assertThat(again.json().path("codes")).isEmpty();
  }

  @Test
  void anEarlierEntryOfTheAuditForgetsTheUser() {
    rows.invite(code);
    UUID use = rows.use(code, user, Instant.now());
    Reply released =
        console.send(
            "POST",
            "/api/ops/requests/%s/release".formatted(use),
            "application/json",
            "{\"reason\":\"a test\"}");
    assertThat(released.status()).isEqualTo(200);
    String path = "/api/ops/audit?target=" + code;
    assertThat(console.get(path).text()).contains(user);

    assertThat(code(carryOut("asked for it"), code).path("releases").asInt()).isEqualTo(1);
    assertThat(console.get(path).text()).doesNotContain(user).contains(pseudonym);
  }

  @Test
  void withoutASettingNoUserIsErasedAndTheResponseSaysWhich() {
    aLifeOfTheUser();
    for (String setting :
        List.of("--admit-one.erasure.keyset=" + KEYSET, "--admit-one.write-version=2")) {
      try (Console without = Console.on(TestLedger.shared(), settings(setting))) {
        Reply reply = without.send("POST", PATH, "application/json", body("asked for it"));
        assertThat(reply.status()).isEqualTo(409);
        assertThat(reply.field("reason")).isEqualTo("ERASURE_NOT_SET_UP");
        assertThat(reply.field("error")).contains("admit-one.erasure.keyset-file");
      }
    }
    assertThat(console.get("/api/ops/user?userId=" + user).json().path("latestUses")).hasSize(1);
  }

  @Test
  void whatIsNotDecidedInTimeIsAcceptedAndTheAuditSaysThatItIsNotKnown() {
    aLifeOfTheUser();
    String[] undecided =
        TestLog.create()
            .settings(
                "--admit-one.ops.log.decision-wait=1s",
                "--admit-one.erasure.keyset=" + KEYSET,
                "--admit-one.write-version=2");
    try (Console waiting = Console.on(TestLedger.shared(), undecided)) {
      Reply reply = waiting.send("POST", PATH, "application/json", body("asked for it"));
      assertThat(reply.status()).isEqualTo(202);
      assertThat(reply.json().path("complete").asBoolean()).isFalse();
      assertThat(code(reply, code).has("requestId")).isTrue();
      assertThat(code(reply, code).has("outcome")).isFalse();
    }
    assertThat(audit().path(0).path("state").asString()).isEqualTo("UNKNOWN");
  }

  @Test
  void aPageDoesNotSayThatTheUserIsErasedBeforeItIs() {
    aLifeOfTheUser();
    String page = "/erasures?id=" + user;
    Map<String, String> form = Map.of("id", user, "reason", "asked for it", "confirmed", "yes");
    String[] undecided =
        TestLog.create().settings(Console.erasing("--admit-one.ops.log.decision-wait=100ms"));
    try (Console waiting = Console.on(TestLedger.shared(), undecided);
        PageClient client = PageClient.signedIn(waiting, Tokens.operator())) {
      HttpResponse<String> sent = client.sendFrom(page, "/erasures", form);
      assertThat(sent.statusCode()).as(sent.body()).isEqualTo(303);
      String next = sent.headers().firstValue("Location").orElseThrow();
      assertThat(client.get(next).body())
          .contains("the user is not erased yet", code, other)
          .doesNotContain("user that was erased", "The user is erased.");

      assertThat(carryOut("asked for it").status()).isEqualTo(200);
      assertThat(client.get(next).body()).contains("The user is erased.").doesNotContain(code);
    }
  }

  @Test
  void ofAUserWithMoreCodesThanACallTakesTheResponseSaysThatThereAreMore() {
    TestLedger.shared()
        .sql()
        .update(
            """
            insert into redemption_decisions
              (id, code, used_by, outcome, decided_at, position, fingerprint)
            select gen_random_uuid(), ? || n, ?, 'UNKNOWN_CODE', now(), (9::bigint << 48) + n,
              decode(repeat('00', 16), 'hex')
            from generate_series(1, 1001) n
            """,
            code,
            user);
    Reply reply = erase("{\"userId\":\"%s\",\"reason\":\"asked for it\"}".formatted(user));
    assertThat(reply.json().path("codes")).hasSize(1000);
    assertThat(reply.json().path("more").asBoolean()).isTrue();
    assertThat(new Erasure(false, pseudonym, false, List.of(), true).isComplete()).isFalse();
    assertThat(new Erasure(false, pseudonym, false, List.of(), false).isComplete()).isTrue();
    try (PageClient client = PageClient.signedIn(console, Tokens.operator())) {
      assertThat(client.get("/erasures?id=" + user).body())
          .contains("The ledger knows the user of more codes.");
    }
  }

  @Test
  void withoutABrokerNothingIsAcknowledged() {
    aLifeOfTheUser();
    try (Console alone =
        Console.on(
            TestLedger.shared(),
            Console.erasing(
                "--admit-one.ops.log.decision-wait=200ms",
                "--spring.kafka.bootstrap-servers=127.0.0.1:" + FreePorts.one()))) {
      Reply reply = alone.send("POST", PATH, "application/json", body("asked for it"));
      assertThat(reply.status()).isEqualTo(503);
      assertThat(reply.field("reason")).isEqualTo("NOT_ACKNOWLEDGED");
    }
  }

  @Test
  void whatCannotBeErasedIsRefused() {
    assertThat(erase("{\"reason\":\"asked for it\"}").status()).isEqualTo(400);
    assertThat(erase("{\"userId\":\"ann\"}").status()).isEqualTo(400);
    assertThat(carryOut("of " + user).field("error")).contains("must not contain the user id");
    Reply again =
        erase("{\"userId\":\"%s\",\"reason\":\"a\",\"dryRun\":false}".formatted(pseudonym));
    assertThat(again.status()).isEqualTo(400);
    assertThat(again.field("error")).contains("pseudonym");
  }

  @Test
  void anOperatorThatMayOnlyLookIsRefusedBelowTheDoor() {
    Erasures erasures = console.bean(Erasures.class);
    Operator looking = new Operator("ann", false);
    assertThatThrownBy(() -> erasures.erase(looking, user, "a test"))
        .isInstanceOf(RefusedCallException.class);
    assertThatThrownBy(() -> erasures.dryRun(looking, user))
        .isInstanceOf(RefusedCallException.class);
  }

  /** A use with a profile, two refusals, and one about a code that no invite has. */
  private void aLifeOfTheUser() {
    rows.invite(code);
    UUID use = rows.use(code, user, Instant.now());
    rows.refusal(code, user, "ALREADY_USED", Instant.now());
    rows.refusal(code, user, "ALREADY_USED", Instant.now());
    rows.refusal(other, user, "UNKNOWN_CODE", Instant.now());
    TestLedger.shared()
        .sql()
        .update(
            """
            insert into profiles (user_id, invite_use_id, email, username, display_name, phone,
                                  password_hash, created_at)
            values (?, ?, ?, ?, 'Ann', '+1' || (random() * 1e12)::bigint, 'hash', '2026-01-01Z')
            """,
            user,
            use,
            user + "@example.org",
            "u" + user.substring(5, 20).replace("-", "_"));
  }

  private String body(String reason) {
    return "{\"userId\":\"%s\",\"reason\":\"%s\",\"dryRun\":false}".formatted(user, reason);
  }

  private Reply carryOut(String reason) {
    return erase(body(reason));
  }

  private static Reply erase(String body) {
    return console.send("POST", PATH, "application/json", body);
  }

  private static JsonNode code(Reply reply, String code) {
    return reply
        .json()
        .path("codes")
        .valueStream()
        .filter(each -> each.path("code").asString().equals(code))
        .findAny()
        .orElseThrow();
  }

  private JsonNode audit() {
    return console.get("/api/ops/audit?target=" + pseudonym).json().path("items");
  }

  private static String[] settings(String... more) {
    List<String> all = new ArrayList<>(Arrays.asList(log.settings()));
    all.addAll(Arrays.asList(more));
    return all.toArray(String[]::new);
  }
}
