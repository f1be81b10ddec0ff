package dev.admitone.gateway.log.results;

import static org.assertj.core.api.Assertions.assertThat;

import dev.admitone.gateway.log.requests.LogPosition;
import dev.admitone.gateway.support.SettableClock;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class WatermarksTest {

  private final SettableClock clock = new SettableClock();
  private final Watermarks watermarks = new Watermarks(clock, 2);

  @Test
  void countsWhatLiesBetweenTheLastDecisionAndTheRequest() {
    assertThat(watermarks.ahead(at(0))).isZero();
    assertThat(watermarks.ahead(at(7))).isEqualTo(7);
    watermarks.advance(at(4));
    assertThat(watermarks.ahead(at(7))).isEqualTo(2);
    assertThat(watermarks.ahead(at(4))).isZero();
    assertThat(watermarks.ahead(new LogPosition(1, 7))).isEqualTo(7);
    assertThat(watermarks.ahead(at(Long.MAX_VALUE))).isEqualTo(Long.MAX_VALUE - 5);
  }

  @Test
  void neverGoesBack() {
    watermarks.advance(at(4));
    watermarks.advance(at(2));
    assertThat(watermarks.of(0)).isEqualTo(4);
    assertThat(watermarks.of(1)).isEqualTo(Watermarks.NONE);
  }

  @Test
  void saysNothingOfWhatLiesBeforeItsBeginningUntilAResultSaysHowFarItIs() {
    watermarks.beginAt(0, 7);
    assertThat(watermarks.of(0)).isEqualTo(6);
    assertThat(watermarks.ahead(at(7))).isZero();
    watermarks.advance(at(2));
    assertThat(watermarks.of(0)).isEqualTo(2);
    watermarks.beginAt(0, 7);
    assertThat(watermarks.of(0)).isEqualTo(2);
  }

  @Test
  void expectsADelayByTheRateOfTheLastSeconds() {
    for (int i = 0; i < 40; i++) {
      watermarks.advance(at(i));
      clock.pass(Duration.ofMillis(100));
    }
    // Ten a second.
    assertThat(watermarks.expectedDelay(at(40))).isEqualTo(Duration.ofSeconds(1));
    assertThat(watermarks.expectedDelay(at(99))).isEqualTo(Duration.ofSeconds(6));
    assertThat(watermarks.expectedDelay(at(1_000_000))).isEqualTo(Duration.ofSeconds(30));
    assertThat(watermarks.expectedDelay(at(Long.MAX_VALUE))).isEqualTo(Duration.ofSeconds(30));
  }

  @Test
  void expectsNoFastAnswerOfALaneThatStandsStill() {
    for (int i = 0; i < 40; i++) {
      watermarks.advance(at(i));
      clock.pass(Duration.ofMillis(100));
    }
    clock.pass(Duration.ofMinutes(20));
    assertThat(watermarks.expectedDelay(at(41))).isEqualTo(Duration.ofSeconds(5));
    assertThat(watermarks.expectedDelay(at(40))).isEqualTo(Duration.ofSeconds(1));
  }

  private static LogPosition at(long offset) {
    return new LogPosition(0, offset);
  }
}
