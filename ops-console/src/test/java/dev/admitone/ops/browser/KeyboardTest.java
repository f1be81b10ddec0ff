package dev.admitone.ops.browser;

import static org.assertj.core.api.Assertions.assertThat;

import dev.admitone.ops.browser.BrowserPages.Story;
import dev.admitone.ops.support.Chromium;
import dev.admitone.ops.support.LedgerRows;
import dev.admitone.ops.support.Tokens;
import dev.admitone.schemas.codes.Requests;
import dev.admitone.testsupport.Await;
import dev.admitone.testsupport.NeedsProgram;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.openqa.selenium.Keys;

/**
 * The main task of each page by keyboard alone: the tabulator, the space bar, the enter key and
 * letters.
 */
@Tag("services")
@Tag("chromium")
@Tag("chromedriver")
@NeedsProgram({"chromium", "chromedriver"})
class KeyboardTest {

  private static final Chromium BROWSER = BrowserPages.browser();

  private final Story story = BrowserPages.story();

  @Test
  void signsInFindsAndLeavesTheMenuBehind() {
    BROWSER.open("/sign-in").tabTo("token").keys(Tokens.operator());
    BROWSER.tabToText("Sign in").keysToNextPage(Keys.ENTER);
    assertThat(BROWSER.heading()).isEqualTo("Overview");
    BROWSER.tabTo("top-q").keysToNextPage(story.code(), Keys.ENTER);
    assertThat(BROWSER.heading()).isEqualTo("Code " + story.code());
    BROWSER.open("/codes").tabToText("Skip to the page").keys(Keys.ENTER);
    Await.patiently().until(() -> BROWSER.url().endsWith("#main"));
    BROWSER.assertNoErrors();
  }

  @Test
  void revokesACode() {
    BROWSER.signIn(Tokens.operator()).open("/codes/" + story.code());
    BROWSER.tabToText("Revoke").keys(Keys.ENTER);
    BROWSER.tabTo("revoke-reason").keys("it leaked");
    BROWSER.tabTo("revoke-confirmed").keys(Keys.SPACE);
    BROWSER.tabToText("Revoke the code").keysToNextPage(Keys.ENTER);
    assertThat(BROWSER.text()).contains("The change was made").contains("REVOKED");
    BROWSER.assertNoErrors();
  }

  @Test
  void findsOutWhyAUserCannotSignUp() {
    BROWSER.signIn(Tokens.operator()).open("/search");
    BROWSER.tabTo("q").keysToNextPage(story.user(), Keys.ENTER);
    assertThat(BROWSER.heading()).isEqualTo("User " + story.user());
    assertThat(BROWSER.text()).contains("Raise the limit of the code");
    BROWSER.tabToText(story.refusal().toString()).keysToNextPage(Keys.ENTER);
    assertThat(BROWSER.heading()).isEqualTo("Request " + story.refusal());
    BROWSER.assertNoErrors();
  }

  @Test
  void changesTheLimitOfACode() {
    BROWSER.signIn(Tokens.operator()).open("/codes/" + story.code());
    BROWSER.tabToText("Change limit or validity").keys(Keys.ENTER);
    BROWSER.tabTo("max-uses").keys("5");
    BROWSER.tabTo("change-reason").keys("more users");
    BROWSER.tabTo("change-confirmed").keys(Keys.SPACE);
    BROWSER.tabToText("Change the code").keysToNextPage(Keys.ENTER);
    assertThat(BROWSER.text()).contains("The change was made").contains(" of 5");
    BROWSER.assertNoErrors();
  }

  @Test
  void givesAUseBack() {
    BROWSER.signIn(Tokens.operator()).open("/codes/" + story.code());
    BROWSER.tabToText("Give back…").keysToNextPage(Keys.ENTER);
    BROWSER.tabTo("release-reason").keys("the wrong account");
    BROWSER.tabTo("release-confirmed").keys(Keys.SPACE);
    BROWSER.tabToText("Give the use back").keysToNextPage(Keys.ENTER);
    assertThat(BROWSER.text()).contains("The change was made").contains("There is no use");
    BROWSER.assertNoErrors();
  }

  @Test
  void repairsTheCountOfACode() {
    BROWSER.signIn(Tokens.operator()).open("/codes/" + story.code() + "/count-repair");
    BROWSER.tabTo("repair-reason").keys("it counts none of its uses");
    BROWSER.tabTo("repair-confirmed").keys(Keys.SPACE);
    BROWSER.tabToText("Repair the count").keysToNextPage(Keys.ENTER);
    assertThat(BROWSER.text()).contains("The change was made");
    BROWSER.assertNoErrors();
  }

  @Test
  void erasesAUser() {
    BROWSER.signIn(Tokens.operator()).open("/users?id=" + story.user());
    BROWSER.tabToText("Erase this user").keysToNextPage(Keys.ENTER);
    BROWSER.tabTo("erase-reason").keys("asked for it");
    BROWSER.tabTo("erase-confirmed").keys(Keys.SPACE);
    BROWSER.tabToText("Erase this user").keysToNextPage(Keys.ENTER);
    assertThat(BROWSER.text()).contains("This is the pseudonym of a user that was erased.");
    BROWSER.assertNoErrors();
  }

