package dev.admitone.ops.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.admitone.ops.support.Console;
import dev.admitone.ops.support.Console.Reply;
import dev.admitone.ops.support.LedgerRows;
import dev.admitone.ops.support.TestLedger;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

/** Lists as files. */
@Tag("services")
@Tag("essential")
class ExportTest {

  private static TestLedger ledger;
  private static Console console;

  @BeforeAll
  static void fill() {
    ledger = TestLedger.create();
    ledger
        .sql()
        .execute(
            """
            insert into invites (code, version, created_at, created_by)
            select 'MANY-' || lpad(i::text, 6, '0'), 1, '2026-01-01Z',
                   case when i < 3 then '=HYPERLINK("http://x","' || i || '")' end
            from generate_series(0, 59999) i
            """);
    console = Console.on(ledger);
  }

  @AfterAll
  static void stop() {
    console.close();
  }

  @Test
  void haveAllPagesOfTheListInOneFile() {
    Reply csv = console.get("/api/ops/exports/invites?prefix=MANY-00");
    assertThat(csv.header("Content-Type")).startsWith("text/csv;charset=UTF-8");
    assertThat(csv.header("Content-Disposition")).isEqualTo("attachment; filename=\"invites.csv\"");
    List<String> lines = csv.text().lines().toList();
    assertThat(lines).hasSize(10_001);
    assertThat(lines.getFirst()).startsWith("code,state,maxUses,currentUses");
    assertThat(lines.getLast()).startsWith("MANY-009999,USABLE,,0,,,,,,2026-01-01T00:00:00Z,");

    Reply json = console.get("/api/ops/exports/invites?prefix=MANY-00&format=jsonl");
    assertThat(json.header("Content-Type")).startsWith("application/jsonl");
    assertThat(json.text().lines()).hasSize(10_000);
  }

  @Test
  void onlyWhatFulfilsTheConditions() {
    Reply csv = console.get("/api/ops/exports/invites?state=REVOKED");
    assertThat(csv.text().lines()).hasSize(1);
    Reply json = console.get("/api/ops/exports/invites?format=jsonl&state=REVOKED");
    assertThat(json.text()).isEmpty();
  }

  @Test
  void aFormulaIsTextInCsvAndAsItIsInJson() {
    Reply csv = console.get("/api/ops/exports/invites?prefix=MANY-000001");
    assertThat(csv.text()).contains(",\"'=HYPERLINK(\"\"http://x\"\",\"\"1\"\")\",");
    Reply json = console.get("/api/ops/exports/invites?prefix=MANY-000001&format=jsonl");
    assertThat(JsonMapper.shared().readTree(json.text()).path("createdBy").asString())
        .isEqualTo("=HYPERLINK(\"http://x\",\"1\")");
  }

  @ParameterizedTest
  @ValueSource(strings = {"csv", "jsonl"})
  void usesAndRefusalsOfACodeAndOfAUser(String format) {
    LedgerRows rows = new LedgerRows(TestLedger.shared());
    String code = LedgerRows.newCode();
    String user = LedgerRows.newUser();
    rows.invite(code);
    String use = rows.use(code, user, Instant.now()).toString();
    String refusal = rows.refusal(code, user, "ALREADY_USED", Instant.now()).toString();
    String end = "format=" + format;
    for (String uses :
        List.of("invites/%s/uses?".formatted(code), "user/uses?userId=%s&".formatted(user))) {
      Reply reply = Console.shared().get("/api/ops/exports/" + uses + end);
      assertThat(reply.text()).contains(use, code, user).doesNotContain(refusal);
    }
    for (String refusals :
        List.of(
            "invites/%s/refusals?".formatted(code), "user/refusals?userId=%s&".formatted(user))) {
      Reply reply = Console.shared().get("/api/ops/exports/" + refusals + end);
      assertThat(reply.text()).contains(refusal, "ALREADY_USED").doesNotContain(use);
    }
  }

  @Test
  void theUsesOfACodeThatIsNotThereAreUnknown() {
    Reply reply = console.get("/api/ops/exports/invites/NO-SUCH-CODE/uses");
    assertThat(reply.field("reason")).isEqualTo("UNKNOWN_CODE");
  }

  /** The operator must not take the beginning of a list for the whole. */
  @Test
  void aFileThatCannotBeCompletedHasNoEnd() throws Exception {
    TestLedger failing = TestLedger.create();
    failing
        .sql()
        .execute(
            """
            insert into invites (code, version, created_by)
            select 'MANY-' || lpad(i::text, 6, '0'), 1, repeat('x', 200)
            from generate_series(0, 99999) i
            """);
    try (Console broken = Console.on(failing);
        var file =
            new BufferedReader(
                new InputStreamReader(
                    broken.stream("/api/ops/exports/invites"), StandardCharsets.UTF_8))) {
      assertThat(file.readLine()).startsWith("code,");
      failing.sql().execute("revoke select on invites from admit_one_reader");
      assertThatExceptionOfType(IOException.class)
          .isThrownBy(
              () -> {
                int lines = 1;
                while (file.readLine() != null) {
                  lines++;
                }
                assertThat(lines).as("a file that ends in order has all").isGreaterThan(100_000);
              });
    }
  }
}
