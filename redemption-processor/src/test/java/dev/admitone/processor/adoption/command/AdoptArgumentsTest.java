package dev.admitone.processor.adoption.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.admitone.processor.adoption.tables.AdoptionImpossibleException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AdoptArgumentsTest {

  @Test
  void whatIsNotSaidIsAsUsual() {
    AdoptArguments wish = AdoptArguments.of("--dry-run");

    assertThat(wish.applies()).isFalse();
    assertThat(wish.options().schema()).isEqualTo("public");
    assertThat(wish.options().codes()).isEmpty();
    assertThat(wish.report()).isNull();
  }

  @Test
  void allOptionsAndSettingsAreRead() {
    AdoptArguments wish =
        AdoptArguments.of(
            "--apply",
            "--from",
            "shop",
            "--code",
            "ktest1=KTEST1-B",
            "--code",
            "a=b=AB1",
            "--report",
            "found.txt",
            "--admit-one.processor.schema=admit_one");

    assertThat(wish.applies()).isTrue();
    assertThat(wish.options().schema()).isEqualTo("shop");
    assertThat(wish.options().codes()).isEqualTo(Map.of("ktest1", "KTEST1-B", "a=b", "AB1"));
    assertThat(wish.report()).isEqualTo(Path.of("found.txt"));
    assertThat(wish.settings()).containsExactly("--admit-one.processor.schema=admit_one");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "--dry-run --apply", "--apply --from", "--apply --code x", "--apply --what"})
  void whatIsUnclearIsRefusedWithTheUsage(String line) {
    String[] arguments = line.isEmpty() ? new String[0] : line.split(" ", -1);

    assertThatExceptionOfType(AdoptionImpossibleException.class)
        .isThrownBy(() -> AdoptArguments.of(arguments))
        .withMessageContaining("adopt --dry-run | --apply");
  }
}
