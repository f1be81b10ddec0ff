package dev.admitone.testsupport;

import org.junit.jupiter.api.Test;

/** Lacks the tag, for {@link NeedsProgramTest} alone to run. */
@NeedsProgram("sh")
final class NeedingShellWithoutTag {

  @Test
  void one() {
    System.out.println("ran");
  }
}
