package dev.admitone.faults.run;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The command line of a run.
 *
 * @param seed null: a new one
 * @param shrinks whether a failing schedule is tried in shorter forms
 * @param check a file with a history that is checked again instead of a run; null: none
 */
record FaultsArguments(
    Duration duration, @Nullable Long seed, boolean shrinks, @Nullable Path check) {

  static final String USAGE = "faults [--minutes N] [--seed S] [--shrink] | --check FILE";

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
    boolean shrinks = false;
    Deque<String> rest = new ArrayDeque<>(List.of(arguments));
    while (!rest.isEmpty()) {
      String argument = rest.pop();
      switch (argument) {
        case "--minutes" -> minutes = number(argument, rest);
        case "--seed" -> seed = number(argument, rest);
        case "--shrink" -> shrinks = true;
        case "--check" -> check = Path.of(value(argument, rest));
        default ->
            throw new IllegalArgumentException("'%s' is unknown: %s".formatted(argument, USAGE));
      }
    }
    if (minutes < 1) {
      throw new IllegalArgumentException("--minutes takes a number from 1 on: " + USAGE);
    }
    return new FaultsArguments(Duration.ofMinutes(minutes), seed, shrinks, check);
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
