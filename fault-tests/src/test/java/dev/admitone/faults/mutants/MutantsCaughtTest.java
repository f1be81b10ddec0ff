package dev.admitone.faults.mutants;

import static org.assertj.core.api.Assertions.assertThat;

import dev.admitone.testsupport.JavaCommand;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each mutant is caught: the test that it names fails on a copy of the sources with the mutant. */
@Tag("long")
@Tag("services")
class MutantsCaughtTest {

  private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();

  /** What a build makes, and what it does not need. */
  private static final Set<String> LEFT_OUT =
      Set.of("target", ".git", "node_modules", ".admit", ".admit-compose");

  @TempDir private Path copy;

  static List<Mutant> mutants() throws IOException {
    return Mutant.in(Path.of("mutants"));
  }

  @ParameterizedTest
  @MethodSource("mutants")
  void itsTestFails(Mutant mutant) throws IOException, InterruptedException {
    Files.walkFileTree(ROOT, new Copying(ROOT, copy));
    mutant.applyTo(copy);
    JavaCommand.Ended ended =
        JavaCommand.run(
            new ProcessBuilder("./admit", "test", mutant.module(), mutant.test())
                .directory(copy.toFile()));
    assertThat(ended.status()).as(ended.output()).isNotZero();
    // By a test, and not by a compiler or a missing class.
    assertThat(ended.output()).contains("There are test failures");
  }

  private static final class Copying extends SimpleFileVisitor<Path> {

    private final Path from;
    private final Path to;

    Copying(Path from, Path to) {
      this.from = from;
      this.to = to;
    }

    @Override
    public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes)
        throws IOException {
      if (LEFT_OUT.contains(String.valueOf(directory.getFileName()))) {
        return FileVisitResult.SKIP_SUBTREE;
      }
      Files.createDirectories(to.resolve(from.relativize(directory)));
      return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
      Files.copy(file, to.resolve(from.relativize(file)));
      return FileVisitResult.CONTINUE;
    }
  }
}
