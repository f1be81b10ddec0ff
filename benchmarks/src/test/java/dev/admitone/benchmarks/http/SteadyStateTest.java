package dev.admitone.benchmarks.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SteadyStateTest {

  private static final SteadyState.Rule RULE =
      new SteadyState.Rule(
          Duration.ofSeconds(10), Duration.ofSeconds(20), 0.03, Duration.ofSeconds(180));

  @Test
  void oneWindowIsNotEnough() {
    SteadyState state = after(1_000);
    assertThat(state.isSteady()).isFalse();
    assertThat(state.isOver()).isFalse();
  }

  @Test
  void aRateThatGrowsIsNotSteady() {
    SteadyState state = after(1_000, 1_500, 2_000, 2_200);
    assertThat(state.isSteady()).isFalse();
    assertThat(state.isOver()).isFalse();
  }

  @Test
  void twoWindowsThatDifferByLessThanThreeInAHundredAreSteady() {
    assertThat(after(1_000, 2_000, 2_059).isSteady()).isTrue();
    assertThat(after(1_000, 2_059, 2_000).isSteady()).isTrue();
    assertThat(after(1_000, 2_000, 2_062).isSteady()).isFalse();
  }

  @Test
  void windowsThatAreAlikeTooEarlyAreNotSteady() {
    SteadyState slowly =
        new SteadyState(
            new SteadyState.Rule(
                Duration.ofSeconds(10), Duration.ofSeconds(40), 0.03, Duration.ofSeconds(180)));
    double rate = 1_000;
    for (int window = 1; window <= 3; window++) {
      slowly.add(rate *= 1.02);
      assertThat(slowly.isSteady()).as("window %d", window).isFalse();
    }
    slowly.add(rate);
    assertThat(slowly.isSteady()).isTrue();
  }

  @Test
  void onlyTheLastTwoCount() {
    assertThat(after(2_000, 2_000, 2_500).isSteady()).isFalse();
  }

  @Test
  void aServiceThatServesNothingIsNeverSteady() {
    assertThat(after(0, 0, 0).isSteady()).isFalse();
  }

  @Test
  void itIsGivenUpAfterThreeMinutesAndThenItIsNotSteady() {
    SteadyState state = new SteadyState(RULE);
    int windows = 0;
    double rate = 1_000;
    while (!state.isOver()) {
      state.add(rate *= 1.1);
      windows++;
    }
    assertThat(windows).isEqualTo(18);
    assertThat(state.isSteady()).isFalse();
  }

  @Test
  void theFirstMinuteIsItsFirstSixWindows() {
    SteadyState state = after(100, 200, 300, 400, 500, 600, 6_000, 6_000);
    assertThat(state.firstMinutePerSecond()).isCloseTo(350, within(1e-9));
  }

  @Test
  void aMeanIsWhatWasAddedToTheTotalForEachOfTheCount() {
    Map<String, Double> means =
        Measurements.means(
            Map.of("requests in a batch.count", 10.0, "requests in a batch.total", 100.0),
            Map.of(
                "requests in a batch.count", 14.0,
                "requests in a batch.total", 220.0,
                "unused.count", 0.0,
                "unused.total", 0.0));
    assertThat(means).containsExactlyEntriesOf(Map.of("requests in a batch", 30.0));
  }

  private static SteadyState after(double... perSecond) {
    SteadyState state = new SteadyState(RULE);
    for (double each : perSecond) {
      state.add(each);
    }
    return state;
  }
}
