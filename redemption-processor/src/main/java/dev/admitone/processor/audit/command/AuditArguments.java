package dev.admitone.processor.audit.command;

import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The command line of an audit.
 *
 * @param report the file that gets the differences; null: none
 * @param keeps whether the second ledger stays
 * @param settings what the processor's settings are overridden with
 */
record AuditArguments(@Nullable Path report, boolean keeps, List<String> settings) {

  private static final String USAGE = "./admit audit [--report FILE] [--keep]";

  /**
   * Reads it.
   *
   * @throws IllegalArgumentException with a sentence, if an option is unknown or lacks its file
   */
  static AuditArguments of(String... arguments) {
    @Nullable Path report = null;
    boolean keeps = false;
    List<String> settings = new ArrayList<>();
    Deque<String> rest = new ArrayDeque<>(List.of(arguments));
    while (!rest.isEmpty()) {
      String argument = rest.pop();
      if (argument.equals("--keep")) {
        keeps = true;
      } else if (argument.equals("--report")) {
        report = file(rest.poll());
      } else if (argument.startsWith("--") && argument.indexOf('=') > 2) {
        settings.add(argument);
      } else {
        throw new IllegalArgumentException("'%s' is unknown: %s".formatted(argument, USAGE));
      }
    }
    return new AuditArguments(report, keeps, List.copyOf(settings));
  }

  private static Path file(@Nullable String value) {
    if (value == null || value.isEmpty() || value.startsWith("-")) {
      throw new IllegalArgumentException("--report needs a file: " + USAGE);
    }
    return Path.of(value);
  }
}
