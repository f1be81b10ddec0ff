package dev.admitone.ops.browser;

import static org.assertj.core.api.Assertions.assertThat;

import dev.admitone.ops.browser.BrowserPages.Story;
import dev.admitone.ops.html.Paths;
import dev.admitone.ops.support.Chromium;
import dev.admitone.ops.support.Tokens;
import dev.admitone.testsupport.NeedsProgram;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Each page in a narrow and in a wide window, in light and in dark colours: usable for all, within
 * its window, and without an error. Pictures are kept in {@code target/screenshots}.
 */
@Tag("services")
@Tag("chromium")
@Tag("chromedriver")
@NeedsProgram({"chromium", "chromedriver"})
class LooksTest {

  private static final Story STORY = BrowserPages.story();
  private static final Chromium BROWSER = BrowserPages.browser();

  @BeforeEach
  void signIn() {
    BROWSER.signIn(Tokens.operator());
  }

  /** A page and the name of its pictures. */
  record Shown(String name, String path) {}

  static List<Shown> pages() {
    return List.of(
        new Shown("overview", "/"),
        new Shown("search", "/search"),
        new Shown("codes", "/codes?prefix=" + STORY.code()),
        new Shown("code", "/codes/" + STORY.code() + "?release=" + STORY.use()),
        new Shown("user", Paths.user(STORY.user())),
        new Shown("request", Paths.request(STORY.refusal())),
        new Shown("audit", "/audit"),
        new Shown("drift", "/drift"),
        new Shown("sessions", "/sessions"),
        new Shown("statistics", "/statistics"),
        new Shown("imports", "/imports"),
        new Shown("topics", "/topics"),
        new Shown("dead-letters", "/dead-letters"),
        new Shown("sign-in", "/sign-in"));
  }

  @ParameterizedTest
  @MethodSource("pages")
  void isUsableForAllAndFitsItsWindow(Shown shown) {
    BROWSER.open(shown.path()).assertGoodLooks(shown.name());
  }

  @Test
  void anErrorPageIsUsableForAllToo() {
    BROWSER.look(360, false).open("/codes/NO-SUCH-CODE").screenshot("unknown-code-360-light");
    assertThat(BROWSER.heading()).isEqualTo("Code NO-SUCH-CODE");
    // The status 404 is an error for the browser.
    BROWSER.assertAccessible().forgetErrors();
  }

  @Test
  void timesHaveTheLocalOneBesideThem() {
    BROWSER.open("/codes/" + STORY.code());
    assertThat(BROWSER.text()).containsPattern("\\d UTC \\(");
  }
}
