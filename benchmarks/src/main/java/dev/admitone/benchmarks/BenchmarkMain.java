package dev.admitone.benchmarks;

import dev.admitone.benchmarks.run.Options;
import dev.admitone.benchmarks.run.Run;
import dev.admitone.benchmarks.run.SectionRun;
import dev.admitone.benchmarks.sections.Sections;
import dev.admitone.benchmarks.start.StackStart;
import java.nio.file.Path;
import org.slf4j.LoggerFactory;
import org.slf4j.bridge.SLF4JBridgeHandler;
import org.springframework.boot.logging.LoggingSystem;

/** What {@code ./admit bench} runs: a whole run, or one section of it in a process of its own. */
public final class BenchmarkMain {

  private static final String LOG_FILE_PROPERTY = "admit-one.log-file";
  private static final int FAILED = 1;
  private static final int WRONG_USAGE = 2;

  private BenchmarkMain() {}

  /** Takes the directory of the results and of the data, then the options of {@link Options}. */
  public static void main(String[] arguments) {
    Options options = options(arguments);
    // Before any line is logged. The services share one logging system, which neither of them sets
    // up.
    if (System.getProperty(LOG_FILE_PROPERTY) == null) {
      System.setProperty(LOG_FILE_PROPERTY, options.target().resolve("bench.log").toString());
    }
    System.setProperty(LoggingSystem.SYSTEM_PROPERTY, LoggingSystem.NONE);
    SLF4JBridgeHandler.removeHandlersForRootLogger();
    SLF4JBridgeHandler.install();
    try {
      boolean complete = run(options);
      // A thread that a client left behind must not keep the process alive.
      System.exit(complete ? 0 : FAILED);
    } catch (IllegalArgumentException e) {
      System.err.println(e.getMessage());
      System.exit(WRONG_USAGE);
    } catch (Exception e) {
      LoggerFactory.getLogger(BenchmarkMain.class).error("The run failed", e);
      System.err.printf(
          "%nThe run failed: %s (%s has more)%n", e, System.getProperty(LOG_FILE_PROPERTY));
      System.exit(FAILED);
    }
  }

  private static Options options(String... arguments) {
    try {
      return Options.of(arguments);
    } catch (IllegalArgumentException e) {
      System.err.println(e.getMessage());
      System.exit(WRONG_USAGE);
      throw e;
    }
  }

  private static boolean run(Options options) throws Exception {
    Path script = options.directory().resolveSibling("admit");
    StackStart start = new StackStart(script, options.target().resolve("data").resolve("up"));
    Sections sections = new Sections(options.size(), start);
    if (options.section() != null) {
      SectionRun.run(sections.of(options.section()), options);
      return true;
    }
    return new Run(options, sections, BenchmarkMain.class.getName(), System.out).run();
  }
}
