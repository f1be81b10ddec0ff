package dev.admitone.ops.browser;

import static org.assertj.core.api.Assertions.assertThat;

import dev.admitone.ops.support.Chromium;
import dev.admitone.ops.support.LedgerRows;
import dev.admitone.ops.support.TestLedger;
import dev.admitone.ops.support.Tokens;
import dev.admitone.testsupport.NeedsProgram;
import java.time.Instant;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A user that asks to be forgotten is erased on the pages, with scripts and without. */
@Tag("services")
@Tag("essential")
@Tag("chromium")
@Tag("chromedriver")
@NeedsProgram({"chromium", "chromedriver"})
class ErasureWalkTest {

  private final LedgerRows rows = new LedgerRows(TestLedger.shared());
  private final String code = LedgerRows.newCode();
  private final String user = LedgerRows.newUser();

  @Test
  void aUserIsErased() {
    erase(BrowserPages.browser());
  }

  @Test
  void aUserIsErasedWithoutScripts() {
    erase(BrowserPages.browserWithoutScripts());
  }

  private void erase(Chromium browser) {
    rows.invite(code);
    rows.use(code, user, Instant.now());
    rows.refusal(code, user, "ALREADY_USED", Instant.now());
    browser.signIn(Tokens.operator());
    browser.open("/users?id=" + user).follow("Erase this user");
    assertThat(browser.text()).contains(code).contains("It cannot be taken back");
    browser.type("erase-reason", "asked for it").mark("erase-confirmed").press("Erase this user");
    assertThat(browser.text())
        .contains("This is the pseudonym of a user that was erased.")
        .contains(code)
        .doesNotContain(user);
    assertThat(browser.open("/users?id=" + user).text())
        .contains("The ledger knows nothing of this user");
  }
}
