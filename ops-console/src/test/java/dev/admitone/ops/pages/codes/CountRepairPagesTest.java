package dev.admitone.ops.pages.codes;

import static org.assertj.core.api.Assertions.assertThat;

import dev.admitone.ops.support.Console;
import dev.admitone.ops.support.Lane;
import dev.admitone.ops.support.LedgerRows;
import dev.admitone.ops.support.PageClient;
import dev.admitone.ops.support.TestLedger;
import dev.admitone.ops.support.TestLog;
import dev.admitone.ops.support.Tokens;
import dev.admitone.testsupport.Await;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A count that drifted is found on the page of the drift, repaired, and found no more. */
@Tag("services")
class CountRepairPagesTest {

  /** Of its own: the other one has more drift than a page shows. */
  private static final TestLedger LEDGER = TestLedger.create();

  private static Lane lane;
  private static Console console;

  private final LedgerRows rows = new LedgerRows(LEDGER);
  private final String code = LedgerRows.newCode();
  private final String page = "/codes/" + code + "/count-repair";

  @BeforeAll
  static void start() {
    TestLog log = TestLog.create();
    lane = Lane.start(log, LEDGER);
    console = Console.on(LEDGER, log.settings("--admit-one.write-version=2"));
  }

  @AfterAll
  static void stop() {
    console.close();
    lane.close();
  }

  @BeforeEach
  void drift() {
    rows.invite(code);
    rows.use(code, LedgerRows.newUser(), Instant.now());
    LEDGER
        .sql()
        .execute(
            "set session_replication_role = replica; "
                + "update invites set current_uses = 5 where code = '%s'".formatted(code));
  }

  @Test
  void plantedDriftIsFoundRepairedAndFoundNoMore() {
    try (PageClient client = PageClient.signedIn(console, Tokens.operator())) {
      Await.patiently()
          .untilAsserted(
              () -> assertThat(client.get("/drift").body()).contains("href=\"" + page + "\""));
      assertThat(client.get("/codes/" + code).body())
          .contains("the code counts 5, and it has 1 uses", "href=\"" + page + "\"");
      assertThat(client.get(page).body()).contains("<dd>5</dd>", "<dd>1</dd>");

      HttpResponse<String> sent =
          client.sendFrom(
              page, page, Map.of("reason", "stuck", "confirmed", "yes", "key", "one-try"));

      assertThat(sent.statusCode()).as(sent.body()).isEqualTo(303);
      assertThat(client.get(sent.headers().firstValue("Location").orElseThrow()).body())
          .contains("The change was made", "1 of unlimited")
          .doesNotContain("The count has drifted");
      assertThat(client.get(page).body()).contains("there is nothing to repair");
      assertThat(client.get("/audit?target=" + code).body())
          .contains("REPAIR_COUNT", "stuck", "{\"currentUses\":5}", "{\"currentUses\":1}");
      Await.patiently()
          .untilAsserted(() -> assertThat(client.get("/drift").body()).doesNotContain(code));
    }
  }

  @Test
  void withoutConfirmationReasonOrTokenOfTheFormNothingIsSent() {
    try (PageClient client = PageClient.signedIn(console, Tokens.operator())) {
      assertThat(client.sendFrom(page, page, Map.of("reason", "stuck")).statusCode())
          .isEqualTo(400);
      assertThat(client.sendFrom(page, page, Map.of("confirmed", "yes")).statusCode())
          .isEqualTo(400);
      assertThat(client.send(page, Map.of("reason", "stuck", "confirmed", "yes")).statusCode())
          .isEqualTo(403);
      assertThat(client.get(page).body()).contains("<dd>5</dd>");
    }
  }

  @Test
  void anOperatorThatMayOnlyLookSeesBothNumbersAndNoForm() {
    try (PageClient client = PageClient.signedIn(console, Tokens.reader())) {
      assertThat(client.get(page).body())
          .contains("<dd>5</dd>", "<dd>1</dd>")
          .doesNotContain("<button type=\"submit\">Repair the count</button>");
    }
  }
}
