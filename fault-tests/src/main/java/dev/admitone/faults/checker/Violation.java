package dev.admitone.faults.checker;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A promise that was broken.
 *
 * @param what what is wrong, in a sentence without its end
 * @param records what shows it, as text: calls, responses, records of the log, rows
 */
public record Violation(Promise promise, String what, List<String> records) {

  /** Takes a copy. */
  public Violation {
    records = List.copyOf(records);
  }

  /** A violation that these parts of the history show. */
  static Violation of(Promise promise, String what, Object... records) {
    return new Violation(promise, what, Arrays.stream(records).map(String::valueOf).toList());
  }

  /** As it is printed: the promise, what is wrong, and the records, one a line. */
  public String inWords() {
    return records.stream()
        .map(record -> "\n    " + record)
        .collect(Collectors.joining("", promise + ": " + what, ""));
  }
}
