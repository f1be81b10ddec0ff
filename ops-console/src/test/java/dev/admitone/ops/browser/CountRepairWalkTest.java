package dev.admitone.ops.browser;

import static org.assertj.core.api.Assertions.assertThat;

import dev.admitone.ops.support.Chromium;
import dev.admitone.ops.support.Console;
import dev.admitone.ops.support.Lane;
import dev.admitone.ops.support.LedgerRows;
import dev.admitone.ops.support.TestLedger;
import dev.admitone.ops.support.TestLog;
import dev.admitone.ops.support.Tokens;
import dev.admitone.testsupport.Await;
import dev.admitone.testsupport.NeedsProgram;
import java.time.Instant;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A code that is stuck at its limit is found and repaired with the pages, scripts or none. */
@Tag("services")
@Tag("chromium")
@Tag("chromedriver")
@NeedsProgram({"chromium", "chromedriver"})
class CountRepairWalkTest {

  @Test
  void aCodeThatIsStuckAtItsLimitIsFoundAndRepairedWithAScriptAndWithout() {
    // Of its own: the other one has more drift than a page shows.
    TestLedger ledger = TestLedger.create();
    TestLog log = TestLog.create();
    try (Lane _ = Lane.start(log, ledger);
        Console console = Console.on(ledger, log.settings("--admit-one.write-version=2"))) {
      try (Chromium browser = Chromium.of(console)) {
        String code = stuck(ledger);
        browser
            .signIn(Tokens.operator())
            .open("/codes/" + code + "/count-repair")
            .assertAccessible();
        repair(browser, console, code);
      }
      try (Chromium browser = Chromium.withoutScripts(console)) {
        repair(browser, console, stuck(ledger));
      }
    }
  }

  private static void repair(Chromium browser, Console console, String code) {
    browser.signIn(Tokens.operator());
    Await.patiently().until(() -> drift(console).contains(code));
    browser.open("/drift").follow("Repair the count");
    assertThat(browser.text()).contains("The code counts\n3", "Its uses\n1");
    browser
        .type("repair-reason", "stuck at the limit")
        .mark("repair-confirmed")
        .press("Repair the count");
    assertThat(browser.text()).contains("The change was made").contains("USABLE");
    browser.assertNoErrors();
    Await.patiently().until(() -> !drift(console).contains(code));
    assertThat(browser.open("/drift").text()).doesNotContain(code);
  }

  private static String drift(Console console) {
    return console.get("/api/ops/drift").text();
  }

  /** It counts 3 of 3, and has 1 use. */
  private static String stuck(TestLedger ledger) {
    LedgerRows rows = new LedgerRows(ledger);
    String code = LedgerRows.newCode();
    rows.invite(code);
    rows.use(code, LedgerRows.newUser(), Instant.now());
    ledger
        .sql()
        .execute(
            "set session_replication_role = replica; "
                + "update invites set max_uses = 3, current_uses = 3 where code = '%s'"
                    .formatted(code));
    return code;
  }
}
