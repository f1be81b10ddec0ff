package dev.admitone.ops.browser;

import static org.assertj.core.api.Assertions.assertThat;

import dev.admitone.ops.browser.BrowserPages.Story;
import dev.admitone.ops.support.Chromium;
import dev.admitone.ops.support.Tokens;
import dev.admitone.testsupport.NeedsProgram;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.Keys;

/** The main tasks by keyboard alone: the tabulator, the space bar, the enter key and letters. */
@Tag("services")
@Tag("chromium")
@Tag("chromedriver")
@NeedsProgram({"chromium", "chromedriver"})
class KeyboardTest {

  private static final Chromium BROWSER = Chromium.of(BrowserPages.console());

  private final Story story = BrowserPages.story();

  @AfterAll
  static void stop() {
    BROWSER.close();
  }

  @Test
  void signsInFindsAndLeavesTheMenuBehind() {
    BROWSER.open("/sign-in").tabTo("token").keys(Tokens.operator());
    BROWSER.tabToText("Sign in").keys(Keys.ENTER);
    assertThat(BROWSER.heading()).isEqualTo("Overview");
    BROWSER.tabTo("top-q").keys(story.code(), Keys.ENTER);
    assertThat(BROWSER.heading()).isEqualTo("Code " + story.code());
    BROWSER.open("/codes").tabToText("Skip to the page").keys(Keys.ENTER);
    assertThat(BROWSER.url()).endsWith("#main");
    BROWSER.assertNoErrors();
  }

  @Test
  void revokesACode() {
    BROWSER.signIn(Tokens.operator()).open("/codes/" + story.code());
    BROWSER.tabToText("Revoke").keys(Keys.ENTER);
    BROWSER.tabTo("revoke-reason").keys("it leaked");
    BROWSER.tabTo("revoke-confirmed").keys(Keys.SPACE);
    BROWSER.tabToText("Revoke the code").keys(Keys.ENTER);
    assertThat(BROWSER.text()).contains("The change was made").contains("REVOKED");
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
