package dev.admitone.faults.mutants;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;

/**
 * A deliberate error, as a patch in the unified format. Its lines are found by their content, so
 * that it applies wherever they have moved to, and only where they are once.
 *
 * @param module whose test catches it
 * @param test that test's class, below the module's root package
 * @param file what it changes, from the project's root
 */
record Mutant(String name, String module, String test, Path file, List<Hunk> hunks) {

  private static final String CAUGHT_BY = "Caught by: ";
  private static final String OLD_FILE = "--- a/";

  /** Lines that go, and those that come in their place, each with what is around them. */
  record Hunk(List<String> before, List<String> after) {}

  /** All mutants in a directory, by name. */
  static List<Mutant> in(Path directory) throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      List<Mutant> mutants = new ArrayList<>();
      for (Path file : files.sorted().toList()) {
        mutants.add(read(file));
      }
      return mutants;
    }
  }

  private static Mutant read(Path patch) throws IOException {
    String[] caughtBy = {"", ""};
    Path file = Path.of("");
    List<Hunk> hunks = new ArrayList<>();
    for (String line : Files.readAllLines(patch, UTF_8)) {
      if (line.startsWith(CAUGHT_BY)) {
        caughtBy = line.substring(CAUGHT_BY.length()).split(" ", -1);
      } else if (line.startsWith(OLD_FILE)) {
        file = Path.of(line.substring(OLD_FILE.length()));
      } else if (line.startsWith("@@")) {
        hunks.add(new Hunk(new ArrayList<>(), new ArrayList<>()));
      } else if (!hunks.isEmpty()) {
        add(line, hunks.getLast());
      }
    }
    String name = String.valueOf(patch.getFileName());
    return new Mutant(name, caughtBy[0], caughtBy[1], file, hunks);
  }

  private static void add(String line, Hunk hunk) {
    String text = line.isEmpty() ? "" : line.substring(1);
    if (!line.startsWith("+")) {
      hunk.before().add(text);
    }
    if (!line.startsWith("-")) {
      hunk.after().add(text);
    }
  }

  /**
   * Changes a copy of the sources.
   *
   * @throws IllegalStateException if the lines are not there, or not once
   */
  void applyTo(Path root) throws IOException {
    Path target = root.resolve(file);
    List<String> lines = new ArrayList<>(Files.readAllLines(target, UTF_8));
    for (Hunk hunk : hunks) {
      int at = Collections.indexOfSubList(lines, hunk.before());
      if (at < 0 || Collections.lastIndexOfSubList(lines, hunk.before()) != at) {
        throw new IllegalStateException(
            "%s no longer applies to %s: make it anew".formatted(name, file));
      }
      lines.subList(at, at + hunk.before().size()).clear();
      lines.addAll(at, hunk.after());
    }
    Files.write(target, lines, UTF_8);
  }

  /** For the name of a test. */
  @Override
  public String toString() {
    return name;
  }
}
