package dev.admitone.system.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The page of the command line has the commands, options and variables that the script lists. */
class CommandLineTest {

  private static final Pattern COMMAND = Pattern.compile("(?m)^  ([a-z]+)\\b");
  private static final Pattern OPTION = Pattern.compile("--[a-z][a-z-]+");
  private static final Pattern VARIABLE = Pattern.compile("ADMIT_[A-Z_]+");
  private static final List<String> OTHER_SECTIONS = List.of("Variables", "Commands of the images");

  private final Page page = Pages.ofDocs("reference/command-line.md");

  @Test
  void hasASectionForEachCommand() throws Exception {
    assertThat(page.headings(2))
        .filteredOn(heading -> !OTHER_SECTIONS.contains(heading))
        .containsExactlyInAnyOrderElementsOf(all(COMMAND, usage()));
  }

  @Test
  void namesEachOptionAndVariable() throws Exception {
    assertThat(all(OPTION, page.text())).containsAll(all(OPTION, usage()));
    assertThat(all(VARIABLE, page.text())).containsAll(all(VARIABLE, usage()));
  }

  private static Set<String> all(Pattern pattern, String text) {
    Set<String> all = new TreeSet<>();
    pattern
        .matcher(text)
        .results()
        .map((MatchResult match) -> match.groupCount() == 0 ? match.group() : match.group(1))
        .forEach(all::add);
    return all;
  }

  private static String usage() throws IOException {
    return Files.readString(Pages.ROOT.resolve("scripts").resolve("usage.txt"));
  }
}
