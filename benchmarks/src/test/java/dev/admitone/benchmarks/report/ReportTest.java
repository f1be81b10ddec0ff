package dev.admitone.benchmarks.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.admitone.benchmarks.figures.FindingsJson;
import dev.admitone.benchmarks.figures.RunJson;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

class ReportTest {

  private static final String RUN =
      """
      {"startedAt": "2026-01-02T03:04:05Z", "size": "full",
       "ratios": {"httpHotOverDirect": 2.5, "growthFromKeys": 1.25},
       "latencyMillis": {"httpAt2900P95": 12.5},
       "unsteady": ["httpHotOverDirect"],
       "ratioRounds": [
         {"id": "httpHotOverDirect", "median": 2.5, "min": 2.25, "max": 3.0,
          "rounds": [2.25, 2.5, 3]}],
       "machine": {"cores": "2"},
       "sections": {
         "http.product": {
           "contenders": [
             {"id": "product", "name": "Admit One", "description": "A log.", "note": "",
              "keeps": ["NEVER_OVER", "REPLAY"], "commitsInPostgres": true}],
           "warmUps": [
             {"contender": "product", "load": "hot", "windowSeconds": 10.0, "steady": false,
              "perSecond": [1000.0, 2000.0], "firstMinutePerSecond": 1500.0,
              "firstMinuteSeconds": 20.0}],
           "loads": [
             {"contender": "product", "load": "hot", "commitMillis": 0.0, "pool": 0,
              "perSecond": 5000.0, "byThird": [4900.0, 5000.0, 5100.0], "steady": false,
              "p50": 40.0, "p99": 90.0, "generatorMicros": 10.0,
              "inside": {"cpuMicros": 300.0, "means": {"requests in a batch": 28.0},
                "collections": {"young": 3, "full": 1, "youngMedianMillis": 17.0}}},
             {"contender": "product", "load": "hot", "commitMillis": 2.5, "perSecond": 4000.0}],
           "latencies": [
             {"contender": "product", "load": "hot", "share": 0.0, "offeredPerSecond": 500.0,
              "arrivals": 500, "served": 499, "p50": 6.0, "p95": 12.5, "p99": 27.0, "p999": 30.0,
              "max": 31.0},
             {"contender": "product", "load": "hot", "share": 0.0, "offeredPerSecond": 1000.0,
              "p99": 28.0}],
           "commits": [
             {"contender": "product", "emulatedMillis": 2.5, "measuredMillis": 2.71}]},
         "http.function-mvc": {
           "contenders": [
             {"id": "function-mvc", "name": "Row lock", "description": "A function.",
              "note": "It refuses.", "keeps": ["NEVER_OVER"], "commitsInPostgres": true}],
           "loads": [
             {"contender": "function-mvc", "load": "hot", "commitMillis": 0.0, "pool": 4,
              "perSecond": 2000.0, "byThird": [2000.0], "steady": true,
              "inside": {"cpuMicros": 400.0}},
             {"contender": "function-mvc", "load": "hot", "commitMillis": 2.5, "perSecond": 380.0}],
           "latencies": [
             {"contender": "function-mvc", "load": "hot", "share": 0.0, "offeredPerSecond": 500.0,
              "p50": 0.8, "p99": 5.0},
             {"contender": "function-mvc", "load": "hot", "share": 0.0, "offeredPerSecond": 1000.0,
              "p99": 4200.0}]},
         "bulk": {
           "bulk": [
             {"redemptionsACall": 50, "redemptionsPerSecond": 20500.0, "cpuMicros": 60.4,
              "p50": 70.1, "p99": 120.2, "steady": true}]},
         "http.redis": {"failed": "it did not start"},
         "headline": {
           "ratesPerSecond": [
             {"id": "drain.hot", "title": "hot drain", "median": 31500.0, "min": 1.0, "max": 2.0,
              "steady": true, "rounds": [31500.0]},
             {"id": "function.nowait.4", "title": "NOWAIT", "median": 1500.0, "min": 1.0,
              "max": 2.0, "steady": true, "rounds": [1500.0]}]}}}
      """;

  private static final String PAGE =
      ReportPage.of(new RunJson(FindingsJson.parse(RUN)), "2026-01-02T0304Z.json");

  @Test
  void aRatioHasItsSpreadAndIsMarkedWhereARateStillGrew() {
    assertThat(PAGE)
        .contains("behind Spring MVC | 2.50 (2.25 to 3.00) **(not steady)** |")
        .contains("ids from keys | 1.25 |")
        .contains("p95, ms | 12.5 |");
  }

  @Test
  void manyRedemptionsInACallAreCountedOneByOne() {
    assertThat(PAGE)
        .contains("with 50 redemptions of one hot code in a call, at saturation:")
        .contains("20,500 redemptions a second, 60 µs of processor time for each")
        .contains("call takes 70 ms (p50) to 120 ms (p99)");
  }

  @Test
  void itHasNoColumnOfGoals() {
    assertThat(PAGE).doesNotContain("must").doesNotContain("aim");
  }

  @Test
  void whereAPeerIsBetterComesFirst() {
    assertThat(PAGE)
        .containsSubsequence(
            "### Row lock",
            "**Better here:** p50 when 500 a second want one code 0.8 against 6.0 ms",
            "Not better here: one hot code over HTTP 2,000 against 5,000 a second",
            "a commit takes 2.5 ms 380 against 4,000 a second",
            "It does not keep: once per user",
            "It refuses.");
  }

  @Test
  void theFirstMinuteIsARowOfItsOwn() {
    assertThat(PAGE).contains("| Admit One | 1,500 (first 20 s) | 20 | **not reached** |");
  }

  @Test
  void slowerCommitsAreSaidToBeEmulatedAndMeasured() {
    assertThat(PAGE)
        .contains("When a commit takes longer (emulated)")
        .contains("| contender | this disk | commits of 2.5 ms |")
        .contains("with 2.5 ms emulated: 2.71 to 2.71 ms");
  }

  @Test
  void aSectionThatFailedIsNamed() {
    assertThat(PAGE).contains("Not measured: http.redis, it did not start.");
  }

  @Test
  void theChartsUseWordsAndMarkTheProduct(@TempDir Path directory) throws IOException {
    Report.write(FindingsJson.parse(RUN), Instant.parse("2026-01-02T03:04:05Z"), directory);
    for (String chart : List.of(Charts.HTTP_HOT, Charts.LATENCY, Charts.COMMITS, Charts.DRAIN)) {
      String svg = Files.readString(directory.resolve(chart));
      assertThat(svg).startsWith("<svg").contains("prefers-color-scheme: dark");
      assertThat(svg).contains("class=\"product\"").contains("class=\"peer\"");
      assertThat(svg).contains(">Admit One").contains(">Row lock");
    }
    assertThat(directory.resolve(Charts.GROWTH)).doesNotExist();
    assertThat(directory.resolve(Charts.HTTP_ZIPF)).doesNotExist();
    assertThat(Files.readString(directory.resolve(Charts.LATENCY)))
        .containsSubsequence("28.0 ms", "4.2 s: does not keep up");
    JsonNode written =
        FindingsJson.parse(Files.readString(directory.resolve("results/2026-01-02T0304Z.json")));
    assertThat(written).isEqualTo(FindingsJson.parse(RUN));
  }
}
