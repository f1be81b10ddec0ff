package dev.admitone.service.watch;

import java.time.Instant;

/**
 * What readiness is red for.
 *
 * @param about the topic or the group, or the broker
 * @param what what is missing, in words
 * @param since when the first poll that found it began
 */
public record Trouble(String about, String what, Instant since) {

  /** As health shows it. */
  String text() {
    return "since %s: %s".formatted(since, what);
  }
}
