package dev.admitone.ops.imports;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.admitone.ops.export.ExportFormat;
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
import java.io.InputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Given codes from a file. */
@Tag("services")
@Tag("essential")
class ImportTest {

  private static final String CSV = "text/csv";
  private static final String JSON_LINES = "application/jsonl";
  private static final String MAKE = "?dryRun=false&reason=a+test";

  private static TestLog log;
  private static Lane lane;
  private static Console console;

  private final TestLedger ledger = TestLedger.shared();
  private final String code = LedgerRows.newCode();
  private final String key = UUID.randomUUID().toString();

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
  void aFileOfASpreadsheetBecomesInvites() {
    String file =
        "\uFEFFcode,maxUses,expiresAt\r\n"
            + "\"%s-a\",5,2030-01-01T00:00:00Z\r\n".formatted(code)
            + "=cmd|' /C calc'!A0,1,\r\n"
            + "%s-A,5,2030-01-01T00:00:00Z\r\n".formatted(code)
            + "'%s-B,,\r\n".formatted(code)
            + "%s-C,many,\r\n".formatted(code);
    Reply reply = send(CSV, MAKE, file);
    assertThat(reply.status()).isEqualTo(200);
    assertThat(reply.json().path("invites").asInt()).isEqualTo(2);
    assertThat(reply.json().path("lines").asInt()).isEqualTo(6);
    assertThat(reply.json().path("allListed").asBoolean()).isTrue();
    assertThat(badLines(reply))
        .containsExactly("3 CODE ", "4 DUPLICATE " + code + "-A", "6 MAX_USES " + code + "-C");
    assertThat(reply.text()).doesNotContain("cmd");
    Map<String, @Nullable Object> made =
        ledger
            .sql()
            .queryForMap("select max_uses, created_by from invites where code = ?", code + "-A");
    assertThat(made).containsEntry("max_uses", 5L).containsEntry("created_by", "olga");
  }

  @Test
  void linesOfJsonBecomeInvites() {
    String line = "{\"code\":\"%s\"}\n".formatted(code);
    String unknown = "{\"code\":\"%s\",\"uses\":1}\n".formatted(code);
    Reply reply = send(JSON_LINES, MAKE, line + unknown);
    assertThat(reply.json().path("invites").asInt()).isEqualTo(1);
    assertThat(badLines(reply)).containsExactly("2 NOT_JSON ");
  }

  @Test
  void aDryRunSaysWhatWouldBeAndMakesNothing() {
    new LedgerRows(ledger).invite(code);
    Reply reply = send(CSV, "", "code\n%s\n%s-2\n".formatted(code, code));
    assertThat(reply.json().path("dryRun").asBoolean()).isTrue();
    assertThat(reply.json().path("invites").asInt()).isEqualTo(1);
    assertThat(badLines(reply)).containsExactly("2 CODE_EXISTS " + code);
    assertThat(count("invites where code = ?", code + "-2")).isZero();
  }

  @Test
  void aFileThatIsSentAgainMakesWhatIsMissingAndSaysTheSame() {
    send(CSV, MAKE, "code\n%s-1\n%s-2\n".formatted(code, code));
    Reply again = send(CSV, MAKE, "code\n%s-1\n%s-2\n%s-3\n".formatted(code, code, code));
    assertThat(again.json().path("invites").asInt()).isEqualTo(3);
    assertThat(badLines(again)).isEmpty();
    assertThat(count("redemption_decisions where code like ?", code + "-%")).isEqualTo(3);
  }

  @Test
  void aLineThatWasChangedFindsThatItsCodeExists() {
    send(CSV, MAKE, "code,maxUses\n%s,1\n".formatted(code));
    Reply again = send(CSV, MAKE, "code,maxUses\n%s,2\n".formatted(code));
    assertThat(badLines(again)).containsExactly("2 CODE_EXISTS " + code);
    assertThat(count("invites where max_uses = 1 and code = ?", code)).isEqualTo(1);
  }

  @Test
  void theAuditHasTheImportWithItsReasonAndItsNumbers() {
    send(CSV, MAKE, "code\n%s\nx\n".formatted(code));
    Reply audit = console.get("/api/ops/audit?action=IMPORT&target=" + key);
    assertThat(audit.json().path("items")).hasSize(1);
    var entry = audit.json().path("items").path(0);
    assertThat(entry.path("reason").asString()).isEqualTo("a test");
    assertThat(entry.path("state").asString()).isEqualTo("DONE");
    assertThat(entry.path("newValues").path("invites").asInt()).isEqualTo(1);
    assertThat(entry.path("newValues").path("badLines").asInt()).isEqualTo(1);
  }

