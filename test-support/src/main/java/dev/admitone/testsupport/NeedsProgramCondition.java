package dev.admitone.testsupport;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.platform.commons.support.AnnotationSupport.findAnnotatedMethods;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionConfigurationException;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.platform.commons.annotation.Testable;
import org.junit.platform.commons.support.HierarchyTraversalMode;

/** Leaves a class out, as a whole and before it starts anything, and notes that it did. */
final class NeedsProgramCondition implements ExecutionCondition {

  private static final Path NOTES = Path.of("target", "left-out-tests");

  /** What {@code npm ci} installs for the module. */
  private static final Path NPM_PROGRAMS = Path.of("node_modules", ".bin");

  @Override
  public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
    Class<?> tests = context.getRequiredTestClass();
    NeedsProgram needs = tests.getAnnotation(NeedsProgram.class);
    if (needs == null || context.getTestMethod().isPresent()) {
      return ConditionEvaluationResult.enabled("the class runs");
    }
    List<String> programs = List.of(needs.value());
    if (!context.getTags().containsAll(programs)) {
      throw new ExtensionConfigurationException(
          "%s needs @Tag with the name of each program of %s".formatted(tests.getName(), programs));
    }
    List<String> missing = programs.stream().filter(program -> !Programs.has(program)).toList();
    if (missing.isEmpty()) {
      return ConditionEvaluationResult.enabled(programs + " are there");
    }
    note(tests, missing);
    return ConditionEvaluationResult.disabled(
        "missing: %s. The tests of %s are left out"
            .formatted(String.join(", ", missing), tests.getSimpleName()));
  }

  /** One line for each missing program: its name, the number of test methods, and the class. */
  private static void note(Class<?> tests, List<String> missing) {
    int count = findAnnotatedMethods(tests, Testable.class, HierarchyTraversalMode.TOP_DOWN).size();
    List<String> lines =
        missing.stream()
            .map(program -> "%s %d %s".formatted(program, count, tests.getSimpleName()))
            .toList();
    System.err.println("Left out: " + String.join("; ", lines));
    try {
      Files.createDirectories(NOTES);
      Files.write(NOTES.resolve(tests.getName()), lines, UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot note what is left out in " + NOTES, e);
    }
  }

  /** The programs of this machine. */
  private static final class Programs {

    static boolean has(String program) {
      if (words("ADMIT_WITHOUT", "\\s+").contains(program)) {
        return false;
      }
      if (program.equals(Java17.PROGRAM)) {
        return Java17.java().isPresent();
      }
      if (Files.isExecutable(NPM_PROGRAMS.resolve(program))) {
        return true;
      }
      return words("PATH", Path.of(".").getFileSystem().getSeparator().equals("/") ? ":" : ";")
          .stream()
          .anyMatch(directory -> Files.isExecutable(Path.of(directory, program)));
    }

    private static List<String> words(String variable, String separator) {
      String value = System.getenv(variable);
      return value == null ? List.of() : Arrays.asList(value.strip().split(separator, -1));
    }
  }
}
