package dev.admitone.ops.changes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.admitone.ops.problem.RefusedCallException;
import dev.admitone.ops.security.Operator;
import dev.admitone.ops.support.Console;
import dev.admitone.ops.support.Console.Reply;
import dev.admitone.ops.support.Lane;
import dev.admitone.ops.support.LedgerRows;
import dev.admitone.ops.support.TestLedger;
import dev.admitone.ops.support.TestLog;
import dev.admitone.testsupport.Await;
import dev.admitone.testsupport.FreePorts;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** What operators change about one invite. */
@Tag("services")
@Tag("essential")
class ChangeTest {

  private static final String JSON = "application/json";
  private static final String REASON = "{\"reason\":\"a test\"}";

  private static TestLog log;
  private static Lane lane;
  private static Console console;

  private final LedgerRows rows = new LedgerRows(TestLedger.shared());
  private final String code = LedgerRows.newCode();

  @BeforeAll
  static void start() {
    log = TestLog.create();
    lane = Lane.start(log, TestLedger.shared());
    console = Console.on(TestLedger.shared(), log.settings());
  }

  @AfterAll
  static void stop() {
    console.close();
    lane.close();
  }

  @Test
  void anInviteIsCreatedAndTheResponseHasItAsTheLedgerDoes() {
    Reply reply = create("{\"code\":\"%s\",\"maxUses\":5,\"reason\":\"for ann\"}".formatted(code));
    assertThat(reply.status()).isEqualTo(201);
    JsonNode invite = reply.json().path("invite");
    assertThat(invite.path("code").asString()).isEqualTo(code);
    assertThat(invite.path("maxUses").asInt()).isEqualTo(5);
    assertThat(invite.path("createdBy").asString()).isEqualTo("olga");
    assertThat(invite.path("requestId")).isEqualTo(reply.json().path("requestId"));
    JsonNode entry = audit("CREATE");
    assertThat(entry.path("reason").asString()).isEqualTo("for ann");
    assertThat(entry.path("operator").asString()).isEqualTo("olga");
    assertThat(entry.path("state").asString()).isEqualTo("DONE");
    assertThat(entry.has("oldValues")).isFalse();
    assertThat(entry.path("newValues").path("maxUses").asInt()).isEqualTo(5);
    assertThat(entry.path("requestIds").path(0)).isEqualTo(reply.json().path("requestId"));
  }

  @Test
  void aCodeThatExistsIsRefusedAndTheAuditSaysSo() {
    rows.invite(code);
    Reply reply = create("{\"code\":\"%s\",\"reason\":\"a test\"}".formatted(code));
    assertThat(reply.status()).isEqualTo(409);
    assertThat(reply.field("reason")).isEqualTo("CODE_EXISTS");
    assertThat(audit("CREATE").path("state").asString()).isEqualTo("REFUSED");
    assertThat(audit("CREATE").path("outcome").asString()).isEqualTo("CODE_EXISTS");
  }

  @Test
  void aCallWithAKeyIsCarriedOutOnce() {
    String body = "{\"code\":\"%s\",\"reason\":\"a test\"}".formatted(code);
    String key = UUID.randomUUID().toString();
    Reply first = create(body, "Idempotency-Key", key);
    Reply again = create(body, "Idempotency-Key", key);
    assertThat(again.status()).isEqualTo(201);
    assertThat(again.field("requestId")).isEqualTo(first.field("requestId"));
    assertThat(console.get("/api/ops/audit?target=" + code).json().path("items")).hasSize(1);
  }

  @Test
  void aPatchChangesWhatItHasAndTheAuditKeepsOldAndNewValues() {
    rows.invite(code);
    change("{\"maxUses\":3,\"expiresAt\":\"2030-01-01T00:00:00Z\",\"reason\":\"a limit\"}");
    Reply reply = change("{\"maxUses\":null,\"reason\":\"<b>no limit</b>\"}");
    assertThat(reply.status()).isEqualTo(200);
    assertThat(reply.json().path("invite").has("maxUses")).isFalse();
    assertThat(reply.json().path("invite").path("expiresAt").asString())
        .isEqualTo("2030-01-01T00:00:00Z");
    JsonNode entry = audit("CHANGE");
    assertThat(entry.path("reason").asString()).isEqualTo("<b>no limit</b>");
    assertThat(entry.path("oldValues").path("maxUses").asInt()).isEqualTo(3);
    assertThat(entry.path("newValues").path("maxUses").isNull()).isTrue();
    assertThat(entry.path("newValues").has("expiresAt")).isFalse();
  }