  @Test
  void withoutALaneItStopsAndSaysWhere() {
    TestLog undecided = TestLog.create();
    try (Console waiting =
        Console.on(ledger, undecided.settings("--admit-one.ops.log.decision-wait=1s"))) {
      Reply reply =
          waiting.send(
              "POST",
              "/api/ops/imports" + MAKE,
              JSON_LINES,
              ImportFiles.codes(code, 2_500),
              "Idempotency-Key",
              key);
      assertThat(reply.json().path("stoppedAfterLine").asInt()).isEqualTo(1_000);
      assertThat(reply.json().path("bad").path("NOT_DECIDED").asInt()).isEqualTo(1_000);
      assertThat(state(waiting)).isEqualTo("UNKNOWN");
    }
  }

  @Test
  void withoutABrokerItStopsAndSaysWhatWasNotSent() {
    try (Console alone =
        Console.on(
            ledger,
            "--admit-one.ops.log.decision-wait=1s",
            "--spring.kafka.bootstrap-servers=127.0.0.1:" + FreePorts.one())) {
      Reply reply =
          alone.send(
              "POST",
              "/api/ops/imports" + MAKE,
              CSV,
              "code\n%s\n".formatted(code),
              "Idempotency-Key",
              key);
      assertThat(badLines(reply)).containsExactly("2 NOT_SENT " + code);
    }
  }

  @Test
  void theConsoleReadsSoManyFilesAndNoMore() throws Exception {
    List<PipedOutputStream> files = new ArrayList<>();
    List<CompletableFuture<Reply>> open = new ArrayList<>();
    for (int i = 0; i < Imports.FILES_MAX; i++) {
      PipedInputStream body = new PipedInputStream(1 << 16);
      files.add(new PipedOutputStream(body));
      String own = key + i;
      open.add(
          CompletableFuture.supplyAsync(() -> sendOpen(body, own), Thread::startVirtualThread));
      files.getLast().write("code\n".repeat(5_000).getBytes(UTF_8));
      files.getLast().flush();
    }
    Await.patiently()
        .untilAsserted(
            () ->
                assertThat(send(CSV, "", "code\n" + code).field("reason"))
                    .isEqualTo("IMPORTS_BUSY"));
    for (PipedOutputStream file : files) {
      file.close();
    }
    for (CompletableFuture<Reply> each : open) {
      assertThat(each.get().status()).isEqualTo(200);
    }
    assertThat(send(CSV, "", "code\n" + code).status()).isEqualTo(200);
  }

  private static Reply sendOpen(InputStream body, String key) {
    return console.send(
        "POST",
        "/api/ops/imports",
        CSV,
        BodyPublishers.ofInputStream(() -> body),
        "Idempotency-Key",
        key);
  }

  @Test
  void withoutAKeyAReasonOrTheColumnsItIsRefused() {
    String path = "/api/ops/imports";
    String file = "code\n" + code;
    assertThat(console.send("POST", path, CSV, file).field("error"))
        .isEqualTo("The header Idempotency-Key must be there");
    assertThat(send(CSV, "?dryRun=false", file).field("error")).startsWith("reason must have 1 to");
    assertThat(send(CSV, "?dryRun=yes", file).field("error")).startsWith("dryRun must be true or");
    assertThat(send(CSV, MAKE, "Code\nABC").field("error"))
        .startsWith("The first line must name the columns");
    assertThat(send("text/plain", MAKE, file).field("reason")).isEqualTo("INVALID_REQUEST");
  }

  @Test
  void anOperatorThatMayOnlyLookIsRefusedBelowEachDoor() {
    ImportOrder order = new ImportOrder(key, ExportFormat.CSV, true, "");
    assertThatThrownBy(
            () ->
                console
                    .bean(Imports.class)
                    .run(new Operator("ann", false), order, InputStream.nullInputStream()))
        .isInstanceOf(RefusedCallException.class);
  }

  private Reply send(String contentType, String query, String file) {
    return console.send(
        "POST", "/api/ops/imports" + query, contentType, file, "Idempotency-Key", key);
  }

  private String state(Console asked) {
    return asked
        .get("/api/ops/audit?target=" + key)
        .json()
        .path("items")
        .path(0)
        .path("state")
        .asString();
  }

  private long count(String what, String parameter) {
    Long count = ledger.sql().queryForObject("select count(*) from " + what, Long.class, parameter);
    return count == null ? 0 : count;
  }

  private static List<String> badLines(Reply reply) {
    return reply
        .json()
        .path("badLines")
        .valueStream()
        .map(
            bad ->
                "%d %s %s"
                    .formatted(
                        bad.path("line").asInt(),
                        bad.path("reason").asString(),
                        bad.path("code").asString("")))
        .toList();
  }
}
