package dev.admitone.faults.run;

import dev.admitone.embedded.EmbeddedCluster;
import dev.admitone.faults.schedule.FaultKind;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The command line of a run.
 *
 * @param seed null: a new one
 * @param shrinks whether a failing schedule is tried in shorter forms
 * @param brokers how many there are
 * @param only the kinds of faults that are drawn
 * @param check a file with a history that is checked again instead of a run; null: none
 */
record FaultsArguments(
    Duration duration,
    @Nullable Long seed,
    int brokers,
    Set<FaultKind> only,
    boolean shrinks,
    @Nullable Path check) {

  static final String USAGE =
      "./admit faults [--minutes N] [--seed S] [--brokers 1|3] [--only FAULT,FAULT] [--shrink]"
          + " | --check FILE";

  private static final long MINUTES_DEFAULT = 10;

  /**
   * Reads it.
   *
   * @throws IllegalArgumentException with a sentence, if it cannot be read
   */
  static FaultsArguments of(String... arguments) {
    long minutes = MINUTES_DEFAULT;
    @Nullable Long seed = null;
    @Nullable Path check = null;
    long brokers = 1;
    Set<FaultKind> only = EnumSet.allOf(FaultKind.class);
    boolean shrinks = false;
    Deque<String> rest = new ArrayDeque<>(List.of(arguments));
    while (!rest.isEmpty()) {
      String argument = rest.pop();
      switch (argument) {
        case "--minutes" -> minutes = number(argument, rest);
        case "--seed" -> seed = number(argument, rest);
        case "--brokers" -> brokers = number(argument, rest);
        case "--only" -> only = kinds(value(argument, rest));
        case "--shrink" -> shrinks = true;
        case "--check" -> check = Path.of(value(argument, rest));
        default ->
            throw new IllegalArgumentException("'%s' is unknown: %s".formatted(argument, USAGE));
      }
    }
    if (minutes < 1) {
      throw new IllegalArgumentException("--minutes takes a number from 1 on: " + USAGE);
    }
    if (brokers != 1 && brokers != EmbeddedCluster.SIZE) {
      throw new IllegalArgumentException("--brokers takes 1 or 3: " + USAGE);
    }
    if (brokers == 1) {
      only.removeIf(FaultKind::needsSeveralBrokers);
    }
    if (only.isEmpty()) {
      throw new IllegalArgumentException("These faults need --brokers 3");
    }
    return new FaultsArguments(
        Duration.ofMinutes(minutes), seed, (int) brokers, only, shrinks, check);
  }

  private static Set<FaultKind> kinds(String names) {
    Set<FaultKind> kinds = EnumSet.noneOf(FaultKind.class);
    for (String name : names.split(",", -1)) {
      try {
        kinds.add(FaultKind.valueOf(name));
      } catch (IllegalArgumentException e) {
        throw new IllegalArgumentException(
            "--only takes faults, and '%s' is none: docs/explanation/faults.md has their names"
                .formatted(name),
            e);
      }
    }
    return kinds;
  }

  private static long number(String option, Deque<String> rest) {
    String value = value(option, rest);
    try {
      return Long.parseLong(value);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(
          "%s takes a number, not '%s': %s".formatted(option, value, USAGE), e);
    }
  }

  private static String value(String option, Deque<String> rest) {
    String value = rest.poll();
    if (value == null) {
      throw new IllegalArgumentException("%s needs a value: %s".formatted(option, USAGE));
    }
    return value;
  }
}
