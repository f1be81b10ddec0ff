package dev.admitone.ops.settings;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Whether the console counts what is decided, how much of it is kept, and what is unusual.
 *
 * @param enabled whether the console counts; without it, the page and the call say so
 * @param minutesKept for how long the numbers of each minute are kept
 * @param hoursKept for how long the numbers of each hour are kept
 * @param codesMax how many codes each minute and each hour has numbers of its own for; all others
 *     are counted together
 * @param usersMax how many users are told apart over all hours; an hour with more says that its
 *     number of users is too low
 * @param refusalsMin how many refusals for one reason a minute has at least where that is unusual
 * @param refusalsFactor how many times as many refusals as a minute of the hour before had on
 *     average are unusual
 * @param codesTried with how many codes within an hour a user is refused where that is unusual
 * @param usersRefused to how many users within an hour a code is refused where that is unusual
 * @param alertsKept for how long an alert is kept after it was last seen
 */
@ConfigurationProperties("admit-one.ops.statistics")
public record StatisticsProperties(
    @DefaultValue("true") boolean enabled,
    @DefaultValue("3h") Duration minutesKept,
    @DefaultValue("48h") Duration hoursKept,
    @DefaultValue("500") int codesMax,
    @DefaultValue("500000") int usersMax,
    @DefaultValue("100") int refusalsMin,
    @DefaultValue("5") int refusalsFactor,
    @DefaultValue("20") int codesTried,
    @DefaultValue("100") int usersRefused,
    @DefaultValue("7d") Duration alertsKept) {

  private static final String PREFIX = "admit-one.ops.statistics.";
  private static final Duration MINUTES_KEPT_MIN = Duration.ofMinutes(62);

  /** Of codes and users that are told apart for an alert. */
  private static final int TOLD_APART_MAX = 500;

  /** Checks the values. */
  public StatisticsProperties {
    check(
        minutesKept.compareTo(MINUTES_KEPT_MIN) >= 0,
        "minutes-kept must be at least 62m: a minute is compared with the hour before it");
    check(
        hoursKept.compareTo(minutesKept) >= 0, "hours-kept must not be shorter than minutes-kept");
    check(codesMax >= 1, "codes-max must be at least 1");
    check(usersMax >= 1, "users-max must be at least 1");
    check(refusalsMin >= 1, "refusals-min must be at least 1");
    check(refusalsFactor >= 2, "refusals-factor must be at least 2");
    check(isToldApart(codesTried), "codes-tried must be from 2 to " + TOLD_APART_MAX);
    check(isToldApart(usersRefused), "users-refused must be from 2 to " + TOLD_APART_MAX);
    check(alertsKept.isPositive(), "alerts-kept must be more than nothing");
  }

  private static boolean isToldApart(int count) {
    return count >= 2 && count <= TOLD_APART_MAX;
  }

  private static void check(boolean valid, String otherwise) {
    if (!valid) {
      throw new IllegalArgumentException(PREFIX + otherwise);
    }
  }
}
