package dev.admitone.processor.adoption.command;

import dev.admitone.processor.adoption.AdoptionOptions;
import dev.admitone.processor.adoption.tables.AdoptionImpossibleException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The command line of an adoption.
 *
 * @param applies whether it is carried out, and not only told
 * @param report the file that gets the report; null: none
 * @param settings what the processor's settings are overridden with
 */
@SuppressWarnings("ArrayRecordComponent") // Handed on unchanged.
record AdoptArguments(
    boolean applies, AdoptionOptions options, @Nullable Path report, String[] settings) {

  private static final String USAGE =
      "adopt --dry-run | --apply [--from SCHEMA] [--code OLD=CODE]... [--report FILE]";
  private static final Pattern SETTING = Pattern.compile("--[^=]+=.*", Pattern.DOTALL);
  private static final String USUAL_SCHEMA = "public";

  /**
   * Reads it.
   *
   * @throws AdoptionImpossibleException if an option is unknown, or if it does not say whether to
   *     apply
   */
  static AdoptArguments of(String... arguments) {
    boolean dryRun = false;
    boolean apply = false;
    String schema = USUAL_SCHEMA;
    Map<String, String> codes = new HashMap<>();
    @Nullable Path report = null;
    List<String> settings = new ArrayList<>();
    Deque<String> rest = new ArrayDeque<>(List.of(arguments));
    while (!rest.isEmpty()) {
      String argument = rest.pop();
      switch (argument) {
        case "--dry-run" -> dryRun = true;
        case "--apply" -> apply = true;
        case "--from" -> schema = value(argument, rest);
        case "--report" -> report = Path.of(value(argument, rest));
        case "--code" -> decide(codes, value(argument, rest));
        default -> {
          if (!SETTING.matcher(argument).matches()) {
            throw refused("'%s' is unknown: %s".formatted(argument, USAGE));
          }
          settings.add(argument);
        }
      }
    }
    if (dryRun == apply) {
      throw refused("Either --dry-run or --apply is needed: " + USAGE);
    }
    return new AdoptArguments(
        apply,
        new AdoptionOptions(schema, codes, AdoptionOptions.BATCH_ROWS),
        report,
        settings.toArray(String[]::new));
  }

  /** The last sign of equality counts: an old spelling may have some, a code has none. */
  private static void decide(Map<String, String> codes, String decision) {
    int equals = decision.lastIndexOf('=');
    if (equals < 1 || equals == decision.length() - 1) {
      throw refused("--code takes OLD=CODE, such as ktest1=KTEST1-B: " + USAGE);
    }
    codes.put(decision.substring(0, equals), decision.substring(equals + 1));
  }

  private static String value(String option, Deque<String> rest) {
    String value = rest.poll();
    if (value == null) {
      throw refused("%s needs a value: %s".formatted(option, USAGE));
    }
    return value;
  }

  private static AdoptionImpossibleException refused(String why) {
    return new AdoptionImpossibleException(why, null);
  }
}
