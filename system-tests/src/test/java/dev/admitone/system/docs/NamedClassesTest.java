package dev.admitone.system.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Pages name only classes that exist. */
class NamedClassesTest {

  private static final Pattern TYPE = Pattern.compile("[A-Z][a-z0-9]+(?:[A-Z0-9][A-Za-z0-9]*)?");
  private static final Pattern TEST = Pattern.compile("[A-Z]\\w*Test");
  private static final Pattern STEP =
      Pattern.compile("(?m)^\\| \\d+ \\| `(\\w+)` \\| `([\\w.]+)` \\|");
  private static final Pattern AVRO_TYPE = Pattern.compile("(?:record|enum|fixed) (\\w+)");

  @Test
  void eachClassThatTheWayThroughTheCodeNamesExists() throws IOException {
    Page page = Pages.ofDocs("explanation/how-it-works.md");
    List<String> named = page.codeSpans().stream().filter(TYPE.asMatchPredicate()).toList();
    assertThat(named).hasSizeGreaterThan(60);
    assertThat(named).filteredOn(Predicate.not(types()::contains)).isEmpty();
  }

  @Test
  void eachStepNamesItsClassWithItsPackage() throws IOException {
    Set<String> places = new HashSet<>();
    Pages.files().forEach(file -> places.add(file.toString().replace('/', '.')));
    List<String> steps =
        STEP.matcher(Pages.ofDocs("explanation/how-it-works.md").text())
            .results()
            .map(step -> "dev.admitone.%s.%s.java".formatted(step.group(2), step.group(1)))
            .toList();
    assertThat(steps).hasSizeGreaterThan(15);
    assertThat(steps)
        .allSatisfy(step -> assertThat(places).anyMatch(place -> place.endsWith("." + step)));
  }

  @Test
  void eachTestThatAPageNamesExists() throws IOException {
    Set<String> types = types();
    List<String> missing = new ArrayList<>();
    for (Page page : Pages.all()) {
      page.codeSpans().stream()
          .filter(TEST.asMatchPredicate())
          .filter(Predicate.not(types::contains))
          .forEach(name -> missing.add(page.name() + ": " + name));
    }
    assertThat(missing).isEmpty();
  }

  /** The names of all types that have a file, and of those that the contract's build makes. */
  private static Set<String> types() throws IOException {
    Set<String> types = new HashSet<>();
    for (var file : Pages.files()) {
      String name = file.getFileName().toString();
      if (name.endsWith(".java")) {
        types.add(name.substring(0, name.length() - ".java".length()));
      } else if (name.endsWith(".avdl")) {
        AVRO_TYPE
            .matcher(Pages.page(file).text())
            .results()
            .map((MatchResult type) -> type.group(1))
            .forEach(types::add);
      }
    }
    return types;
  }
}
