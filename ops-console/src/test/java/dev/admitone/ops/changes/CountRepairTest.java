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
import dev.admitone.ops.support.Tokens;
import dev.admitone.testsupport.FreePorts;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** A count that drifted is shown, repaired through the log, and kept in the audit. */
@Tag("services")
@Tag("essential")
class CountRepairTest {

  private static final String JSON = "application/json";
  private static final String BODY = "{\"reason\":\"stuck at the limit\"}";
  private static final String WRITES_2 = "--admit-one.write-version=2";

  private static Lane lane;
  private static Console console;

  private final LedgerRows rows = new LedgerRows(TestLedger.shared());
  private final String code = LedgerRows.newCode();

  @BeforeAll
  static void start() {
    TestLog log = TestLog.create();
    lane = Lane.start(log, TestLedger.shared());
    console = Console.on(TestLedger.shared(), log.settings(WRITES_2));
  }

  @AfterAll
  static void stop() {
    console.close();
    lane.close();
  }

  /** The invite counts 5 and has 1 use. */
  @BeforeEach
  void drift() {
    rows.invite(code);
    rows.use(code, LedgerRows.newUser(), Instant.now());
    TestLedger.shared()
        .sql()
        .execute(
            "set session_replication_role = replica; "
                + "update invites set current_uses = 5 where code = '%s'".formatted(code));
  }

  @Test
  void aDryRunSaysWhatTheCodeCountsAndWhatItHasAndChangesNothing() {
    Reply reply = send(console, "");
    assertThat(reply.status()).isEqualTo(200);
    assertThat(reply.field("code")).isEqualTo(code);
    assertThat(reply.json().path("currentUses").asInt()).isEqualTo(5);
    assertThat(reply.json().path("countedUses").asInt()).isEqualTo(1);
    assertThat(reply.json().path("dryRun").asBoolean()).isTrue();
    assertThat(reply.json().has("requestId")).isFalse();
    assertThat(stored()).isEqualTo(5);
    assertThat(audit()).isEmpty();
  }

  @Test
  void aRepairPutsTheCountRightAndTheAuditHasBothNumbers() {
    Reply reply = send(console, "?dryRun=false");
    assertThat(reply.status()).isEqualTo(200);
    assertThat(reply.json().path("currentUses").asInt()).isEqualTo(5);
    assertThat(reply.json().path("invite").path("currentUses").asInt()).isEqualTo(1);
    assertThat(stored()).isEqualTo(1);
    JsonNode entry = audit().path(0);
    assertThat(entry.path("action").asString()).isEqualTo("REPAIR_COUNT");
    assertThat(entry.path("operator").asString()).isEqualTo("olga");
    assertThat(entry.path("reason").asString()).isEqualTo("stuck at the limit");
    assertThat(entry.path("oldValues").path("currentUses").asInt()).isEqualTo(5);
    assertThat(entry.path("newValues").path("currentUses").asInt()).isEqualTo(1);
    assertThat(entry.path("state").asString()).isEqualTo("DONE");
    assertThat(entry.path("requestIds").path(0)).isEqualTo(reply.json().path("requestId"));
    assertThat(send(console, "").json().path("currentUses").asInt()).isEqualTo(1);
  }

  @Test
  void aCallWithAKeyIsCarriedOutOnce() {
    String key = UUID.randomUUID().toString();
    Reply first = send(console, "?dryRun=false", "Idempotency-Key", key);
    Reply again = send(console, "?dryRun=false", "Idempotency-Key", key);
    assertThat(again.status()).isEqualTo(200);
    assertThat(again.field("requestId")).isEqualTo(first.field("requestId"));
    assertThat(audit()).hasSize(1);
  }

  @Test
  void aCodeThatIsNotThereIsRefused() {
    for (String parameters : new String[] {"", "?dryRun=false"}) {
      Reply reply =
          console.send(
              "POST", "/api/ops/invites/NO-SUCH-CODE/count-repair" + parameters, JSON, BODY);
      assertThat(reply.field("reason")).isEqualTo("UNKNOWN_CODE");
    }
  }

  /** A request of version 1 would lie in the log without its command. */
  @Test
  void whereVersionOneIsWrittenNothingIsSentAndTheResponseSaysWhatToSet() {
    TestLog log = TestLog.create();
    try (Console older = Console.on(TestLedger.shared(), log.settings())) {
      assertThat(send(older, "").status()).isEqualTo(200);
      Reply reply = send(older, "?dryRun=false");
      assertThat(reply.status()).isEqualTo(409);
      assertThat(reply.field("reason")).isEqualTo("WRITE_VERSION_TOO_LOW");
      assertThat(reply.field("error")).contains("set admit-one.write-version to 2");
    }
    assertThat(audit()).isEmpty();
    assertThat(stored()).isEqualTo(5);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "                 | {}                            | reason must have 1 to 500",
        "                 | {\"reason\":\"\"}             | reason must have 1 to 500",
        "                 | {\"reason\":\"x\",\"uses\":1} | The body may have no other members",
        "?dryRun=perhaps  | {\"reason\":\"x\"}            | dryRun must be true or false",
      })
  void aCallThatIsNotWhatItHasToBeIsRefused(String parameters, String body, String error) {
    String path = path() + (parameters == null ? "" : parameters);
    Reply reply = console.send("POST", path, JSON, body);
    assertThat(reply.status()).isEqualTo(400);
    assertThat(reply.field("error")).startsWith(error);
  }

  @Test
  void anOperatorThatMayOnlyLookIsRefused() {
    Reply reply =
        console.send("POST", path(), JSON, BODY, "Authorization", "Bearer " + Tokens.reader());
    assertThat(reply.field("reason")).isEqualTo("SCOPE_MISSING");
    Cause cause = new Cause(new Operator("ann", false), "a test", Optional.empty());
    assertThatThrownBy(() -> console.bean(CountRepairs.class).repair(cause, code))
        .isInstanceOf(RefusedCallException.class);
    assertThat(stored()).isEqualTo(5);
  }

  @Test
  void whatIsNotDecidedInTimeIsPending() {
    TestLog undecided = TestLog.create();
    try (Console waiting =
        Console.on(
            TestLedger.shared(),
            undecided.settings(WRITES_2, "--admit-one.ops.log.decision-wait=1s"))) {
      Reply reply = send(waiting, "?dryRun=false");
      assertThat(reply.status()).isEqualTo(202);
      assertThat(reply.field("requestId")).isNotEmpty();
    }
  }

  @Test
  void withoutABrokerNothingIsAcknowledged() {
    try (Console alone =
        Console.on(
            TestLedger.shared(),
            WRITES_2,
            "--admit-one.ops.log.decision-wait=200ms",
            "--spring.kafka.bootstrap-servers=127.0.0.1:" + FreePorts.one())) {
      assertThat(send(alone, "?dryRun=false").field("reason")).isEqualTo("NOT_ACKNOWLEDGED");
    }
  }

  private String path() {
    return "/api/ops/invites/%s/count-repair".formatted(code);
  }

  private Reply send(Console to, String parameters, String... headers) {
    return to.send("POST", path() + parameters, JSON, BODY, headers);
  }

  private JsonNode audit() {
    return console.get("/api/ops/audit?target=" + code).json().path("items");
  }

  private long stored() {
    Long uses =
        TestLedger.shared()
            .sql()
            .queryForObject("select current_uses from invites where code = ?", Long.class, code);
    return uses == null ? -1 : uses;
  }
}
