package dev.admitone.ops.browser;

import static org.assertj.core.api.Assertions.assertThat;

import dev.admitone.ops.support.Chromium;
import dev.admitone.ops.support.LedgerRows;
import dev.admitone.ops.support.TestLedger;
import dev.admitone.ops.support.Tokens;
import dev.admitone.testsupport.Await;
import dev.admitone.testsupport.NeedsProgram;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * What an operator on call finds and repairs with the pages alone, and how many clicks it takes.
 */
@Tag("services")
@Tag("chromium")
@Tag("chromedriver")
@NeedsProgram({"chromium", "chromedriver"})
class BrowserWalksTest {

  private static final Chromium BROWSER = BrowserPages.browser();

  private final LedgerRows rows = new LedgerRows(TestLedger.shared());
  private final String code = LedgerRows.newCode();

  @BeforeEach
  void signIn() {
    BROWSER.signIn(Tokens.operator());
  }

  @Test
  void aStormOnOneCodeIsFoundAndStopped() {
    rows.invite(code);
    for (int i = 0; i < 50; i++) {
      rows.refusal(code, LedgerRows.newUser(), "ALREADY_USED", Instant.now());
    }
    Await.patiently().until(() -> BROWSER.open("/").text().contains(code));
    BROWSER.follow(code);
    assertThat(BROWSER.text()).contains("ALREADY_USED");
    BROWSER
        .unfold("Change limit or validity")
        .type("max-uses", "0")
        .type("change-reason", "a storm")
        .mark("change-confirmed")
        .press("Change the code");
    assertThat(BROWSER.text()).contains("EXHAUSTED");
    assertThat(BROWSER.clicks()).isEqualTo(4);
  }

  @Test
  void theOverviewShowsAStormByItselfAndWhatWasUnfoldedStaysOpen() {
    String numbers = "The numbers: Decisions per second";
    BROWSER.unfold(numbers);
    rows.invite(code);
    for (int i = 0; i < 60; i++) {
      rows.refusal(code, LedgerRows.newUser(), "ALREADY_USED", Instant.now());
    }
    Await.patiently().until(() -> BROWSER.text().contains(code));
    assertThat(BROWSER.isUnfolded(numbers)).isTrue();
    BROWSER.assertNoErrors();
  }

  @Test
  void aPoisonedRecordIsFoundAndSetAside() {
    String reason = "POISON_WALK";
    BrowserPages.poison(reason);
    Await.patiently().until(() -> BROWSER.open("/dead-letters").text().contains(reason));
    BROWSER.open("/").follow("Dead letters").follow(reason);
    BROWSER.pressBeginning("Choose all 1 of " + reason);
    BROWSER.type("aside-reason", "no release can read it").pressBeginning("Set 1 ");
    assertThat(BROWSER.text()).contains("SET_ASIDE").contains("no release can read it");
    assertThat(BROWSER.clicks()).isEqualTo(4);
  }

  @Test
  void aUserThatComplainsIsHelped() {
    String user = LedgerRows.newUser();
    rows.invite(code);
    TestLedger.shared().sql().update("update invites set max_uses = 0 where code = ?", code);
    rows.refusal(code, user, "EXHAUSTED", Instant.now());
    BROWSER.type("q", user).press("Find");
    assertThat(BROWSER.text()).contains("Raise the limit of the code");
    BROWSER
        .follow(code)
        .unfold("Change limit or validity")
        .type("max-uses", "1")
        .type("change-reason", "promised")
        .mark("change-confirmed")
        .press("Change the code");
    assertThat(BROWSER.text()).contains("USABLE");
    assertThat(BROWSER.clicks()).isEqualTo(5);
  }

  @Test
  void aLeakedCodeIsRevokedWithAllItsSiblings() {
    String prefix = code.substring(0, 20);
    for (String sibling : new String[] {"A", "B", "C"}) {
      rows.invite(prefix + sibling);
    }
    BROWSER.follow("Codes").type("prefix", prefix).press("Show");
    BROWSER
        .unfold("Revoke all codes that this filter finds")
        .type("revoke-reason", "leaked")
        .press("Find the codes to revoke");
    BROWSER.mark("confirmed").press("Revoke 3 codes");
    Await.patiently()
        .until(() -> BROWSER.open("/codes/" + prefix + "B").text().contains("REVOKED"));
    assertThat(BROWSER.clicks()).isEqualTo(6);
  }
}
