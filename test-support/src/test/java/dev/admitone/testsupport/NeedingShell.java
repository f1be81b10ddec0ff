package dev.admitone.testsupport;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Three tests of a program that is everywhere, for {@link NeedsProgramTest} alone to run. */
@NeedsProgram("sh")
@Tag("sh")
final class NeedingShell {

  @BeforeAll
  static void start() {
    System.out.println("started");
  }

  @Test
  void one() {
    System.out.println("ran");
  }

  @Test
  void two() {
    System.out.println("ran");
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2})
  void three(int any) {
    System.out.println("ran " + any);
  }
}
