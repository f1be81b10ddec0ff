package dev.admitone.ops.sessions;

import static org.assertj.core.api.Assertions.assertThat;

import dev.admitone.ops.support.Console;
import dev.admitone.ops.support.Console.Reply;
import dev.admitone.ops.support.LedgerRows;
import dev.admitone.ops.support.OpenTransaction;
import dev.admitone.ops.support.PageClient;
import dev.admitone.ops.support.TestLedger;
import dev.admitone.ops.support.Tokens;
import dev.admitone.testsupport.Await;
import java.sql.SQLException;
import java.util.Locale;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** A transaction that was left open is shown with those that wait for it, and ended. */
@Tag("services")
class SessionsTest {

  private final TestLedger ledger = TestLedger.create();
  private final String code = LedgerRows.newCode();

  @BeforeEach
  void makeTheInvite() {
    new LedgerRows(ledger).invite(code);
  }

  @Test
  void aSessionThatBlocksAnotherIsShownAndEndedAndTheAuditHasIt() throws SQLException {
    try (Console console = Console.on(ledger);
        OpenTransaction open = OpenTransaction.on(ledger, code)) {
      JsonNode session = awaitBlocking(console);
      String id = session.path("id").asString();
      assertThat(session.path("role").asString()).isEqualTo("postgres");
      assertThat(session.path("state").asString()).isEqualTo("idle in transaction");
      assertThat(session.path("waiting").asInt()).isEqualTo(1);
      assertThat(session.path("waitingSince").asString()).isNotEmpty();
      try (PageClient pages = PageClient.signedIn(console, Tokens.reader())) {
        assertThat(pages.get("/sessions").body())
            .contains(id, "idle in transaction")
            .doesNotContain("End session");
      }

      assertThat(end(console, id, true).field("id")).isEqualTo(id);
      assertThat(open.hasLetGo()).isFalse();
      assertThat(end(console, id, false).field("id")).isEqualTo(id);
      Await.patiently().until(open::hasLetGo);
      Await.patiently().until(() -> sessions(console).isEmpty());
      JsonNode entry = console.get("/api/ops/audit?action=END_SESSION").json().at("/items/0");
      assertThat(entry.path("target").asString()).isEqualTo(id);
      assertThat(entry.path("state").asString()).isEqualTo("DONE");
      assertThat(entry.path("oldValues").path("state").asString()).isEqualTo("idle in transaction");

      assertThat(end(console, id, false).field("reason")).isEqualTo("UNKNOWN_SESSION");
    }
  }

  @Test
  void aTransactionThatWasLeftOpenIsShownBeforeOthersWaitForIt() throws SQLException {
    try (Console console = Console.on(ledger);
        var idle = ledger.dataSource().getConnection();
        var statement = idle.createStatement()) {
      idle.setAutoCommit(false);
      statement.execute("select 1");
      Await.patiently().until(() -> !sessions(console).isEmpty());
      assertThat(sessions(console).path(0).path("waiting").asInt(-1)).isZero();
    }
  }

  @Test
  void aSessionThatBlocksNothingIsNotEnded() throws SQLException {
    try (Console console = Console.on(ledger);
        var busy = ledger.dataSource().getConnection();
        var statement = busy.createStatement()) {
      var row =
          statement.executeQuery(
              """
              select pid || '-' || extract(epoch from backend_start)::bigint
              from pg_stat_activity where pid = pg_backend_pid()
              """);
      assertThat(row.next()).isTrue();
      assertThat(end(console, row.getString(1), false).field("reason"))
          .isEqualTo("UNKNOWN_SESSION");
      assertThat(statement.execute("select 1")).isTrue();
    }
  }

  @Test
  void withoutTheRightOfTheOwnerTheSessionStaysAndTheResponseSaysWhy() throws SQLException {
    String owner = "owner_of_" + code.toLowerCase(Locale.ROOT);
    ledger.sql().execute("create role " + owner);
    ledger.sql().execute("grant usage, create on schema public to " + owner);
    ledger.sql().execute("grant execute on function blocking_sessions() to " + owner);
    ledger.sql().execute("alter function end_blocking_session(text) owner to " + owner);
    try (Console console = Console.on(ledger);
        OpenTransaction open = OpenTransaction.on(ledger, code)) {
      String id = awaitBlocking(console).path("id").asString();
      Reply refused = end(console, id, false);
      assertThat(refused.status()).isEqualTo(409);
      assertThat(refused.field("reason")).isEqualTo("SESSION_NOT_ENDED");
      assertThat(open.hasLetGo()).isFalse();
      JsonNode entry = console.get("/api/ops/audit?action=END_SESSION").json().at("/items/0");
      assertThat(entry.path("state").asString()).isEqualTo("REFUSED");
    }
  }

  @Test
  void nothingIsEndedThatTheAuditDoesNotHave() throws SQLException {
    try (Console console =
            Console.on(ledger, Console.impatient("--admit-one.ops.kept.username=no_such_role"));
        OpenTransaction open = OpenTransaction.on(ledger, code)) {
      String id = awaitBlocking(console).path("id").asString();
      assertThat(end(console, id, false).field("reason")).isEqualTo("KEPT_UNAVAILABLE");
      assertThat(open.hasLetGo()).isFalse();
    }
  }

  @Test
  void anAuditThatTakesTooLongEndsNothing() throws SQLException {
    try (Console console =
            Console.on(ledger, Console.impatient("--admit-one.ops.kept.statement-timeout=200ms"));
        OpenTransaction open = OpenTransaction.on(ledger, code);
        var other = ledger.dataSource().getConnection();
        var lock = other.createStatement()) {
      String id = awaitBlocking(console).path("id").asString();
      assertThat(console.get("/api/ops/audit").status()).isEqualTo(200);
      other.setAutoCommit(false);
      lock.execute("lock table console.audit in access exclusive mode");
      assertThat(end(console, id, false).field("reason")).isEqualTo("LEDGER_TOO_SLOW");
      assertThat(open.hasLetGo()).isFalse();
    }
  }

  private static JsonNode awaitBlocking(Console console) {
    Await.patiently().until(() -> sessions(console).path(0).path("waiting").asInt() == 1);
    return sessions(console).path(0);
  }

  private static JsonNode sessions(Console console) {
    return console.get("/api/ops/sessions").json().path("sessions");
  }

  private static Reply end(Console console, String id, boolean dryRun) {
    return console.send(
        "POST",
        "/api/ops/sessions/%s/end?dryRun=%s".formatted(id, dryRun),
        "application/json",
        "{\"reason\":\"a test\"}");
  }
}
