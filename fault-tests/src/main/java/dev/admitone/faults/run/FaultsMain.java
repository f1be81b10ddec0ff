package dev.admitone.faults.run;

import dev.admitone.faults.checker.Checker;
import dev.admitone.faults.checker.Violation;
import dev.admitone.faults.recording.HistoryReader;
import dev.admitone.faults.schedule.FaultKind;
import dev.admitone.faults.schedule.Schedule;
import dev.admitone.faults.schedule.Shrinker;
import dev.admitone.faults.schedule.Step;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;

/**
 * What {@code ./admit faults} runs. Prints what was injected and what was seen, and as the last
 * line how many faults, requests and broken promises there were.
 */
public final class FaultsMain {

  private static final int VIOLATIONS_SHOWN_MAX = 10;
  private static final int SHRINKING_TRIES_MAX = 20;

  private FaultsMain() {}

  /** Ends with 0 if all promises were kept, else with 1. */
  public static void main(String[] arguments)
      throws IOException, InterruptedException, SQLException {
    System.exit(isKept(arguments) ? 0 : 1);
  }

  private static boolean isKept(String... arguments)
      throws IOException, InterruptedException, SQLException {
    FaultsArguments wish;
    try {
      wish = FaultsArguments.of(arguments);
    } catch (IllegalArgumentException e) {
      System.err.println(e.getMessage());
      return false;
    }
    if (wish.check() != null) {
      return isKept(wish.check());
    }
    Long given = wish.seed();
    long seed = given == null ? new Random().nextInt(Integer.MAX_VALUE) : given;
    Schedule schedule = Schedule.of(seed, wish.duration(), EnumSet.allOf(FaultKind.class));
    Path directory = Files.createTempDirectory("admit-one-faults-");
    System.out.printf(
        "%d faults, seed %d; data, loggers' lines and history in %s%n",
        schedule.steps().size(), seed, directory);
    Outcome outcome = FaultRun.run(schedule, directory.resolve("run"));
    print(outcome);
    if (!outcome.isKept() && wish.shrinks()) {
      shrink(schedule, directory);
    }
    System.out.println(outcome.inOneLine());
    return outcome.isKept();
  }

  private static boolean isKept(Path file) throws IOException {
    List<Violation> violations = Checker.check(HistoryReader.read(file));
    print(violations);
    System.out.printf("%d violations%n", violations.size());
    return violations.isEmpty();
  }

  private static void print(Outcome outcome) {
    outcome.schedule().steps().forEach(step -> System.out.println("  " + step.inWords()));
    outcome
        .recoveries()
        .forEach((kind, times) -> System.out.printf("  %s: %s%n", kind, inWords(times)));
    print(outcome.violations());
  }

  private static String inWords(List<Duration> times) {
    long max = times.stream().mapToLong(Duration::toMillis).max().orElse(0);
    return "%d times, ready again after %d ms at most".formatted(times.size(), max);
  }

  private static void print(List<Violation> violations) {
    violations.stream()
        .limit(VIOLATIONS_SHOWN_MAX)
        .forEach(violation -> System.out.println(violation.inWords()));
    if (violations.size() > VIOLATIONS_SHOWN_MAX) {
      System.out.printf("and %d more%n", violations.size() - VIOLATIONS_SHOWN_MAX);
    }
  }

  private static void shrink(Schedule schedule, Path directory) {
    System.out.println("Looking for a shorter story ...");
    List<Step> shortest =
        Shrinker.shrink(
            schedule.steps(), steps -> fails(schedule.seed(), steps, directory), SHRINKING_TRIES_MAX);
    System.out.printf("The shortest story that failed has %d faults:%n", shortest.size());
    shortest.forEach(step -> System.out.println("  " + step.inWords()));
  }

  private static boolean fails(long seed, List<Step> steps, Path directory) {
    try {
      Path own = Files.createTempDirectory(directory, "shrinking-");
      return !FaultRun.run(new Schedule(seed, steps), own.resolve("run")).isKept();
    } catch (IOException | SQLException e) {
      throw new IllegalStateException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
