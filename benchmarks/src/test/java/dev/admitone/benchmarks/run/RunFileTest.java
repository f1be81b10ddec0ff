package dev.admitone.benchmarks.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.admitone.benchmarks.figures.Findings;
import dev.admitone.benchmarks.figures.FindingsJson;
import dev.admitone.benchmarks.figures.Kinds;
import dev.admitone.benchmarks.figures.RunJson;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

class RunFileTest {

  private static final Instant FIRST = Instant.parse("2026-01-02T03:04:05Z");
  private static final Instant LATER = Instant.parse("2026-01-02T04:04:05Z");
  private static final Map<String, String> MACHINE = Map.of("processor", "P", "boot", "b1");

  @TempDir Path directory;

  private Path file() {
    return directory.resolve("run-full.json");
  }

  @Test
  void aRunThatWasStoppedGoesOnBehindItsLastSection() throws Exception {
    RunFile run = RunFile.begin(file(), FIRST, "full", MACHINE, "built-1");
    run.put("headline", rates("drain.hot", 1_000, 3_000, 2_000));

    RunFile again = resume(MACHINE, "built-1");

    assertThat(again.isBegun()).isTrue();
    assertThat(again.has("headline")).isTrue();
    assertThat(again.has("http.product")).isFalse();
    assertThat(again.startedAt()).isEqualTo(FIRST);
    assertThat(again.tree().path("ratios").path("drainPerSecond").asDouble()).isEqualTo(2_000);
  }

  @Test
  void figuresOfAnotherMachineAnotherBootOrOtherSourcesAreNeverJoined() throws Exception {
    RunFile run = RunFile.begin(file(), FIRST, "full", MACHINE, "built-1");
    run.put("headline", rates("drain.hot", 1));

    assertThat(resume(Map.of("processor", "Q", "boot", "b1"), "built-1").isBegun()).isFalse();
    assertThat(resume(Map.of("processor", "P", "boot", "b2"), "built-1").isBegun()).isFalse();
    assertThat(resume(MACHINE, "built-2").isBegun()).isFalse();
    assertThat(resume(MACHINE, "built-1").isBegun()).isTrue();
  }

  @Test
  void aSectionThatFailedIsMeasuredAgain() throws Exception {
    RunFile run = RunFile.begin(file(), FIRST, "full", MACHINE, "built-1");
    run.putFailure("http.redis", "it did not start");

    RunFile again = resume(MACHINE, "built-1");
    assertThat(again.has("http.redis")).isFalse();

    again.put("http.redis", rates("http.redis.hot", 5));
    assertThat(again.has("http.redis")).isTrue();
    assertThat(new RunJson(again.tree()).rates().hasId("http.redis.hot")).isTrue();
  }

  @Test
  void ratiosJoinTheRatesOfDifferentSections() throws Exception {
    RunFile run = RunFile.begin(file(), FIRST, "full", MACHINE, "built-1");
    run.put("http.product", rates("http.product.hot", 600, 660, 690));
    run.put("http.function-mvc", rates("http.function-mvc.hot", 200, 220, 230));

    JsonNode tree = FindingsJson.parse(Files.readString(file()));
    assertThat(tree.path("ratios").path("httpHotOverDirect").asDouble()).isEqualTo(3);
    assertThat(tree.path("unsteady")).isEmpty();
  }

  @Test
  void aRatioOfARateThatStillGrewIsMarked() throws Exception {
    Findings growing = new Findings();
    growing.rates().add("http.product.hot", "product", 600);
    growing.rates().markUnsteady("http.product.hot");
    RunFile run = RunFile.begin(file(), FIRST, "full", MACHINE, "built-1");
    run.put("http.product", FindingsJson.of(growing));
    run.put("http.function-mvc", rates("http.function-mvc.hot", 200));

    assertThat(run.tree().path("unsteady").get(0).asString()).isEqualTo("httpHotOverDirect");
  }

  @Test
  void factsAboutTheMachineAreKeptOnce() throws Exception {
    RunFile run = RunFile.begin(file(), FIRST, "full", MACHINE, "built-1");
    ObjectNode first = rates("a", 1);
    first.putObject("machine").put("cores", "2");
    run.put("one", first);
    ObjectNode second = rates("b", 1);
    second.putObject("machine").put("cores", "2");
    run.put("two", second);

    assertThat(run.tree().path("machine").path("cores").asString()).isEqualTo("2");
    assertThat(run.tree().path("sections").path("two").has("machine")).isFalse();
  }

  private RunFile resume(Map<String, String> machine, String built) throws IOException {
    return RunFile.resumeOrBegin(file(), LATER, "full", machine, built);
  }

  private static ObjectNode rates(String id, double... values) {
    Findings findings = new Findings();
    for (double value : values) {
      findings.rates().add(id, id, value);
    }
    findings.add(Kinds.STARTS, new Start(7));
    return FindingsJson.of(findings);
  }

  private record Start(double seconds) {}
}
