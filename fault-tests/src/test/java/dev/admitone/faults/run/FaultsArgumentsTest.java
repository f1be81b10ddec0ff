package dev.admitone.faults.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.admitone.faults.schedule.FaultKind;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class FaultsArgumentsTest {

  private static final Set<FaultKind> ALL = of(kind -> !kind.needsSeveralBrokers());

  @Test
  void faultsCanBeChosen() {
    assertThat(FaultsArguments.of("--only", "DEADLOCK,PROCESSOR_KILLED").only())
        .containsExactlyInAnyOrder(FaultKind.DEADLOCK, FaultKind.PROCESSOR_KILLED);
    assertThatThrownBy(() -> FaultsArguments.of("--only", "FLOOD"))
        .hasMessageContaining("'FLOOD' is none");
  }

  @Test
  void aClusterHasFaultsOfItsOwn() {
    assertThat(FaultsArguments.of("--brokers", "3").only()).contains(FaultKind.LEADERS_MOVED);
    assertThatThrownBy(() -> FaultsArguments.of("--brokers", "2")).hasMessageContaining("1 or 3");
    assertThatThrownBy(() -> FaultsArguments.of("--only", "LEADERS_MOVED"))
        .hasMessageContaining("--brokers 3");
  }

  private static Set<FaultKind> of(Predicate<FaultKind> test) {
    return EnumSet.allOf(FaultKind.class).stream().filter(test).collect(Collectors.toSet());
  }

  @Test
  void minutesAndSeedAreRead() {
    assertThat(FaultsArguments.of("--minutes", "60", "--seed", "7"))
        .isEqualTo(new FaultsArguments(Duration.ofHours(1), 7L, 1, ALL, false, null));
  }

  @Test
  void withoutArgumentsItRunsTenMinutesWithANewSeed() {
    assertThat(FaultsArguments.of())
        .isEqualTo(new FaultsArguments(Duration.ofMinutes(10), null, 1, ALL, false, null));
  }

  @Test
  void aHistoryCanBeCheckedAgain() {
    assertThat(FaultsArguments.of("--check", "history.jsonl").check())
        .isEqualTo(Path.of("history.jsonl"));
  }

  @Test
  void whatItDoesNotKnowIsNamed() {
    assertThatThrownBy(() -> FaultsArguments.of("--hours", "3")).hasMessageContaining("--hours");
    assertThatThrownBy(() -> FaultsArguments.of("--seed")).hasMessageContaining("needs a value");
    assertThatThrownBy(() -> FaultsArguments.of("--minutes", "many"))
        .hasMessageContaining("takes a number, not 'many'");
    assertThatThrownBy(() -> FaultsArguments.of("--minutes", "0"))
        .hasMessageContaining("from 1 on");
  }
}