  @Test
  void createsACodeAndFindsItInTheList() {
    String code = LedgerRows.newCode();
    BROWSER.signIn(Tokens.operator()).open("/codes");
    BROWSER.tabToText("Create a code").keys(Keys.ENTER);
    BROWSER.tabTo("new-code").keys(code);
    BROWSER.tabTo("new-reason").keys("for a talk");
    BROWSER.tabTo("new-confirmed").keys(Keys.SPACE);
    BROWSER.tabToText("Create the code").keysToNextPage(Keys.ENTER);
    assertThat(BROWSER.heading()).isEqualTo("Code " + code);
    BROWSER.open("/codes").tabTo("prefix").keysToNextPage(code, Keys.ENTER);
    BROWSER.tabToText(code).keysToNextPage(Keys.ENTER);
    assertThat(BROWSER.heading()).isEqualTo("Code " + code);
    BROWSER.assertNoErrors();
  }

  @Test
  void revokesAllCodesOfAFilter() {
    BROWSER.signIn(Tokens.operator()).open("/codes?prefix=" + story.code());
    BROWSER.tabToText("Revoke all codes that this filter finds").keys(Keys.ENTER);
    BROWSER.tabTo("revoke-reason").keys("all of them leaked");
    BROWSER.tabToText("Find the codes to revoke").keysToNextPage(Keys.ENTER);
    BROWSER.tabTo("confirmed").keys(Keys.SPACE);
    BROWSER.tabToText("Revoke 1 codes").keysToNextPage(Keys.ENTER);
    Await.patiently()
        .until(() -> BROWSER.open("/codes/" + story.code()).text().contains("REVOKED"));
    BROWSER.assertNoErrors();
  }

  /** Which file, the browser asks in a window of its own, which is not part of the page. */
  @Test
  void triesAnImport(@TempDir Path directory) throws IOException {
    String code = LedgerRows.newCode();
    Path file = Files.writeString(directory.resolve("codes.csv"), "code,maxUses\n" + code + ",2\n");
    BROWSER.signIn(Tokens.operator()).open("/imports").tabTo("file").choose("file", file);
    BROWSER.tabToText("Send the file").keysToNextPage(Keys.ENTER);
    assertThat(BROWSER.text()).contains("Dry run: nothing was made");
    BROWSER.assertNoErrors();
  }

  @Test
  void findsARecordByItsKey() {
    RecordMetadata record =
        BrowserPages.records()
            .request(Requests.redeem(UUID.randomUUID(), story.code(), story.user()));
    String position = record.partition() + "-" + record.offset();
    BROWSER.signIn(Tokens.operator()).open("/topics");
    BROWSER.tabToText("redemption-requests").keysToNextPage(Keys.ENTER);
    BROWSER.tabTo("key").keysToNextPage(story.code(), Keys.ENTER);
    BROWSER.tabToText(position).keysToNextPage(Keys.ENTER);
    assertThat(BROWSER.heading()).isEqualTo("Record " + position);
    BROWSER.assertNoErrors();
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void asksTheAuditForTheChangesOfACode(boolean hasScripts) {
    Chromium browser = hasScripts ? BROWSER : BrowserPages.browserWithoutScripts();
    browser.signIn(Tokens.operator()).open("/codes/" + story.code());
    browser.tabToText("Revoke").keys(Keys.ENTER);
    browser.tabTo("revoke-reason").keys("to be found in the audit");
    browser.tabTo("revoke-confirmed").keys(Keys.SPACE);
    browser.tabToText("Revoke the code").keysToNextPage(Keys.ENTER);
    browser.open("/audit").tabTo("operator").keysToNextPage("no-such-operator", Keys.ENTER);
    assertThat(browser.text()).contains("No change matches.");
    browser.open("/audit").tabTo("target").keysToNextPage(story.code(), Keys.ENTER);
    assertThat(browser.text()).contains("REVOKE", "to be found in the audit", "olga");
    browser.assertNoErrors();
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void narrowsTheStatisticsToACode(boolean hasScripts) {
    Chromium browser = hasScripts ? BROWSER : BrowserPages.browserWithoutScripts();
    browser.signIn(Tokens.operator()).open("/statistics");
    browser.tabTo("step").keys("M");
    browser.tabTo("code").keysToNextPage(story.code(), Keys.ENTER);
    assertThat(browser.heading()).isEqualTo("Statistics");
    assertThat(browser.url()).contains("step=MINUTE", "code=" + story.code());
    assertThat(browser.text()).contains("No decision in this range is counted.");
    browser.assertNoErrors();
  }

  @Test
  void goesFromTheOverviewToAnyPageOfTheMenu() {
    BROWSER.signIn(Tokens.operator());
    for (String page : List.of("Statistics", "Drift", "Dead letters", "Audit", "Overview")) {
      BROWSER.tabToText(page).keysToNextPage(Keys.ENTER);
      assertThat(BROWSER.heading()).isEqualTo(page);
    }
    BROWSER.assertNoErrors();
  }

  @Test
  void opensTheNumbersOfAChart() {
    BROWSER.signIn(Tokens.operator()).open("/codes/" + story.code());
    BROWSER.tabToText("The numbers: Uses by time").keys(Keys.ENTER);
    assertThat(BROWSER.text()).contains("Uses by time");
    BROWSER.assertNoErrors();
  }
}
