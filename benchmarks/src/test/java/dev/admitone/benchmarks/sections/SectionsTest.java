package dev.admitone.benchmarks.sections;

import static org.assertj.core.api.Assertions.assertThat;

import dev.admitone.benchmarks.start.StackStart;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class SectionsTest {

  private static final StackStart START = new StackStart(Path.of("admit"), Path.of("data"));

  private final Sections full = new Sections(RunSize.full(), START);

  @Test
  void aFullRunEndsWithin75Minutes() {
    assertThat(total(full.whole())).isLessThan(Duration.ofMinutes(75));
  }

  @Test
  void aQuickRunEndsWithin10MinutesAndHasTheFunctionBesideTheProduct() {
    List<Section> quick = new Sections(RunSize.quick(), START).whole();
    assertThat(total(quick)).isLessThan(Duration.ofMinutes(10));
    assertThat(quick)
        .extracting(Section::id)
        .contains("headline", "http.product", "http.function-mvc");
  }

  @Test
  void eachSectionHasANameOfItsOwn() {
    assertThat(full.all()).extracting(Section::id).doesNotHaveDuplicates();
  }

  @Test
  void aNameMeansOneSectionOrAllThatBeginWithIt() {
    assertThat(full.called("http.product")).hasSize(1);
    assertThat(full.called("http")).hasSizeGreaterThan(2);
    assertThat(full.called("htt")).isEmpty();
    assertThat(full.called("growth")).extracting(Section::id).containsExactly("growth");
  }

  private static Duration total(List<Section> sections) {
    return sections.stream().map(Section::expected).reduce(Duration.ZERO, Duration::plus);
  }
}
