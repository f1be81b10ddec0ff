package dev.admitone.ops.browser;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.admitone.ops.browser.BrowserPages.Story;
import dev.admitone.ops.support.Chromium;
import dev.admitone.ops.support.LedgerRows;
import dev.admitone.ops.support.Tokens;
import dev.admitone.testsupport.Await;
import dev.admitone.testsupport.NeedsProgram;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The main task of each page by mouse, in a browser that runs scripts and in one that does not. */
@Tag("services")
@Tag("chromium")
@Tag("chromedriver")
@NeedsProgram({"chromium", "chromedriver"})
class MouseTest {

  /** Whether the browser runs scripts. */
  enum Scripts {
    WITH,
    WITHOUT
  }

  private static final Map<Scripts, Chromium> BROWSERS =
      Map.of(
          Scripts.WITH, BrowserPages.browser(),
          Scripts.WITHOUT, BrowserPages.browserWithoutScripts());

  private final Story story = BrowserPages.story();

  @TempDir private Path directory;

  @ParameterizedTest
  @EnumSource
  void theBoxFindsAUserAndThePageExplainsWhyTheUserCannotSignUp(Scripts scripts) {
    Chromium browser = operator(scripts).type("q", story.user()).press("Find");
    assertThat(browser.heading()).isEqualTo("User " + story.user());
    assertThat(browser.text()).contains("EXHAUSTED").contains("Raise the limit of the code");
    browser.follow(story.refusal().toString());
    assertThat(browser.heading()).isEqualTo("Request " + story.refusal());
    assertThat(browser.text()).contains("A lane decided it").contains("UTC");
    browser.assertNoErrors();
  }

  @ParameterizedTest
  @EnumSource
  void aCodeIsRevokedWithReasonAndConfirmation(Scripts scripts) {
    Chromium browser = operator(scripts).open("/codes/" + story.code());
    browser
        .unfold("Revoke")
        .type("revoke-reason", "it leaked")
        .mark("revoke-confirmed")
        .press("Revoke the code");
    assertThat(browser.text()).contains("The change was made").contains("REVOKED");
    browser.follow("the audit of this code");
    assertThat(browser.text()).contains("REVOKE").contains("it leaked").contains("olga");
    browser.assertNoErrors();
  }

  @ParameterizedTest
  @EnumSource
  void theLimitOfACodeIsChanged(Scripts scripts) {
    Chromium browser = operator(scripts).open("/codes/" + story.code());
    browser
        .unfold("Change limit or validity")
        .type("max-uses", "5")
        .type("change-reason", "more users")
        .mark("change-confirmed")
        .press("Change the code");
    assertThat(browser.text()).contains("The change was made").contains(" of 5");
    browser.assertNoErrors();
  }

  @ParameterizedTest
  @EnumSource
  void aUseIsGivenBackFromTheListOfUses(Scripts scripts) {
    Chromium browser = operator(scripts).open("/codes/" + story.code());
    browser
        .follow("Give back")
        .type("release-reason", "the wrong account")
        .mark("release-confirmed")
        .press("Give the use back");
    assertThat(browser.text()).contains("The change was made").contains("There is no use");
    browser.assertNoErrors();
  }

  @ParameterizedTest
  @EnumSource
  void aCodeIsCreatedAndFoundInTheList(Scripts scripts) {
    String code = LedgerRows.newCode();
    Chromium browser = operator(scripts).open("/codes");
    browser
        .unfold("Create a code")
        .type("new-code", code)
        .type("new-max-uses", "3")
        .type("new-reason", "for a talk")
        .mark("new-confirmed")
        .press("Create the code");
    assertThat(browser.heading()).isEqualTo("Code " + code);
    browser.open("/codes").type("prefix", code).press("Show").follow(code);
    assertThat(browser.text()).contains("0 of 3");
    browser.assertNoErrors();
  }

  @ParameterizedTest
  @EnumSource
  void allCodesOfAFilterAreRevokedByTheirExactNumber(Scripts scripts) {
    Chromium browser = operator(scripts).open("/codes?prefix=" + story.code());
    browser
        .unfold("Revoke all codes that this filter finds")
        .type("revoke-reason", "all of them leaked")
        .press("Find the codes to revoke");
    assertThat(browser.heading()).isEqualTo("Revocation of 1 codes");
    browser.mark("confirmed").press("Revoke 1 codes");
    Await.patiently()
        .until(() -> browser.open("/codes/" + story.code()).text().contains("REVOKED"));
    browser.assertNoErrors();
  }

  @ParameterizedTest
  @EnumSource
  void codesAreImportedFromAFile(Scripts scripts) throws IOException {
    String code = LedgerRows.newCode();
    Path file = Files.writeString(directory.resolve("codes.csv"), "code,maxUses\n" + code + ",2\n");
    Chromium browser = operator(scripts).open("/imports").choose("file", file);
    browser.press("Send the file");
    assertThat(browser.text()).contains("Dry run: nothing was made");
    browser.choose("file", file).type("import-reason", "a campaign");
    browser.select("mode", "Import").press("Send the file");
    assertThat(browser.text()).contains("1 codes are made");
    assertThat(browser.open("/codes/" + code).text()).contains("0 of 2");
    browser.assertNoErrors();
  }

  @ParameterizedTest
  @EnumSource
  void theRecordOfAChangeIsFoundByItsKey(Scripts scripts) {
    Chromium browser = operator(scripts).open("/codes/" + story.code());
    browser
        .unfold("Revoke")
        .type("revoke-reason", "to be found")
        .mark("revoke-confirmed")
        .press("Revoke the code");
    browser.follow("Topics").follow("redemption-requests");
    browser.type("key", story.code()).press("Find records");
    assertThat(browser.heading()).isEqualTo("redemption-requests");
    assertThat(browser.text()).contains("Records found: 1").contains(story.code());
    browser.assertNoErrors();
  }

  @ParameterizedTest
  @EnumSource
  void anOperatorThatMayOnlyLookHasNoFormsAndCanSignOut(Scripts scripts) {
    Chromium browser = browser(scripts).signIn(Tokens.reader()).open("/codes/" + story.code());
    assertThat(browser.text()).contains(story.code()).doesNotContain("Act");
    browser.press("Sign out");
    assertThat(browser.text()).contains("You are signed out");
    browser.assertNoErrors();
  }

  private static Chromium operator(Scripts scripts) {
    return browser(scripts).signIn(Tokens.operator());
  }

  private static Chromium browser(Scripts scripts) {
    return requireNonNull(BROWSERS.get(scripts));
  }
}
