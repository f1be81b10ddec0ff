package dev.admitone.benchmarks.summary;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.admitone.benchmarks.figures.Rates;
import dev.admitone.benchmarks.figures.Series;
import java.util.List;
import org.junit.jupiter.api.Test;

class RatiosTest {

  @Test
  void aRatioIsTheMedianOfTheRoundsRatiosToTheBestOfThePeers() {
    Rates rates = new Rates();
    add(rates, "drain.hot", 1_000, 3_000, 2_000);
    add(rates, "function.nowait.4", 100, 150, 400);
    add(rates, "function.blocking.64", 10, 10, 10);
    List<Series> ratios = Ratios.of(rates);
    assertThat(median(ratios, "hotDrainOverBestRowLock")).isCloseTo(10, within(1e-9));
    assertThat(median(ratios, "hotDrainOverRowLock64")).isCloseTo(200, within(1e-9));
    assertThat(ratios).extracting(Series::id).doesNotContain("shareOfBulkInsertLimit");
  }

  @Test
  void aRatioAtALatencyOfCommitsIsNeverTakenFromAnotherLatency() {
    Rates rates = new Rates();
    add(rates, "http.product.hot", 5_000);
    add(rates, "http.product.hot.commit1000us", 4_000);
    add(rates, "http.function-mvc.hot.commit1000us", 400);
    List<Series> ratios = Ratios.of(rates);
    assertThat(median(ratios, "httpHotOverDirectAt1ms")).isCloseTo(10, within(1e-9));
    assertThat(ratios).extracting(Series::id).containsExactly("httpHotOverDirectAt1ms");
  }

  @Test
  void aRatioIsAsSteadyAsBothItsSides() {
    Rates rates = new Rates();
    add(rates, "http.product.zipf", 5_000);
    add(rates, "http.function-mvc.zipf", 4_000);
    assertThat(Ratios.of(rates).getFirst().steady()).isTrue();
    rates.markUnsteady("http.function-mvc.zipf");
    assertThat(Ratios.of(rates).getFirst().steady()).isFalse();
  }

  private static void add(Rates rates, String id, double... perSecond) {
    for (double each : perSecond) {
      rates.add(id, id, each);
    }
  }

  private static double median(List<Series> ratios, String id) {
    return ratios.stream()
        .filter(ratio -> ratio.id().equals(id))
        .findFirst()
        .orElseThrow()
        .median();
  }
}
