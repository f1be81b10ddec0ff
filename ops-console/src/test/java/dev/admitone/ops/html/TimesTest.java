package dev.admitone.ops.html;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TimesTest {

  @Test
  void timesAreAbsoluteAndNameTheirZone() {
    assertThat(Times.utc(Instant.parse("2026-01-31T12:00:00.123Z")))
        .isEqualTo("2026-01-31 12:00:00.123 UTC");
  }

  @ParameterizedTest
  @CsvSource({"PT0.25S, 250 ms", "PT1.9S, 1900 ms", "PT90S, 90 s", "PT3M, 3 min", "PT50H, 2 days"})
  void durationsHaveTheLargestUnitOfWhichThereAreTwo(Duration duration, String expected) {
    assertThat(Times.duration(duration)).isEqualTo(expected);
  }

  @Test
  void pathsAreEncoded() {
    assertThat(Paths.user("a/b;c?d&e=f \"<é"))
        .isEqualTo("/users?id=a%2Fb%3Bc%3Fd%26e%3Df%20%22%3C%C3%A9");
  }
}
