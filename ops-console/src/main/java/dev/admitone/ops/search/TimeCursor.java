package dev.admitone.ops.search;

import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import java.util.UUID;

/**
 * A place in a list that begins with the newest. The list goes on with what is before it: with an
 * older time, or with the same time and a smaller id.
 */
public record TimeCursor(Instant time, UUID id) {

  private static final UUID ID_MIN = new UUID(0, 0);
  private static final char SEPARATOR = '_';

  /** Before it is all that is older than the time. */
  static TimeCursor before(Instant time) {
    return new TimeCursor(time, ID_MIN);
  }

  /** Reads what {@link #text} wrote; empty if it is something else. */
  public static Optional<TimeCursor> parse(String text) {
    int separator = text.indexOf(SEPARATOR);
    if (separator < 0) {
      return Optional.empty();
    }
    try {
      return Optional.of(
          new TimeCursor(
              Instant.parse(text.substring(0, separator)),
              UUID.fromString(text.substring(separator + 1))));
    } catch (DateTimeParseException | IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /** The form in which a caller sends it back. */
  String text() {
    return time.toString() + SEPARATOR + id;
  }
}
