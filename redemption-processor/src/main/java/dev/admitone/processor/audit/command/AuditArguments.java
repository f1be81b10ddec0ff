package dev.admitone.processor.audit.command;

import java.nio.file.Path;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The command line of an audit.
 *
 * @param since where the audit begins; null: with the first record of the log
 * @param report the file that gets the differences; null: none
 * @param keeps whether the second ledger stays
 * @param settings what the processor's settings are overridden with
 */
record AuditArguments(
    @Nullable Instant since, @Nullable Path report, boolean keeps, List<String> settings) {

  private static final String USAGE = "./admit audit [--from TIME] [--report FILE] [--keep]";

  /**
   * Reads it.
   *
   * @throws IllegalArgumentException with a sentence, if an option is unknown or lacks its value
   */
  static AuditArguments of(String... arguments) {
    @Nullable Instant since = null;
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
      } else if (argument.equals("--from")) {
        since = time(rest.poll());
      } else if (argument.startsWith("--") && argument.indexOf('=') > 2) {
        settings.add(argument);
      } else {
        throw new IllegalArgumentException("'%s' is unknown: %s".formatted(argument, USAGE));
      }
    }
    return new AuditArguments(since, report, keeps, List.copyOf(settings));
  }

  private static Instant time(@Nullable String value) {
    try {
      return OffsetDateTime.parse(value == null ? "" : value).toInstant();
    } catch (DateTimeParseException e) {
      throw new IllegalArgumentException(
          "--from needs a time such as 2026-11-28T09:00:00Z: " + USAGE, e);
    }
  }

  private static Path file(@Nullable String value) {
    if (value == null || value.isEmpty() || value.startsWith("-")) {
      throw new IllegalArgumentException("--report needs a file: " + USAGE);
    }
    return Path.of(value);
  }
}
