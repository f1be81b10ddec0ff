package dev.admitone.ops.browser;

import static org.assertj.core.api.Assertions.assertThat;

import dev.admitone.ops.support.Chromium;
import dev.admitone.ops.support.Console;
import dev.admitone.ops.support.LedgerRows;
import dev.admitone.ops.support.OpenTransaction;
import dev.admitone.ops.support.TestLedger;
import dev.admitone.ops.support.TestLog;
import dev.admitone.ops.support.Tokens;
import dev.admitone.testsupport.Await;
import dev.admitone.testsupport.NeedsProgram;
import java.sql.SQLException;
import java.util.function.Consumer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.Keys;

/** A session that blocks the lanes is found and ended with the pages, scripts or none. */
@Tag("services")
@Tag("chromium")
@Tag("chromedriver")
@NeedsProgram({"chromium", "chromedriver"})
class StuckDatabaseWalkTest {

  private final TestLedger ledger = TestLedger.create();
  private final String code = LedgerRows.newCode();

  @Test
  void aSessionThatBlocksOthersIsFoundAndEndedWithAScriptAndWithout() throws SQLException {
    new LedgerRows(ledger).invite(code);
    try (Console console = Console.on(ledger, TestLog.create().settings())) {
      try (Chromium browser = Chromium.of(console)) {
        end(browser, Chromium::assertAccessible);
        assertThat(browser.clicks()).isEqualTo(3);
        endByKeyboard(browser);
      }
      try (Chromium browser = Chromium.withoutScripts(console)) {
        // What looks for barriers is a script.
        end(browser, _ -> {});
      }
    }
  }

  private void end(Chromium browser, Consumer<Chromium> look) throws SQLException {
    browser.signIn(Tokens.operator());
    try (OpenTransaction open = OpenTransaction.on(ledger, code)) {
      Await.patiently()
          .until(() -> browser.open("/sessions").text().contains("idle in transaction"));
      browser.open("/");
      Await.patiently().until(() -> browser.open("/").text().contains("Blocking sessions"));
      look.accept(browser.follow("Sessions"));
      String session = session();
      browser
          .type("end-reason-" + session, "a transaction that was left open")
          .mark("end-confirmed-" + session)
          .press("End session " + session);
      Await.patiently().until(open::hasLetGo);
    }
    assertThat(browser.open("/sessions").text()).contains("No session blocks another one.");
    assertThat(browser.open("/audit").text())
        .contains("END_SESSION", "a transaction that was left open");
    browser.assertNoErrors();
  }

  private void endByKeyboard(Chromium browser) throws SQLException {
    try (OpenTransaction open = OpenTransaction.on(ledger, code)) {
      Await.patiently()
          .until(() -> browser.open("/sessions").text().contains("idle in transaction"));
      String session = session();
      browser.tabTo("end-reason-" + session).keys("left open");
      browser.tabTo("end-confirmed-" + session).keys(Keys.SPACE);
      browser.tabToText("End session " + session).keysToNextPage(Keys.ENTER);
      Await.patiently().until(open::hasLetGo);
    }
    browser.assertNoErrors();
  }

  private String session() {
    return String.valueOf(
        ledger.sql().queryForObject("select id from blocking_sessions() limit 1", String.class));
  }
}
