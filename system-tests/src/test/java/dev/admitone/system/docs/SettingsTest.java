package dev.admitone.system.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The page of all settings has those that the services read, and other pages name no other. */
class SettingsTest {

  private static final String GENERATED = "<!-- From here on generated. -->\n";
  private static final Path RENEWED = Path.of("target", "settings.md");
  private static final String NAMES_FORMER_ONES = "CHANGELOG.md";
  private static final Pattern SETTING = Pattern.compile("admit-one(?:\\.[a-z-]+)+");
  private static final Pattern VARIABLE = Pattern.compile("ADMITONE_[A-Z_]+");

  @Test
  void thePageHasTheSettingsThatTheServicesRead() throws IOException {
    String page = Pages.ofDocs("reference/settings.md").text();
    int end = page.indexOf(GENERATED) + GENERATED.length();
    String renewed = page.substring(0, end) + SettingsReference.read().sections();
    Files.writeString(RENEWED, renewed);
    assertThat(page)
        .as("to renew it: cp system-tests/target/settings.md docs/reference")
        .isEqualTo(renewed);
  }

  @Test
  void pagesNameOnlySettingsThatExist() throws IOException {
    SettingsReference settings = SettingsReference.read();
    List<String> unknown = new ArrayList<>();
    for (Page page : Pages.all()) {
      if (page.name().equals(NAMES_FORMER_ONES)) {
        continue;
      }
      for (String span : page.codeSpans()) {
        named(SETTING, span).stream()
            .filter(name -> !settings.knows(name))
            .forEach(name -> unknown.add(page.name() + ": " + name));
        named(VARIABLE, span).stream()
            .filter(name -> !settings.knowsVariable(name))
            .forEach(name -> unknown.add(page.name() + ": " + name));
      }
    }
    assertThat(unknown).isEmpty();
  }

  private static List<String> named(Pattern kind, String span) {
    return kind.matcher(span).results().map(MatchResult::group).toList();
  }
}
