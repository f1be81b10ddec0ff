package dev.admitone.system.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.MalformedInputException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Each link leads somewhere, each page can be reached, and code names only pages that exist. */
class LinksTest {

  private static final Pattern SCHEME = Pattern.compile("^[a-z][a-z0-9+.-]*:");
  private static final Pattern HOST = Pattern.compile("([a-z0-9-]+\\.)+[a-z]{2,}");
  private static final Pattern PLACE_IN_CODE =
      Pattern.compile("(?<![\\w/.-])(docs/[\\w./-]*\\w\\.\\w+)");

  @Test
  void eachLinkToAFileLeadsToAFileAndAnAnchorThatExist() throws IOException {
    List<String> broken = new ArrayList<>();
    int checked = 0;
    for (Page page : Pages.all()) {
      for (String link : page.links()) {
        if (!isOutside(link)) {
          checked++;
          if (!exists(page, link)) {
            broken.add("%s: %s".formatted(page.name(), link));
          }
        }
      }
    }
    assertThat(broken).isEmpty();
    assertThat(checked).isGreaterThan(30);
  }

  @Test
  void eachLinkToTheOutsideIsAWellFormedAddress() throws IOException {
    List<String> malformed = new ArrayList<>();
    for (Page page : Pages.all()) {
      for (String link : page.links()) {
        if (isOutside(link) && !isWellFormed(link)) {
          malformed.add("%s: %s".formatted(page.name(), link));
        }
      }
    }
    assertThat(malformed).isEmpty();
  }

  @Test
  void eachPageOfTheDocumentationIsReachedFromTheReadme() throws IOException {
    Page readme = Pages.page(Pages.ROOT.resolve("README.md"));
    Set<Path> reached = new HashSet<>(Set.of(readme.file()));
    Deque<Page> next = new ArrayDeque<>(List.of(readme));
    while (!next.isEmpty()) {
      Page page = next.remove();
      for (String link : page.links()) {
        Path file = isOutside(link) ? page.file() : target(page, link);
        if (file.toString().endsWith(".md") && Files.exists(file) && reached.add(file)) {
          next.add(Pages.page(file));
        }
      }
    }
    assertThat(Pages.all())
        .extracting(Page::file)
        .filteredOn(file -> file.startsWith(Pages.DOCS))
        .isNotEmpty()
        .allMatch(reached::contains);
  }

  @Test
  void eachPageThatCodeNamesExists() throws IOException {
    List<String> missing = new ArrayList<>();
    Set<String> named = new HashSet<>();
    for (Path file : Pages.files()) {
      for (String place : placesIn(file)) {
        named.add(place);
        if (!Files.exists(Pages.ROOT.resolve(place))) {
          missing.add("%s: %s".formatted(Pages.ROOT.relativize(file), place));
        }
      }
    }
    assertThat(missing).isEmpty();
    assertThat(named).contains("docs/how-to/heal.md");
  }

  private static List<String> placesIn(Path file) throws IOException {
    try {
      return PLACE_IN_CODE
          .matcher(Files.readString(file))
          .results()
          .map(MatchResult::group)
          .toList();
    } catch (MalformedInputException e) {
      return List.of(); // A file that is no text names nothing.
    }
  }

  private static boolean exists(Page page, String link) {
    Path file = target(page, link);
    if (!file.startsWith(Pages.ROOT) || !Files.exists(file)) {
      return false;
    }
    int hash = link.indexOf('#');
    return hash < 0 || Pages.page(file).anchors().contains(link.substring(hash + 1));
  }

  private static Path target(Page page, String link) {
    String path = link.split("#", 2)[0];
    return path.isEmpty()
        ? page.file()
        : page.file().resolveSibling(path).toAbsolutePath().normalize();
  }

  private static boolean isOutside(String link) {
    return SCHEME.matcher(link).find() || link.startsWith("//");
  }

  private static boolean isWellFormed(String link) {
    try {
      URI uri = URI.create(link);
      return "https".equals(uri.getScheme())
          && uri.getHost() != null
          && HOST.matcher(uri.getHost()).matches()
          && uri.getUserInfo() == null;
    } catch (IllegalArgumentException e) {
      return false;
    }
  }
}
