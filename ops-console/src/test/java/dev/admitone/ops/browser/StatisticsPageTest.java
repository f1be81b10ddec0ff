package dev.admitone.ops.browser;

import static org.assertj.core.api.Assertions.assertThat;

import dev.admitone.ops.support.Chromium;
import dev.admitone.ops.support.LedgerRows;
import dev.admitone.ops.support.LogRecords;
import dev.admitone.ops.support.TestLedger;
import dev.admitone.ops.support.Tokens;
import dev.admitone.schemas.avro.ContentFingerprint;
import dev.admitone.schemas.avro.Outcome;
import dev.admitone.schemas.avro.Position;
import dev.admitone.schemas.avro.RedemptionDecided;
import dev.admitone.schemas.avro.RefusalReason;
import dev.admitone.testsupport.Await;
import dev.admitone.testsupport.NeedsProgram;
import java.time.Instant;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The page of the statistics in a real browser, with a script and without. */
@Tag("services")
@Tag("chromium")
@Tag("chromedriver")
@NeedsProgram({"chromium", "chromedriver"})
class StatisticsPageTest {

  private static final LogRecords RECORDS = BrowserPages.records();
  private static final AtomicLong OFFSETS = new AtomicLong();

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void whatWasDecidedAndWhatWasUnusualIsShownAndLeadsToTheUser(boolean hasScripts) {
    String user = LedgerRows.newUser();
    String code = LedgerRows.newCode();
    for (int i = 0; i < 20; i++) {
      publish(code + i, user, RefusalReason.REVOKED);
    }
    Chromium browser =
        (hasScripts ? BrowserPages.browser() : BrowserPages.browserWithoutScripts())
            .signIn(Tokens.operator());
    Await.patiently()
        .untilAsserted(() -> assertThat(browser.open("/statistics").text()).contains(user));
    assertThat(browser.heading()).isEqualTo("Statistics");
    assertThat(browser.text())
        .contains("refused with 20 codes within an hour", "Uses and their users by hour");
    if (hasScripts) {
      browser.assertGoodLooks("statistics-with-numbers");
    }
    browser.type("code", code + "7").press("Show");
    assertThat(browser.text()).contains("REVOKED 1").doesNotContain("REVOKED 2");
    browser.follow(user);
    assertThat(browser.heading()).contains(user);
    browser.assertNoErrors();
  }

  /** What AdmitOneSpike asks for, with the console alone. */
  @Test
  void aCodeThatManyUsersAreRefusedIsFoundAndGetsAHigherLimit() {
    String code = LedgerRows.newCode();
    new LedgerRows(TestLedger.shared()).invite(code);
    TestLedger.shared().sql().update("update invites set max_uses = 0 where code = ?", code);
    for (int i = 0; i < 100; i++) {
      publish(code, LedgerRows.newUser(), RefusalReason.EXHAUSTED);
    }
    Chromium browser = BrowserPages.browser().signIn(Tokens.operator());
    Await.patiently()
        .untilAsserted(
            () -> assertThat(browser.open("/statistics").text()).contains("code " + code));
    browser.follow(code);
    assertThat(browser.text()).contains("EXHAUSTED");
    browser
        .unfold("Change limit or validity")
        .type("max-uses", "500")
        .type("change-reason", "more places than planned")
        .mark("change-confirmed")
        .press("Change the code");
    assertThat(browser.text()).contains("USABLE").doesNotContain("EXHAUSTED");
    browser.assertNoErrors();
  }

  private static void publish(String code, String user, RefusalReason reason) {
    Position position = new Position(0, OFFSETS.getAndIncrement());
    RECORDS.result(
        RedemptionDecided.newBuilder()
            .setRequestId(UUID.randomUUID())
            .setContentFingerprint(new ContentFingerprint(new byte[16]))
            .setCode(code)
            .setUserId(user)
            .setOutcome(Outcome.REFUSED)
            .setReason(reason)
            .setDecidedAt(Instant.now())
            .setPosition(position)
            .setAnsweredPosition(position)
            .build());
  }
}
