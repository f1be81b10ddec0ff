package dev.admitone.local.services;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.admitone.local.command.UsageException;
import java.util.List;
import org.junit.jupiter.api.Test;

class StackArgumentsTest {

  private static final List<String> OF_STACK = List.of("--admit-one.processor.schema=public");

  @Test
  void theSettingsOfTheStackComeBehindWhatWasAskedFor() {
    assertThat(StackArguments.of(List.of("--apply", "--code", "a=B"), OF_STACK))
        .containsExactly("--apply", "--code", "a=B", "--admit-one.processor.schema=public");
  }

  @Test
  void aSettingThatTheStackHasItselfIsRefused() {
    assertThatExceptionOfType(UsageException.class)
        .isThrownBy(
            () -> StackArguments.of(List.of("--admit-one.processor.schema=admit_one"), OF_STACK))
        .withMessage(
            "--admit-one.processor.schema cannot be set here: the local stack has its own");
  }
}
