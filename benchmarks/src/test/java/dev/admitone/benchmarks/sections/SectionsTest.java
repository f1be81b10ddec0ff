package dev.admitone.benchmarks.sections;

import static org.assertj.core.api.Assertions.assertThat;

import dev.admitone.benchmarks.contenders.Contender;
import dev.admitone.benchmarks.contenders.Contender.Plan;
import dev.admitone.benchmarks.contenders.Guarantee;
import dev.admitone.benchmarks.contenders.RunningContender;
import dev.admitone.benchmarks.start.StackStart;
import dev.admitone.benchmarks.testbed.TestBed;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SectionsTest {

  private static final StackStart START = new StackStart(Path.of("admit"), Path.of("data"));

  private final Sections full = new Sections(RunSize.full(), START);

  @Test
  void aFullRunEndsWithin75Minutes() {
    assertThat(total(full.whole())).isLessThan(Duration.ofMinutes(75));
  }

  /** As many as are planned for: five whole ones, four brief ones, two that decide nothing. */
  @Test
  void withElevenContendersItDoesSo() {
    Duration others =
        total(full.whole().stream().filter(section -> !section.id().startsWith("http.")).toList());
    List<Contender> contenders =
        List.of(
            new Planned(Plan.WHOLE, 0, true),
            new Planned(Plan.WHOLE, 4, true),
            new Planned(Plan.WHOLE, 4, true),
            new Planned(Plan.WHOLE, 0, true),
            new Planned(Plan.WHOLE, 0, false),
            new Planned(Plan.BRIEF, 4, true),
            new Planned(Plan.BRIEF, 4, true),
            new Planned(Plan.BRIEF, 0, false),
            new Planned(Plan.BRIEF, 0, false),
            new Planned(Plan.SATURATION, 0, false),
            new Planned(Plan.SATURATION, 0, false));
    Duration http =
        total(
            contenders.stream()
                .map(each -> HttpPart.section(each, HttpSize.full(), List.of()))
                .toList());
    assertThat(others.plus(http)).isLessThan(Duration.ofMinutes(75));
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

  /** A contender as far as a plan needs it. */
  private record Planned(Plan plan, int pools, boolean database) implements Contender {

    @Override
    public String id() {
      return "planned";
    }

    @Override
    public String name() {
      return "planned";
    }

    @Override
    public String description() {
      return "";
    }

    @Override
    public Set<Guarantee> keeps() {
      return Set.of();
    }

    @Override
    public Set<Part> uses() {
      return database ? Set.of(Part.DATABASE) : Set.of();
    }

    @Override
    public List<Integer> poolSizes() {
      return List.of(2, 4, 8, 16).subList(0, pools);
    }

    @Override
    public RunningContender start(TestBed testBed) {
      throw new IllegalStateException("it is only planned");
    }
  }
}
