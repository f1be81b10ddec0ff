package dev.admitone.faults.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class FaultsArgumentsTest {

  @Test
  void minutesAndSeedAreRead() {
    assertThat(FaultsArguments.of("--minutes", "60", "--seed", "7"))
        .isEqualTo(new FaultsArguments(Duration.ofHours(1), 7L, false, null));
  }

  @Test
  void withoutArgumentsItRunsTenMinutesWithANewSeed() {
    assertThat(FaultsArguments.of())
        .isEqualTo(new FaultsArguments(Duration.ofMinutes(10), null, false, null));
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
