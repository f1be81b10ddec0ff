package dev.admitone.testsupport.contract;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.platform.commons.support.AnnotationSupport;
import org.junit.platform.engine.support.descriptor.ClassSource;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.TestPlan;

/**
 * Knows which test classes of a module a run has. JUnit finds it as a service, where the module
 * names it as one.
 */
public final class TestClasses implements TestExecutionListener {

  private static final Set<String> PLANNED = ConcurrentHashMap.newKeySet();

  /** The names of the module's test classes that are not in this run. */
  public static Set<String> notInThisRun() {
    Set<String> missing = new TreeSet<>(all());
    missing.removeAll(PLANNED);
    return missing;
  }

  @Override
  public void testPlanExecutionStarted(TestPlan plan) {
    plan.getRoots().stream()
        .flatMap(root -> plan.getDescendants(root).stream())
        .map(TestIdentifier::getSource)
        .flatMap(Optional::stream)
        .filter(ClassSource.class::isInstance)
        .forEach(source -> PLANNED.add(((ClassSource) source).getClassName()));
  }

  /**
   * As surefire finds them, by their names; without those that only run when they are asked for.
   */
  private static Set<String> all() {
    Path root = Path.of("target", "test-classes");
    try (Stream<Path> files = Files.walk(root)) {
      return files
          .map(file -> root.relativize(file).toString())
          .filter(file -> file.endsWith("Test.class") && !file.contains("$"))
          .map(file -> file.replace(".class", "").replace('/', '.'))
          .filter(TestClasses::alwaysRuns)
          .collect(Collectors.toSet());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static boolean alwaysRuns(String name) {
    try {
      Class<?> tests = Class.forName(name, false, TestClasses.class.getClassLoader());
      return !Modifier.isAbstract(tests.getModifiers())
          && AnnotationSupport.findRepeatableAnnotations(tests, Tag.class).stream()
              .noneMatch(tag -> tag.value().equals("long"));
    } catch (ClassNotFoundException e) {
      throw new IllegalStateException(e);
    }
  }
}
