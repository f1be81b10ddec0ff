package dev.admitone.local.smoke;

import dev.admitone.local.command.BearerToken;
import java.io.PrintStream;

/** A line for each check, with what was seen, in ASCII alone: it is a deployment's text. */
final class SmokeReport {

  private static final int SEEN_LENGTH_MAX = 400;

  private final PrintStream output;
  private final BearerToken token;
  private int checks;
  private int failures;

  SmokeReport(PrintStream output, BearerToken token) {
    this.output = output;
    this.token = token;
  }

  /** Prints a line that is no check. */
  void say(String line) {
    output.println(line);
  }

  /** Prints the line of a check; returns whether it passed. */
  boolean check(boolean passes, String what, String seen) {
    checks++;
    if (!passes) {
      failures++;
    }
    output.printf("  %-6s  %-38s  %s%n", passes ? "ok" : "FAILED", what, readable(seen));
    return passes;
  }

  boolean passed() {
    return failures == 0;
  }

  String summary() {
    return passed()
        ? "Passed: %d checks".formatted(checks)
        : "Failed: %d of %d checks".formatted(failures, checks);
  }

  private String readable(String seen) {
    String hidden = token.hiddenIn(seen);
    return (hidden.length() > SEEN_LENGTH_MAX
            ? hidden.substring(0, SEEN_LENGTH_MAX) + "..."
            : hidden)
        .replaceAll("[^\\x20-\\x7e]", "?");
  }
}
