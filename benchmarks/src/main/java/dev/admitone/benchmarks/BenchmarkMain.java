package dev.admitone.benchmarks;

import dev.admitone.benchmarks.site.Site;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
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
   * Takes the directory of the results and of the data, and {@code --quick} (also when nothing is
   * said), {@code --full}, or {@code --smoke}, which shows in a minute that all parts work.
   */
  public static void main(String[] arguments) {
    if (arguments.length < 1 || arguments.length > 2) {
      System.err.println("bench takes --quick, --full or nothing.");
      System.exit(WRONG_USAGE);
    }
    Path directory = Path.of(arguments[0]);
    RunSize size = size(arguments.length == 1 ? "--quick" : arguments[1]);
    Path target = directory.resolve("target");
    // Before anything logs. The services share one log, which neither of them sets up.
    System.setProperty(LOG_FILE_PROPERTY, target.resolve("bench.log").toString());
    System.setProperty(LoggingSystem.SYSTEM_PROPERTY, LoggingSystem.NONE);
    SLF4JBridgeHandler.removeHandlersForRootLogger();
    SLF4JBridgeHandler.install();
    try {
      // The figures of a smoke run say nothing, and replace none.
      run(size, size.name().equals("smoke") ? target : directory, target.resolve("data"));
      // Nothing that a client left behind may keep the process.
      System.exit(0);
    } catch (Exception e) {
      LoggerFactory.getLogger(BenchmarkMain.class).error("The run failed", e);
      System.err.printf("%nThe run failed: %s (target/bench.log has more)%n", e.getMessage());
      System.exit(FAILED);
    }
  }

  private static RunSize size(String option) {
    return switch (option) {
      case "--quick" -> RunSize.quick();
      case "--full" -> RunSize.full();
      case "--smoke" -> RunSize.smoke();
      default -> {
        System.err.printf("'%s' is unknown: bench takes --quick, --full or nothing.%n", option);
        System.exit(WRONG_USAGE);
        throw new IllegalStateException();
      }
    };
  }

  private static void run(RunSize size, Path reportDirectory, Path data) throws Exception {
    System.out.println("Starting a broker and a database ...");
    Instant startedAt = Instant.now();
    try (Site site = Site.start(data)) {
      // A Ctrl-C must not leave the database's processes behind.
      Thread stop = new Thread(site::close, "stop");
      Runtime.getRuntime().addShutdownHook(stop);
      site.databaseSettings().forEach((name, value) -> System.out.printf("  %s=%s%n", name, value));
      System.out.printf(
          "  data on %s, a page synced in %.0f µs%n", site.fileSystem(), site.syncMicros());
      Findings findings = new Findings(startedAt, size.name());
      boolean terminal = Boolean.getBoolean(TERMINAL_PROPERTY);
      List<Step> steps = new Benchmark(site, size, findings).steps();
      new Progress(System.out, terminal).run(steps);
      Path report = new Results(reportDirectory).write(findings);
      System.out.println("The report: " + report);
      Runtime.getRuntime().removeShutdownHook(stop);
    }
  }
}
