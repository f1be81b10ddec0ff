package dev.admitone.faults.mutants;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each mutant still applies, and names a test that there is. */
class MutantsTest {

  private static final Path MUTANTS = Path.of("mutants");
  private static final Path ROOT = Path.of("..");

  @TempDir private Path copy;

  static List<Mutant> mutants() throws IOException {
    return Mutant.in(MUTANTS);
  }

  @ParameterizedTest
  @MethodSource("mutants")
  void itAppliesToACopyOfTheSources(Mutant mutant) throws IOException {
    Path original = ROOT.resolve(mutant.file());
    Path target = copy.resolve(mutant.file());
    Files.createDirectories(target.getParent());
    Files.copy(original, target);
    mutant.applyTo(copy);
    assertThat(Files.readString(target)).isNotEqualTo(Files.readString(original));
  }

  @ParameterizedTest
  @MethodSource("mutants")
  void theTestThatCatchesItIsThere(Mutant mutant) throws IOException {
    String file = mutant.test().replace('.', '/') + ".java";
    Path tests = ROOT.resolve(mutant.module()).resolve("src/test/java");
    try (var files = Files.walk(tests)) {
      assertThat(files.filter(each -> each.endsWith(file))).as(mutant.test()).hasSize(1);
    }
  }
}