  @Test
  void aRevokedInviteIsRevoked() {
    rows.invite(code);
    Reply reply = send("POST", "/api/ops/invites/%s/revocation".formatted(code), REASON);
    assertThat(reply.status()).isEqualTo(200);
    assertThat(reply.json().path("invite").path("state").asString()).isEqualTo("REVOKED");
    assertThat(audit("REVOKE").path("oldValues").path("revoked").asBoolean()).isFalse();
    assertThat(audit("REVOKE").path("newValues").path("revoked").asBoolean()).isTrue();
  }

  @Test
  void aUseIsGivenBackOnce() {
    rows.invite(code);
    UUID use = rows.use(code, "ann", Instant.now());
    String path = "/api/ops/requests/%s/release".formatted(use);
    Reply reply = send("POST", path, "{\"reason\":\"by mistake\"}");
    assertThat(reply.status()).isEqualTo(200);
    JsonNode entry = audit("RELEASE");
    assertThat(entry.path("oldValues").path("userId").asString()).isEqualTo("ann");
    assertThat(entry.path("outcome").asString()).isEqualTo("RELEASED");
    Reply again = send("POST", path, "{\"reason\":\"once more\"}");
    assertThat(again.field("reason")).isEqualTo("ALREADY_RELEASED");
  }

  @Test
  void whatIsNotThereIsNotChanged() {
    assertThat(change("{\"maxUses\":1,\"reason\":\"a test\"}").field("reason"))
        .isEqualTo("UNKNOWN_CODE");
    assertThat(
            send("POST", "/api/ops/invites/%s/revocation".formatted(code), REASON).field("reason"))
        .isEqualTo("UNKNOWN_CODE");
    String release = "/api/ops/requests/%s/release".formatted(UUID.randomUUID());
    assertThat(send("POST", release, REASON).field("error")).startsWith("code must be given");
    rows.invite(code);
    assertThat(
            send("POST", release, "{\"code\":\"%s\",\"reason\":\"a test\"}".formatted(code))
                .field("reason"))
        .isEqualTo("USE_NOT_FOUND");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{\"maxUses\":1}                         | reason must have 1 to 500",
        "{\"maxUses\":1,\"reason\":\"\"}         | reason must have 1 to 500",
        "{\"maxUses\":1,\"reason\":5}            | reason must be a text",
        "{\"maxUses\":-1,\"reason\":\"x\"}       | maxUses must be 0 or more",
        "{\"maxUses\":1.5,\"reason\":\"x\"}      | maxUses must be a whole number",
        "{\"maxUses\":\"1\",\"reason\":\"x\"}    | maxUses must be a whole number",
        "{\"maxuses\":1,\"reason\":\"x\"}        | The body may have no other members than",
        "{\"reason\":\"x\"}                      | The call must have at least one of",
        "{\"revoked\":null,\"reason\":\"x\"}     | revoked must be true or false",
        "{\"expiresAt\":\"soon\",\"reason\":\"x\"} | expiresAt must be a time",
        "{\"reason\":\"x\",\"reason\":\"y\"}     | The body must be JSON",
        "[]                                      | The body must be a JSON object",
        "{} {}                                   | The body must be JSON",
      })
  void aBodyThatIsNotWhatItHasToBeIsRefused(String body, String error) {
    rows.invite(code);
    Reply reply = change(body);
    assertThat(reply.status()).isEqualTo(400);
    assertThat(reply.field("error")).startsWith(error);
    assertThat(console.get("/api/ops/audit?target=" + code).json().path("items")).isEmpty();
  }

  @Test
  void aBodyThatIsTooLargeIsRefused() {
    String body = "{\"maxUses\":1,\"reason\":\"%s\"}".formatted("x".repeat(20_000));
    assertThat(change(body).field("error")).isEqualTo("The body must have at most 16 KiB");
  }

