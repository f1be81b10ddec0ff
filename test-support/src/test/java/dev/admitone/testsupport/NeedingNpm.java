package dev.admitone.testsupport;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A test of a program that no machine has, for {@link NeedsProgramTest} alone to run. */
@NeedsProgram("admit-one-of-npm")
@Tag("admit-one-of-npm")
final class NeedingNpm {

  @Test
  void one() {
    System.out.println("ran");
  }
}
