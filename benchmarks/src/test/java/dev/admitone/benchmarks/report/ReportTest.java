package dev.admitone.benchmarks.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.admitone.benchmarks.Rates;
import dev.admitone.benchmarks.Series;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

class ReportTest {

  private static final String RUN =
      """
      {"startedAt": "2026-01-02T03:04:05Z", "size": "full",
       "ratios": {"growthKeyDerivedIds": 1.4},
       "upReadySeconds": {"median": 9.5, "min": 7.0, "max": 12.0},
       "latencyMillis": {"httpHalfP95": 12.5, "httpHalfP99": 200.0},
       "ratioRounds": [
         {"id": "hotDrainOverBestRowLock", "median": 12.25, "min": 11.0, "max": 13.5},
         {"id": "shareOfBulkInsertLimit", "median": 0.4, "min": 0.3, "max": 0.5}],
       "ratesPerSecond": [
         {"id": "drain.hot", "title": "hot drain", "median": 31500.0, "min": 1.0, "max": 2.0},
         {"id": "function.nowait.4", "title": "NOWAIT", "median": 1500.0, "min": 1.0, "max": 2.0}],
       "latencies": [
         {"target": "gateway", "load": "one hot code", "share": 0.5, "arrivedPerSecond": 1000.0,
          "arrivals": 500, "served": 499, "p50": 4.0, "p95": 12.5, "p99": 200.0, "p999": 210.0,
          "max": 220.0}]}
      """;

  @Test
  void theReportSaysOfEachFigureWhetherItIsReached() {
    String page = ReportPage.of(ResultsJson.parse(RUN), "2026-01-02T0304Z.json");
    assertThat(page)
        .contains("results/2026-01-02T0304Z.json")
        .contains("best row lock | ≥ 10 | ≥ 10 | 12.25 | 11.00 | 13.50 | aim reached |")
        .contains("connections | ≥ 0.50 | ≥ 0.80 | 0.40 | 0.30 | 0.50 | **missed** |")
        .contains("p95 at half of saturation, ms | ≤ 50 | ≤ 15 | 12.50 |  |  | aim reached |")
        .contains("p99 at half of saturation, ms | ≤ 100 | ≤ 30 | 200.00 |  |  | **missed** |")
        .contains("built to ready, s | ≤ 15 | ≤ 8 | 9.50 | 7.00 | 12.00 | must reached |")
        .contains("ids from keys | ≤ 1.25 | ≤ 1.10 | 1.40 |  |  | **missed** |")
        .contains("| NOWAIT | 1,500 |");
  }

  @Test
  void theChartsAreSvg(@TempDir Path directory) throws Exception {
    Charts.write(ResultsJson.parse(RUN), directory);
    for (String chart : List.of(Charts.HEADLINE, Charts.LATENCY)) {
      assertThat(Files.readString(directory.resolve(chart))).contains("<svg");
    }
    assertThat(directory.resolve(Charts.GROWTH)).doesNotExist();
  }

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
  void aJsonIsReadAsItWasWritten() {
    JsonNode run = ResultsJson.parse(RUN);
    assertThat(ResultsJson.parse(ResultsJson.text(run))).isEqualTo(run);
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
