package dev.admitone.ops.statistics.counts;

import java.time.Duration;
import java.time.Instant;

/** How long a slot is, in which decisions are counted together; in UTC. */
public enum Step {
  MINUTE("m", Duration.ofMinutes(1)),
  HOUR("h", Duration.ofHours(1));

  private final String letter;
  private final long millis;

  Step(String letter, Duration length) {
    this.letter = letter;
    this.millis = length.toMillis();
  }

  /** How long a slot is. */
  public Duration length() {
    return Duration.ofMillis(millis);
  }

  /** The number of the slot that the time lies in. */
  long slot(Instant time) {
    return Math.floorDiv(time.toEpochMilli(), millis);
  }

  /** The begin of a slot. */
  Instant begin(long slot) {
    return Instant.ofEpochMilli(slot * millis);
  }

  /** The slot as keys have it: in the order of texts, slots are in the order of time. */
  String key(long slot) {
    return "%s%012d".formatted(letter, slot);
  }

  /** The slot of a key that begins as {@link #key} does, behind so many characters. */
  long slotOf(String key, int from) {
    return Long.parseLong(key, from + 1, from + 13, 10);
  }
}
