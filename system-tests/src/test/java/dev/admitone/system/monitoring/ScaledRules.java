package dev.admitone.system.monitoring;

import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Rules with each of their durations divided by one number: ranges, offsets, how long a condition
 * must last, and hours and days that a metric is compared with, written as {@code 6 * 3600}. A test
 * that shows an alert need not wait for minutes then. Other values stay as they are, also where
 * they are seconds.
 */
final class ScaledRules {

  private static final Pattern PLACE =
      Pattern.compile(
          "(?<=\\[)[0-9a-z:]+(?=])"
              + "|(?<=\\boffset )[0-9a-z]+"
              + "|(?<=\\b(?:for|keep_firing_for|interval): )[0-9a-z]+"
              + "|(?<=[0-9] \\* )(?:3600|86400)\\b");
  private static final Pattern SECONDS = Pattern.compile("[0-9]+");
  private static final Pattern PART = Pattern.compile("(\\d+)(ms|[smhdwy])");

  private static final Map<String, Duration> UNITS =
      Map.of(
          "ms", Duration.ofMillis(1),
          "s", Duration.ofSeconds(1),
          "m", Duration.ofMinutes(1),
          "h", Duration.ofHours(1),
          "d", Duration.ofDays(1),
          "w", Duration.ofDays(7),
          "y", Duration.ofDays(365));

  private ScaledRules() {}

  /** The text of a file of rules, in which everything lasts a part of what it did. */
  static String of(String rules, int divisor) {
    return PLACE.matcher(rules).replaceAll(place -> scaled(place.group(), divisor));
  }

  /** A range, a subquery's range and step, or the seconds of an hour or of a day. */
  private static String scaled(String durations, int divisor) {
    if (SECONDS.matcher(durations).matches()) {
      return String.valueOf(Integer.parseInt(durations) / divisor);
    }
    return Arrays.stream(durations.split(":", -1))
        .map(each -> each.isEmpty() ? "" : parse(each).dividedBy(divisor).toMillis() + "ms")
        .collect(Collectors.joining(":"));
  }

  /**
   * Returns what a duration of Prometheus says, such as {@code 1h30m}.
   *
   * @throws IllegalArgumentException if it is none
   */
  static Duration parse(String text) {
    if (!PART.matcher(text).replaceAll("").isEmpty()) {
      throw new IllegalArgumentException("no duration: " + text);
    }
    return PART.matcher(text)
        .results()
        .map(ScaledRules::part)
        .reduce(Duration.ZERO, Duration::plus);
  }

  private static Duration part(MatchResult part) {
    Duration unit = UNITS.getOrDefault(part.group(2), Duration.ZERO);
    return unit.multipliedBy(Long.parseLong(part.group(1)));
  }
}