  @Test
  void whatIsNotDecidedInTimeIsPendingAndTheAuditLearnsItLater() {
    TestLog undecided = TestLog.create();
    UUID use = use();
    try (Console waiting =
        Console.on(
            TestLedger.shared(), undecided.settings("--admit-one.ops.log.decision-wait=1s"))) {
      for (Call call : calls(use)) {
        Reply reply = waiting.send(call.method(), call.path(), JSON, call.body());
        assertThat(reply.status()).as(call.path()).isEqualTo(202);
        assertThat(reply.field("requestId")).isNotEmpty();
      }
      assertThat(audit("CHANGE").path("state").asString()).isEqualTo("UNKNOWN");
      try (Lane _ = Lane.start(undecided, TestLedger.shared())) {
        Await.patiently().until(() -> audit("CHANGE").path("state").asString().equals("DONE"));
      }
    }
  }

  @Test
  void withoutABrokerNothingIsAcknowledged() {
    UUID use = use();
    try (Console alone =
        Console.on(
            TestLedger.shared(),
            "--admit-one.ops.log.decision-wait=200ms",
            "--spring.kafka.bootstrap-servers=127.0.0.1:" + FreePorts.one())) {
      for (Call call : calls(use)) {
        Reply reply = alone.send(call.method(), call.path(), JSON, call.body());
        assertThat(reply.field("reason")).as(call.path()).isEqualTo("NOT_ACKNOWLEDGED");
      }
    }
    assertThat(audit("CHANGE").path("state").asString()).isEqualTo("UNKNOWN");
  }

  @Test
  void aReleaseOfACodeThatIsNotThereIsRefused() {
    String path = "/api/ops/requests/%s/release".formatted(UUID.randomUUID());
    Reply reply = send("POST", path, "{\"code\":\"%s\",\"reason\":\"a test\"}".formatted(code));
    assertThat(reply.field("reason")).isEqualTo("USE_NOT_FOUND");
  }

  @Test
  void anOperatorThatMayOnlyLookIsRefusedBelowEachDoor() {
    Changes changes = console.bean(Changes.class);
    Cause cause = new Cause(new Operator("ann", false), "a test", Optional.empty());
    NewInvite invite = new NewInvite(code, null, null, null);
    assertThatThrownBy(() -> changes.create(cause, invite))
        .isInstanceOf(RefusedCallException.class);
    assertThatThrownBy(() -> changes.change(cause, code, InvitePatch.revocation()))
        .isInstanceOf(RefusedCallException.class);
    assertThatThrownBy(() -> changes.revoke(cause, code)).isInstanceOf(RefusedCallException.class);
    assertThatThrownBy(() -> changes.release(cause, UUID.randomUUID(), code))
        .isInstanceOf(RefusedCallException.class);
    assertThat(console.get("/api/ops/audit?target=" + code).json().path("items")).isEmpty();
  }

  private record Call(String method, String path, String body) {}

  /** One of each kind. */
  private List<Call> calls(UUID use) {
    return List.of(
        new Call(
            "POST",
            "/api/ops/invites",
            "{\"code\":\"%s\",\"reason\":\"a test\"}".formatted(LedgerRows.newCode())),
        new Call("PATCH", "/api/ops/invites/" + code, "{\"maxUses\":1,\"reason\":\"a test\"}"),
        new Call("POST", "/api/ops/invites/%s/revocation".formatted(code), REASON),
        new Call("POST", "/api/ops/requests/%s/release".formatted(use), REASON));
  }

  private UUID use() {
    rows.invite(code);
    return rows.use(code, "ann", Instant.now());
  }

  private Reply create(String body, String... headers) {
    return console.send("POST", "/api/ops/invites", JSON, body, headers);
  }

  private Reply change(String body) {
    return send("PATCH", "/api/ops/invites/" + code, body);
  }

  private static Reply send(String method, String path, String body) {
    return console.send(method, path, JSON, body);
  }

  /** The newest entry about the code. */
  private JsonNode audit(String action) {
    return console
        .get("/api/ops/audit?action=%s&target=%s".formatted(action, code))
        .json()
        .path("items")
        .path(0);
  }
}
