package dev.admitone.benchmarks.run;

import dev.admitone.benchmarks.sections.RunSize;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the command line asks for.
 *
 * @param directory of the results and of the data
 * @param size of the run
 * @param only the name of the sections that are measured; null for a whole run
 * @param fresh whether a whole run that was stopped is forgotten
 * @param section what this process measures, in place of a run; null in the first process
 */
public record Options(
    Path directory, RunSize size, @Nullable String only, boolean fresh, @Nullable String section) {

  /** The option that a run gives to the processes of its sections. */
  static final String SECTION = "--section";

  /**
   * Reads {@code --quick} (also when nothing is said), {@code --full}, or {@code --smoke}, which
   * shows in some minutes that all parts work; {@code --only} with a section's name; {@code
   * --fresh}.
   *
   * @param arguments begin with the directory
   * @throws IllegalArgumentException if one is unknown; its message says what there is
   */
  public static Options of(String... arguments) {
    RunSize size = RunSize.quick();
    String only = null;
    String section = null;
    boolean fresh = false;
    Iterator<String> rest = List.of(arguments).listIterator(1);
    while (rest.hasNext()) {
      String option = rest.next();
      switch (option) {
        case "--quick" -> size = RunSize.quick();
        case "--full" -> size = RunSize.full();
        case "--smoke" -> size = RunSize.smoke();
        case "--fresh" -> fresh = true;
        case "--only" -> only = value(option, rest);
        case SECTION -> section = value(option, rest);
        default -> throw unknown(option);
      }
    }
    return new Options(Path.of(arguments[0]), size, only, fresh, section);
  }

  private static String value(String option, Iterator<String> rest) {
    if (!rest.hasNext()) {
      throw unknown(option);
    }
    return rest.next();
  }

  private static IllegalArgumentException unknown(String option) {
    return new IllegalArgumentException(
        "'%s' is unknown: bench takes --quick or --full, --fresh, and --only SECTION."
            .formatted(option));
  }

  /** Everything that a run may delete. */
  public Path target() {
    return directory.resolve("target");
  }

  /** Whether all sections of the size are measured, so that the report is replaced. */
  boolean isWhole() {
    return only == null && !size.name().equals("smoke");
  }
}
