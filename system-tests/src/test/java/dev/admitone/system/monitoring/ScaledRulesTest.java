package dev.admitone.system.monitoring;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Rules for tests differ from those of a deployment in their durations and in nothing else. */
class ScaledRulesTest {

  private static final List<Integer> DIVISORS =
      List.of(WatchedStack.DIVISOR, WatchedStack.DIVISOR_OF_HOURS);

  /** Found in another way than the class that scales finds them: all that looks like one. */
  private static final Pattern DURATION =
      Pattern.compile("(?m)\\b(?:\\d+(?:ms|[smhdwy]))+\\b|(?<= [<>] \\d{1,2} \\* )\\d+$");

  private static final Pattern SECONDS = Pattern.compile("\\d+");

  @Test
  void eachDurationIsDividedByTheSameNumberAndTheRestIsTheSame() {
    for (Path file : MonitoringFiles.in(MonitoringFiles.RULES)) {
      for (int divisor : DIVISORS) {
        String original = MonitoringFiles.text(file);
        String scaled = ScaledRules.of(original, divisor);
        assertThat(DURATION.split(scaled, -1)).isEqualTo(DURATION.split(original, -1));
        assertThat(durations(original)).isNotEmpty();
        assertThat(durations(scaled).stream().map(each -> each.multipliedBy(divisor)).toList())
            .isEqualTo(durations(original));
      }
    }
  }

  @Test
  void rangesOffsetsAndWaitsAreScaled() {
    assertThat(
            ScaledRules.of(
                """
                interval: 1m
                expr: max_over_time(rate(a_5m[5m] offset 1h)[1h30m:30s]) > 300
                expr: a > 6 * 3600 and b < 14 * 86400
                for: 2m
                """,
                30))
        .isEqualTo(
            """
            interval: 2000ms
            expr: max_over_time(rate(a_5m[10000ms] offset 120000ms)[180000ms:1000ms]) > 300
            expr: a > 6 * 120 and b < 14 * 2880
            for: 4000ms
            """);
  }

  private static List<Duration> durations(String text) {
    return DURATION
        .matcher(text)
        .results()
        .map(MatchResult::group)
        .map(each -> SECONDS.matcher(each).matches() ? each + "s" : each)
        .map(ScaledRules::parse)
        .toList();
  }
}
