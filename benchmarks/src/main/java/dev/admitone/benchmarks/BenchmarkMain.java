package dev.admitone.benchmarks;

import dev.admitone.benchmarks.start.StackStart;
import dev.admitone.benchmarks.testbed.TestBed;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Iterator;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;
import org.slf4j.bridge.SLF4JBridgeHandler;
import org.springframework.boot.logging.LoggingSystem;

/** What {@code ./admit bench} runs. */
public final class BenchmarkMain {

  private static final String LOG_FILE_PROPERTY = "admit-one.log-file";
  private static final String TERMINAL_PROPERTY = "admit-one.terminal";
  private static final int FAILED = 1;
  private static final int WRONG_USAGE = 2;

  private BenchmarkMain() {}

  /**
   * Takes the directory of the results and of the data, then {@code --quick} (also when nothing is
   * said), {@code --full}, or {@code --smoke}, which shows in some minutes that all parts work; and
   * {@code --only} with one part's name. Only a whole run replaces the report; others write theirs
   * below {@code target}.
   */
  public static void main(String[] arguments) {
    RunSize size = RunSize.quick();
    Part only = null;
    Iterator<String> rest = List.of(arguments).listIterator(1);
    while (rest.hasNext()) {
      String option = rest.next();
      if (option.equals("--only") && rest.hasNext()) {
        only = part(rest.next());
      } else {
        size = size(option);
      }
    }
    Path directory = Path.of(arguments[0]);
    Path target = directory.resolve("target");
    // Before any line is logged. The services share one logging system, which neither of them sets
    // up.
    System.setProperty(LOG_FILE_PROPERTY, target.resolve("bench.log").toString());
    System.setProperty(LoggingSystem.SYSTEM_PROPERTY, LoggingSystem.NONE);
    SLF4JBridgeHandler.removeHandlersForRootLogger();
    SLF4JBridgeHandler.install();
    try {
      run(size, only, directory);
      // A thread that a client left behind must not keep the process alive.
      System.exit(0);
    } catch (Exception e) {
      LoggerFactory.getLogger(BenchmarkMain.class).error("The run failed", e);
      System.err.printf("%nThe run failed: %s (target/bench.log has more)%n", e);
      System.exit(FAILED);
    }
  }

  private static RunSize size(String option) {
    return switch (option) {
      case "--quick" -> RunSize.quick();
      case "--full" -> RunSize.full();
      case "--smoke" -> RunSize.smoke();
      default -> throw wrongUsage(option);
    };
  }

  private static Part part(String name) {
    return Stream.of(Part.values())
        .filter(part -> part.optionName().equals(name))
        .findFirst()
        .orElseThrow(() -> wrongUsage(name));
  }

  private static IllegalArgumentException wrongUsage(String argument) {
    String parts = Stream.of(Part.values()).map(Part::optionName).collect(Collectors.joining("|"));
    System.err.printf(
        "'%s' is unknown: bench takes --quick or --full, and --only %s.%n", argument, parts);
    System.exit(WRONG_USAGE);
    return new IllegalArgumentException(argument);
  }

  private static void run(RunSize size, @Nullable Part only, Path directory) throws Exception {
    Path target = directory.resolve("target");
    Path data = target.resolve("data");
    boolean whole = only == null && !size.name().equals("smoke");
    System.out.println("Starting a broker and a database ...");
    Instant startedAt = Instant.now();
    try (TestBed testBed = TestBed.start(data)) {
      // A Ctrl-C must not leave the database's processes behind.
      Thread stop = new Thread(testBed::close, "stop");
      Runtime.getRuntime().addShutdownHook(stop);
      testBed
          .databaseSettings()
          .forEach((name, value) -> System.out.printf("  %s=%s%n", name, value));
      System.out.printf(
          "  data on %s, a page synced in %.0f µs%n", testBed.fileSystem(), testBed.syncMicros());
      Findings findings = new Findings(startedAt, size.name());
      boolean terminal = Boolean.getBoolean(TERMINAL_PROPERTY);
      StackStart up = new StackStart(directory.resolveSibling("admit"), data.resolve("up"));
      List<Step> steps = new Benchmark(testBed, up, size, findings).steps(only);
      new Progress(System.out, terminal).run(steps);
      Path report = new Results(whole ? directory : target).write(findings);
      System.out.println("The report: " + report);
      Runtime.getRuntime().removeShutdownHook(stop);
    }
  }
}
