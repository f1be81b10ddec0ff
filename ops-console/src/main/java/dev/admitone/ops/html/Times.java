package dev.admitone.ops.html;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** How pages write times and durations. */
public final class Times {

  private static final DateTimeFormatter UTC =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss.SSS 'UTC'", Locale.ROOT)
          .withZone(ZoneOffset.UTC);

  private static final Duration SECONDS_MAX = Duration.ofMinutes(2);
  private static final Duration MINUTES_MAX = Duration.ofHours(2);
  private static final Duration HOURS_MAX = Duration.ofDays(2);

  private Times() {}

  /** Such as {@code 2026-01-31 12:00:00.000 UTC}; the script of pages adds the local time. */
  public static String utc(Instant time) {
    return UTC.format(time);
  }

  /** A duration in the largest unit that leaves at least two of it, such as {@code 90 s}. */
  public static String duration(Duration duration) {
    Duration size = duration.abs();
    if (size.compareTo(Duration.ofSeconds(2)) < 0) {
      return duration.toMillis() + " ms";
    }
    if (size.compareTo(SECONDS_MAX) < 0) {
      return duration.toSeconds() + " s";
    }
    if (size.compareTo(MINUTES_MAX) < 0) {
      return duration.toMinutes() + " min";
    }
    return size.compareTo(HOURS_MAX) < 0 ? duration.toHours() + " h" : duration.toDays() + " days";
  }
}
