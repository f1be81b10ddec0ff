package dev.admitone.system.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.xml.sax.InputSource;

/** The README starts a newcomer within a screen, and quotes no figure that was not measured. */
class ReadmeTest {

  private static final int LINES_MAX = 130;
  private static final String FIGURES = "successes a second";
  private static final Pattern RATE = Pattern.compile("\\d{1,3},\\d{3}");

  @Test
  void isShort() {
    assertThat(readme().text().lines()).hasSizeLessThanOrEqualTo(LINES_MAX);
  }

  @ParameterizedTest
  @ValueSource(strings = {"README.md", "docs/explanation/performance.md"})
  void ratesAreThoseOfTheNewestReport(String name) {
    String text = Pages.page(Pages.ROOT.resolve(name)).text();
    String figures = text.substring(text.indexOf(FIGURES));
    List<String> rates = RATE.matcher(figures).results().map(MatchResult::group).toList();
    assertThat(rates).isNotEmpty();
    assertThat(Pages.page(Pages.ROOT.resolve("benchmarks/REPORT.md")).text()).contains(rates);
  }

  @Test
  void theDiagramIsReadableInLightAndDarkAndLoadsNothing() throws Exception {
    Path diagram = Pages.DOCS.resolve("overview.svg");
    assertThat(readme().links()).contains("docs/overview.svg");
    String svg = Files.readString(diagram);
    DocumentBuilderFactory.newInstance()
        .newDocumentBuilder()
        .parse(new InputSource(new StringReader(svg)));
    assertThat(svg)
        .contains("prefers-color-scheme: dark", "<title", "<desc")
        .doesNotContain("href=");
  }

  private static Page readme() {
    return Pages.page(Pages.ROOT.resolve("README.md"));
  }
}
