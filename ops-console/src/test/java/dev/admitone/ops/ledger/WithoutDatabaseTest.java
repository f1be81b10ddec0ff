package dev.admitone.ops.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import dev.admitone.embedded.EmbeddedDatabase;
import dev.admitone.ops.support.Console;
import dev.admitone.ops.support.Console.Reply;
import dev.admitone.ops.support.OperationCall;
import dev.admitone.ops.support.PageClient;
import dev.admitone.ops.support.TestLedger;
import dev.admitone.ops.support.TestLog;
import dev.admitone.ops.support.Tokens;
import dev.admitone.testsupport.Await;
import dev.admitone.testsupport.FreePorts;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** A console whose database is not there, is not its own, or does not answer in time. */
@Tag("services")
class WithoutDatabaseTest {

  private static final String METRICS = "/actuator/prometheus";

  private static final String EVERYTHING =
      """
      lock table invites, invite_uses, invite_releases, redemption_decisions, profiles,
          console.audit, console.revocations, console.revocation_codes, console.dead_letters,
          console.dead_letter_places, console.dead_letter_sets, console.dead_letter_items
          in access exclusive mode
      """;

  @TempDir private Path directory;

  @Test
  void startsSaysSoAndReadsTheLedgerOnceItIsThere() {
    int port = FreePorts.one();
    String url = "jdbc:postgresql://127.0.0.1:%d/admit_one".formatted(port);
    try (Console console = Console.at(url, TestLog.create().settings(Console.erasing()))) {
      console.awaitReady();
      for (OperationCall call : OperationCall.all()) {
        Reply reply = call.send(console);
        if (call.reasons(503).contains("LEDGER_UNAVAILABLE")) {
          assertThat(reply.status()).as(call.toString()).isEqualTo(503);
          assertThat(reply.field("reason")).isEqualTo("LEDGER_UNAVAILABLE");
        } else if (call.reasons(503).contains("KEPT_UNAVAILABLE")) {
          assertThat(reply.status()).as(call.toString()).isEqualTo(503);
          assertThat(reply.field("reason")).isEqualTo("KEPT_UNAVAILABLE");
        } else {
          assertThat(reply.status()).as(call.toString()).isIn(200, 404);
        }
      }
      assertThat(missing(console)).contains("127.0.0.1:" + port + " refused");
      assertThat(console.manage(METRICS).text()).doesNotContain("admitone_database_");

      try (EmbeddedDatabase empty = EmbeddedDatabase.start(directory, port)) {
        assertThat(empty.port()).isEqualTo(port);
        Await.patiently()
            .untilAsserted(
                () ->
                    assertThat(missing(console))
                        .contains("\"flyway_schema_history\" does not exist"));
        assertThat(console.get("/api/ops/invites/CODE").field("reason"))
            .isEqualTo("LEDGER_UNAVAILABLE");
        // Not before: a counter that begins at zero and then has the server's number would alert.
        Await.patiently()
            .untilAsserted(
                () ->
                    assertThat(console.manage(METRICS).text())
                        .contains("admitone_database_deadlocks_total"));
      }
      assertThat(console.manage("/actuator/health/readiness").status()).isEqualTo(200);
    }
  }

  @Test
  void theLedgerThatIsThereIsUp() {
    JsonNode ledger = health(Console.shared());
    assertThat(ledger.path("status").asString()).isEqualTo("UP");
    assertThat(ledger.path("details").path("version").asInt())
        .isGreaterThanOrEqualTo(LedgerHealth.VERSION_MIN);
  }

  @Test
  void tablesOfAnOlderReleaseAreCalledOld() {
    TestLedger older = TestLedger.create();
    older.sql().execute("delete from flyway_schema_history where version::int >= 15");
    try (Console console = Console.on(older)) {
      assertThat(missing(console))
          .contains("the tables at version " + LedgerHealth.VERSION_MIN)
          .contains("run the migrations");
    }
  }

  @Test
  void aPasswordThatIsWrongIsNotTakenForAnEmptyLedger() {
    try (Console console =
        Console.on(
            TestLedger.shared(),
            Console.impatient("--admit-one.ops.ledger.username=no_such_role"))) {
      assertThat(console.get("/api/ops/invites/CODE").field("reason"))
          .isEqualTo("LEDGER_UNAVAILABLE");
      assertThat(missing(console)).contains("no_such_role");
    }
  }

  @Test
  void aQuestionThatTakesTooLongIsEnded() throws SQLException {
    TestLedger locked = TestLedger.create();
    String[] settings =
        TestLog.create()
            .settings(
                Console.erasing(
                    Console.impatient(
                        "--admit-one.ops.ledger.statement-timeout=200ms",
                        "--admit-one.ops.kept.statement-timeout=200ms")));
    try (Console console = Console.on(locked, settings);
        Connection other = locked.dataSource().getConnection();
        Statement lock = other.createStatement()) {
      assertThat(console.get("/api/ops/audit").status()).as("it has its tables").isEqualTo(200);
      other.setAutoCommit(false);
      lock.execute(EVERYTHING);
      try (PageClient client = PageClient.signedIn(console, Tokens.reader())) {
        assertThat(client.get("/audit?action=CHANGE").body())
            .contains("The database was too slow")
            .doesNotContain("its own tables");
        assertThat(client.get("/dead-letters").statusCode()).isEqualTo(503);
      }
      for (OperationCall call : OperationCall.all()) {
        Reply reply = call.send(console);
        if (call.reasons(503).contains("LEDGER_TOO_SLOW")
            && !call.operation().id().equals("endSession")) {
          assertThat(reply.field("reason")).as(call.toString()).isEqualTo("LEDGER_TOO_SLOW");
        } else {
          assertThat(reply.status()).as(call.toString()).isIn(200, 201, 404);
        }
      }
    }
  }

  private static String missing(Console console) {
    return health(console).path("details").path("missing").asString();
  }

  private static JsonNode health(Console console) {
    return console.manage("/actuator/health").json().path("components").path("ledger");
  }
}
