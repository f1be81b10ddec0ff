package dev.admitone.processor;

import static dev.admitone.testsupport.Await.patiently;
import static org.assertj.core.api.Assertions.assertThat;

import dev.admitone.schemas.avro.RedemptionRequest;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** P9: a primary and a standby that lags. */
@ExtendWith({FreshSite.class, OutputCaptureExtension.class})
@Tag("services")
class P9FailOverTest {

  private static final String OFTEN = "admit-one.processor.compare-interval=500ms";

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
