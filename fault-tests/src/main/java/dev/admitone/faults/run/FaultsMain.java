package dev.admitone.faults.run;

import dev.admitone.faults.checker.Checker;
import dev.admitone.faults.checker.Violation;
import dev.admitone.faults.processes.Disk;
import dev.admitone.faults.recording.HistoryReader;
import dev.admitone.faults.schedule.Schedule;
import dev.admitone.faults.schedule.Shrinker;
import dev.admitone.faults.schedule.Step;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Random;
import org.springframework.boot.logging.LoggingSystem;
import org.springframework.util.FileSystemUtils;

/**
 * What {@code ./admit faults} runs. Prints what was injected and what was seen, and as the last
 * line how many faults, requests and broken promises there were.
 */
public final class FaultsMain {

  private static final int KEPT = 0;
  private static final int BROKEN = 1;
  private static final int FAILED = 2;
  private static final int VIOLATIONS_SHOWN_MAX = 10;
  private static final int SHRINKING_TRIES_MAX = 20;

  private FaultsMain() {}

  /** Ends with 0 if all promises were kept, with 1 if one was broken, else with 2. */
  public static void main(String[] arguments) throws InterruptedException {
    // The screen is for what a run finds; what services log is in their files.
    System.setProperty("logback.configurationFile", "logback-off.xml");
    System.setProperty(LoggingSystem.SYSTEM_PROPERTY, LoggingSystem.NONE);
    System.exit(run(arguments));
  }

  /** As {@link #main}, with the exit code as its value. */
  static int run(String... arguments) throws InterruptedException {
    try {
      FaultsArguments wish = FaultsArguments.of(arguments);
      Path check = wish.check();
      return (check == null ? isKept(wish) : isKept(check)) ? KEPT : BROKEN;
    } catch (IllegalArgumentException e) {
      System.err.println(e.getMessage());
    } catch (NoSuchFileException e) {
      System.err.println("There is no file " + e.getMessage());
    } catch (IOException | SQLException | RuntimeException e) {
      System.err.println("The run did not come to its end:");
      e.printStackTrace();
    }
    return FAILED;
  }

  private static boolean isKept(FaultsArguments wish)
      throws IOException, InterruptedException, SQLException {
    Long given = wish.seed();
    long seed = given == null ? new Random().nextInt(Integer.MAX_VALUE) : given;
    Schedule schedule = possible(Schedule.of(seed, wish.duration(), wish.only()));
    Path directory = Files.createTempDirectory("admit-one-faults-");
    Path run = directory.resolve("run");
    System.out.printf(
        "%d faults in %d minutes, seed %d%n",
        schedule.steps().size(), wish.duration().toMinutes(), seed);
    System.out.println("Starting brokers, a database, two processors and two gateways ...");
    Outcome outcome =
        FaultRun.run(schedule, wish.brokers(), run, what -> System.out.println("  " + what));
    print(outcome);
    if (outcome.isKept()) {
      FileSystemUtils.deleteRecursively(run.resolve("database"));
      FileSystemUtils.deleteRecursively(run.resolve("kafka"));
    } else if (wish.shrinks()) {
      shrink(schedule, wish.brokers(), directory);
    }
    System.out.println("History and what the processes logged: " + run);
    System.out.println(outcome.inOneLine());
    return outcome.isKept();
  }

  /** Without the faults that this process has no right to. */
  private static Schedule possible(Schedule drawn) {
    if (!drawn.needsDisks() || Disk.isPossible()) {
      return drawn;
    }
    Schedule possible = drawn.withoutDisks();
    System.out.printf(
        "Left out: %d faults of full disks, which need Linux and the right to mount%n",
        drawn.steps().size() - possible.steps().size());
    return possible;
  }

  private static boolean isKept(Path file) throws IOException {
    List<Violation> violations = Checker.check(HistoryReader.read(file));
    print(violations);
    System.out.printf("violations: %d%n", violations.size());
    return violations.isEmpty();
  }

  private static void print(Outcome outcome) {
    System.out.println("Faults and recovery:");
    outcome.ofEachFault().forEach(line -> System.out.println("  " + line));
    print(outcome.violations());
  }

  private static void print(List<Violation> violations) {
    violations.stream()
        .limit(VIOLATIONS_SHOWN_MAX)
        .forEach(violation -> System.out.println(violation.inWords()));
    if (violations.size() > VIOLATIONS_SHOWN_MAX) {
      System.out.printf("and %d more%n", violations.size() - VIOLATIONS_SHOWN_MAX);
    }
  }

  private static void shrink(Schedule schedule, int brokers, Path directory) {
    System.out.println("Looking for a shorter story ...");
    List<Step> shortest =
        Shrinker.shrink(
            schedule.steps(),
            steps -> fails(new Schedule(schedule.seed(), steps), brokers, directory),
            SHRINKING_TRIES_MAX);
    System.out.printf("The shortest story that failed has %d faults:%n", shortest.size());
    shortest.forEach(step -> System.out.println("  " + step.inWords()));
  }

  private static boolean fails(Schedule shorter, int brokers, Path directory) {
    try {
      Path own = Files.createTempDirectory(directory, "shrinking-");
      return !FaultRun.run(shorter, brokers, own.resolve("run"), _ -> {}).isKept();
    } catch (IOException | SQLException e) {
      throw new IllegalStateException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
