package dev.admitone.ops.kept;

import static org.assertj.core.api.Assertions.assertThat;

import dev.admitone.embedded.EmbeddedDatabase;
import dev.admitone.ops.support.Console;
import dev.admitone.ops.support.Console.Reply;
import dev.admitone.ops.support.LedgerRows;
import dev.admitone.ops.support.OperationCall;
import dev.admitone.ops.support.TestLedger;
import dev.admitone.testsupport.Await;
import dev.admitone.testsupport.FreePorts;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/** A console whose own tables are not there, while the ledger is. */
@Tag("services")
class WithoutKeptTablesTest {

  private static final String NO_ROLE = "--admit-one.ops.kept.username=no_such_role";

  private final LedgerRows rows = new LedgerRows(TestLedger.shared());

  @TempDir private Path directory;

  @Test
  void saysSoChangesNothingAndShowsTheRest() {
    String code = LedgerRows.newCode();
    String existing = LedgerRows.newCode();
    rows.invite(existing);
    UUID use = rows.use(existing, "ann", Instant.now());
    try (Console console =
        Console.on(TestLedger.shared(), Console.erasing(Console.impatient(NO_ROLE)))) {
      console.awaitReady();
      assertThat(console.get("/api/ops/invites/" + existing).status()).isEqualTo(200);
      assertThat(missing(console)).contains("no_such_role");
      String reason = "\"reason\":\"a test\"";
      assertRefused(console, "POST", "/invites", "{\"code\":\"%s\",%s}".formatted(code, reason));
      assertRefused(
          console, "PATCH", "/invites/" + existing, "{\"maxUses\":1,%s}".formatted(reason));
      assertRefused(
          console, "POST", "/invites/%s/revocation".formatted(existing), "{%s}".formatted(reason));
      assertRefused(
          console,
          "POST",
          "/invites/%s/count-repair?dryRun=false".formatted(existing),
          "{%s}".formatted(reason));
      assertRefused(
          console, "POST", "/requests/%s/release".formatted(use), "{%s}".formatted(reason));
      assertRefused(
          console,
          "POST",
          "/user/erasure",
          "{\"userId\":\"ann\",\"dryRun\":false,%s}".formatted(reason));
      assertRefused(
          console,
          "POST",
          "/revocations",
          "{\"filter\":{\"prefix\":\"%s\"},%s}".formatted(existing, reason));
      Reply file =
          console.send(
              "POST",
              "/api/ops/imports?dryRun=false&reason=a+test",
              "text/csv",
              "code\n" + code,
              "Idempotency-Key",
              code);
      assertThat(file.field("reason")).isEqualTo("KEPT_UNAVAILABLE");
      for (OperationCall call : OperationCall.all()) {
        if (call.reasons(503).contains("KEPT_UNAVAILABLE")
            && !call.reasons(503).contains("LEDGER_UNAVAILABLE")) {
          assertThat(call.send(console).field("reason")).isEqualTo("KEPT_UNAVAILABLE");
        }
      }
    }
    Long decisions =
        TestLedger.shared()
            .sql()
            .queryForObject(
                "select count(*) from redemption_decisions where code = ?", Long.class, code);
    assertThat(decisions).as("nothing was sent that the audit does not have").isZero();
  }

  @Test
  void makesThemOnceTheDatabaseIsThere() {
    int port = FreePorts.one();
    String url = "jdbc:postgresql://127.0.0.1:%d/admit_one".formatted(port);
    try (Console console =
        Console.on(
            TestLedger.shared(),
            "--admit-one.ops.kept.url=" + url,
            "--admit-one.ops.kept.schema=kept")) {
      assertThat(console.get("/api/ops/audit").field("reason")).isEqualTo("KEPT_UNAVAILABLE");
      try (EmbeddedDatabase database = EmbeddedDatabase.start(directory, port)) {
        assertThat(database.port()).isEqualTo(port);
        new JdbcTemplate(new DriverManagerDataSource(url, database.username(), ""))
            .execute("create schema kept authorization admit_one_console");
        Await.patiently().until(() -> console.get("/api/ops/audit").status() == 200);
      }
    }
  }

  @Test
  void twoConsolesThatMakeThemAtOnceDoNotDisturbEachOther() {
    TestLedger ledger = TestLedger.create();
    List<Console> consoles = IntStream.range(0, 3).mapToObj(_ -> Console.on(ledger)).toList();
    try {
      List<CompletableFuture<Reply>> calls =
          consoles.stream()
              .map(
                  console ->
                      CompletableFuture.supplyAsync(
                          () -> console.get("/api/ops/audit"), Thread::startVirtualThread))
              .toList();
      for (CompletableFuture<Reply> call : calls) {
        assertThat(call.join().status()).isEqualTo(200);
      }
    } finally {
      consoles.forEach(Console::close);
    }
  }

  private static void assertRefused(Console console, String method, String path, String body) {
    Reply reply = console.send(method, "/api/ops" + path, "application/json", body);
    assertThat(reply.field("reason")).as(path).isEqualTo("KEPT_UNAVAILABLE");
  }

  private static String missing(Console console) {
    return console
        .manage("/actuator/health")
        .json()
        .path("components")
        .path("kept")
        .path("details")
        .path("missing")
        .asString();
  }
}
