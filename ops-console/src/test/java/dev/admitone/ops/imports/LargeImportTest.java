package dev.admitone.ops.imports;

import static org.assertj.core.api.Assertions.assertThat;

import dev.admitone.ops.support.ConsoleProcess;
import dev.admitone.ops.support.Lane;
import dev.admitone.ops.support.TestLedger;
import dev.admitone.ops.support.TestLog;
import dev.admitone.testsupport.Await;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Long files, for a console with a heap of 256 MB that may be killed at any time. */
@Tag("services")
class LargeImportTest {

  private static final String MAKE = "/api/ops/imports?dryRun=false&reason=a+test";
  private static final String JSON_LINES = "application/jsonl";
  private static final int REPORT_CHARACTERS_MAX = 1_000_000;

  private final TestLedger ledger = TestLedger.create();
  private final TestLog log = TestLog.create();

  @Test
  void aConsoleThatIsKilledHalfWayMakesExactlyTheMissingCodesWhenTheFileIsSentAgain()
      throws Exception {
    killedHalfWay(4_000);
  }

  @Test
  @Tag("long")
  void aMillionCodesAreMadeOnceEachAlsoIfTheConsoleIsKilledHalfWay() throws Exception {
    killedHalfWay(1_000_000);
  }

  private void killedHalfWay(int codes) throws Exception {
    try (Lane _ = Lane.start(log, ledger, codes / 2);
        ConsoleProcess first = ConsoleProcess.start(log, ledger)) {
      CompletableFuture<HttpResponse<String>> open = send(first, codes);
      Await.closely()
          .atMost(Duration.ofMinutes(20))
          .until(() -> invites() >= codes / 2 || open.isDone());
      assertThat(open.isDone()).as("the file was read before the kill").isFalse();
      first.kill();
    }
    try (Lane _ = Lane.start(log, ledger);
        ConsoleProcess second = ConsoleProcess.start(log, ledger)) {
      HttpResponse<String> response = send(second, codes).get();
      assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
      JsonNode report = JsonMapper.shared().readTree(response.body());
      assertThat(report.path("invites").asInt()).isEqualTo(codes);
      assertThat(report.path("bad")).isEmpty();
      assertThat(report.path("stoppedAfterLine").isMissingNode()).isTrue();
      assertThat(second.isRunning()).isTrue();
    }
    assertThat(invites()).isEqualTo(codes);
    assertThat(count("select count(*) from redemption_decisions where outcome = 'DONE'"))
        .isEqualTo(codes);
    assertThat(count("select count(*) from redemption_decisions")).isEqualTo(codes);
    assertThat(count("select count(*) from invites where max_uses = 3")).isEqualTo(codes);
  }

  @Test
  void aFileOfBadLinesGivesABoundedReport() throws Exception {
    badLines(8L * 1024 * 1024);
  }

  @Test
  @Tag("long")
  void aGigabyteOfBadLinesGivesABoundedReport() throws Exception {
    badLines(1024L * 1024 * 1024);
  }

  private void badLines(long bytes) throws Exception {
    String line = "{\"code\":\"%s\"}\n".formatted("no code ".repeat(11));
    long lines = bytes / line.length();
    try (ConsoleProcess console = ConsoleProcess.start(log, ledger)) {
      HttpResponse<String> response =
          console
              .post(MAKE, JSON_LINES, ImportFiles.lines(lines, _ -> line), "Idempotency-Key", "k")
              .get();
      assertThat(response.statusCode()).isEqualTo(200);
      assertThat(response.body().length()).isLessThan(REPORT_CHARACTERS_MAX);
      JsonNode report = JsonMapper.shared().readTree(response.body());
      assertThat(report.path("bad").path("CODE").asLong()).isEqualTo(lines);
      assertThat(report.path("badLines")).hasSize(Findings.LISTED_MAX);
      assertThat(report.path("allListed").asBoolean()).isFalse();
      assertThat(console.isRunning()).isTrue();
    }
  }

  @Test
  @Tag("long")
  void moreCodesThanAnImportTakesAreCountedAndTakeNoMemory() throws Exception {
    long codes = CodeLines.CODES_MAX + 200_000L;
    try (ConsoleProcess console = ConsoleProcess.start(log, ledger)) {
      HttpResponse<String> response =
          console
              .post(
                  "/api/ops/imports",
                  JSON_LINES,
                  ImportFiles.codes("MANY", (int) codes),
                  "Idempotency-Key",
                  "k")
              .get();
      JsonNode report = JsonMapper.shared().readTree(response.body());
      assertThat(report.path("invites").asInt()).isEqualTo(CodeLines.CODES_MAX);
      assertThat(report.path("bad").path("TOO_MANY").asInt()).isEqualTo(200_000);
    }
  }

  private static CompletableFuture<HttpResponse<String>> send(ConsoleProcess console, int codes) {
    return console.post(
        MAKE, JSON_LINES, ImportFiles.codes("MANY", codes), "Idempotency-Key", "the-file");
  }

  private long invites() {
    return count("select count(*) from invites");
  }

  private long count(String sql) {
    Long count = ledger.sql().queryForObject(sql, Long.class);
    return count == null ? 0 : count;
  }
}
