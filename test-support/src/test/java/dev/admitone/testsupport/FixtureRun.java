package dev.admitone.testsupport;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;
import static org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder.request;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import org.junit.platform.launcher.core.LauncherFactory;
import org.junit.platform.launcher.listeners.SummaryGeneratingListener;

/** Runs one class of tests in a JVM of its own, since a JVM cannot change its environment. */
final class FixtureRun {

  private FixtureRun() {}

  /** What the JVM prints: the tests' own output, and JUnit's summary. */
  static String of(Class<?> tests, Path directory, String without)
      throws IOException, InterruptedException {
    ProcessBuilder jvm =
        JavaCommand.of(FixtureRun.class)
            .arguments(tests.getName())
            .builder()
            .directory(directory.toFile());
    jvm.environment().put("ADMIT_WITHOUT", without);
    return output(jvm);
  }

  static String output(ProcessBuilder command) throws IOException, InterruptedException {
    JavaCommand.Ended ended = JavaCommand.run(command);
    return ended.output() + "exit " + ended.status();
  }

  public static void main(String[] arguments) {
    SummaryGeneratingListener summary = new SummaryGeneratingListener();
    LauncherFactory.create()
        .execute(request().selectors(selectClass(arguments[0])).build(), summary);
    PrintWriter output = new PrintWriter(System.out, true, UTF_8);
    summary.getSummary().printTo(output);
    summary.getSummary().printFailuresTo(output, 1);
  }
}
