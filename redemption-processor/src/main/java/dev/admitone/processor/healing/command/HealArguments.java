package dev.admitone.processor.healing.command;

import dev.admitone.processor.healing.HealingImpossibleException;
import dev.admitone.processor.healing.HealingOptions;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The command line of a healing.
 *
 * @param report the file that gets the list; null: none
 * @param settings what the processor's settings are overridden with
 */
@SuppressWarnings("ArrayRecordComponent") // Handed on unchanged.
record HealArguments(HealingOptions options, @Nullable Path report, String[] settings) {

  private static final String USAGE =
      "heal [--dry-run] [--report FILE] [--skip-to PARTITION=OFFSET]... [--new-id]";
  private static final Pattern PLACE = Pattern.compile("(\\d{1,9})=(\\d{1,18})");
  private static final Pattern SETTING = Pattern.compile("--[^=]+=.*", Pattern.DOTALL);

  /**
   * Reads it.
   *
   * @throws HealingImpossibleException if an option is unknown
   */
  static HealArguments of(String... arguments) {
    boolean dryRun = false;
    boolean newId = false;
    Map<Integer, Long> skipTo = new HashMap<>();
    @Nullable Path report = null;
    List<String> settings = new ArrayList<>();
    Deque<String> rest = new ArrayDeque<>(List.of(arguments));
    while (!rest.isEmpty()) {
      String argument = rest.pop();
      switch (argument) {
        case "--dry-run" -> dryRun = true;
        case "--new-id" -> newId = true;
        case "--report" -> report = Path.of(value(argument, rest));
        case "--skip-to" -> {
          Matcher place = PLACE.matcher(value(argument, rest));
          if (!place.matches()) {
            throw new HealingImpossibleException(
                "--skip-to takes PARTITION=OFFSET, such as 3=1200: " + USAGE);
          }
          skipTo.put(Integer.valueOf(place.group(1)), Long.valueOf(place.group(2)));
        }
        default -> {
          if (!SETTING.matcher(argument).matches()) {
            throw new HealingImpossibleException("'%s' is unknown: %s".formatted(argument, USAGE));
          }
          settings.add(argument);
        }
      }
    }
    return new HealArguments(
        new HealingOptions(dryRun, newId, skipTo), report, settings.toArray(String[]::new));
  }

  private static String value(String option, Deque<String> rest) {
    String value = rest.poll();
    if (value == null) {
      throw new HealingImpossibleException("%s needs a value: %s".formatted(option, USAGE));
    }
    return value;
  }
}
