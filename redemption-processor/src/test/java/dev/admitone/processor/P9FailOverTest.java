package dev.admitone.processor;

import static dev.admitone.testsupport.Await.patiently;
import static org.assertj.core.api.Assertions.assertThat;

import dev.admitone.schemas.avro.RedemptionRequest;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** P9: a primary that is killed, and a standby that has all of it or lags. */
@ExtendWith({FreshSite.class, OutputCaptureExtension.class})
@Tag("services")
class P9FailOverTest {

  private static final String OFTEN = "admit-one.processor.compare-interval=500ms";

  /** The longest wait between two tries, as if the primary had been away for long. */
  private static final String[] LONG_AWAY = {
    "admit-one.processor.back-off.initial=5s", "admit-one.processor.back-off.max=5s"
  };

  private static final Duration DECIDES_AFTER_MAX = Duration.ofSeconds(20);

  private final Load load = new Load();

  @Test
  void onAStandbyNothingIsDecidedAndALaggingOneThatIsPromotedIsHealed(
      Site site, TestLog log, CapturedOutput output, @TempDir Path directory) throws Exception {
    try (StandbyPair servers = StandbyPair.in(directory, site)) {
      Site primary = servers.of(site);
      try (RunningProcessor processor = RunningProcessor.start(primary, OFTEN)) {
        log.append(load.creations(60));
        aProcessOnAStandbyTakesNoPartition(servers.ofStandby(site), log, processor, output);

        servers.cutOff();
        int told = log.results().size();
        try (Load _ = load.on(log)) {
          patiently().until(() -> log.results().size() > told + 100);
          servers.failOver();
          processor.awaitApart("the ledger is behind the log", "./admit heal");
          assertThat(HealedSite.heal(primary)).isZero();
          processor.awaitReady();
        }
        patiently().until(new Group(primary, log)::isAtTheEnd);
        processor.awaitReady();
      }
      assertThat(output).contains("the ledger is behind: it lacks", "Nothing is lost");
      PromisesKept.check(primary, log, load.sent());
    }
  }

  @Test
  void aSynchronousStandbyThatIsPromotedDecidesWithinTwentySecondsAndLacksNothing(
      Site site, TestLog log, CapturedOutput output, @TempDir Path directory) throws Exception {
    try (StandbyPair servers = StandbyPair.in(directory, site)) {
      Site both = servers.of(site);
      servers.replicateSynchronously();
      try (RunningProcessor processor = RunningProcessor.start(both, LONG_AWAY)) {
        log.append(load.creations(600));
        try (Load _ = load.on(log)) {
          patiently().until(() -> log.results().size() > 100);
          servers.failOver();
          long promoted = System.nanoTime();
          RedemptionRequest first = load.redemptions(1).getFirst();
          log.append(first);
          patiently()
              .atMost(DECIDES_AFTER_MAX)
              .until(() -> !log.results(first.getRequestId()).isEmpty());
          System.out.printf(
              "Decisions went on %.1f s after the promotion%n",
              (System.nanoTime() - promoted) / 1e9);
        }
        patiently().until(new Group(both, log)::isAtTheEnd);
        processor.awaitReady();
      }
      assertThat(output).doesNotContain("the ledger is behind");
      PromisesKept.check(both, log, load.sent());
    }
  }

  /** It leaves the group, so that the other process decides all codes. */
  private void aProcessOnAStandbyTakesNoPartition(
      Site standby, TestLog log, RunningProcessor onThePrimary, CapturedOutput output)
      throws Exception {
    // Migrations are the primary's.
    try (RunningProcessor refused =
        RunningProcessor.start(standby, OFTEN, "spring.flyway.enabled=false")) {
      refused.awaitApart("the database is a standby");
      for (RedemptionRequest request : load.redemptions(12)) {
        log.append(request);
        patiently().until(() -> !log.results(request.getRequestId()).isEmpty());
      }
      onThePrimary.awaitReady();
      refused.awaitApart("the database is a standby");
    }
    // A session that is thrown away is told by its cause, not by the rollback that it lacks.
    assertThat(output).doesNotContain("overridden by rollback exception");
  }
}
