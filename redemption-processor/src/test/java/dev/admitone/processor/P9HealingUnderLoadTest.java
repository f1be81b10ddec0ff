package dev.admitone.processor;

import static dev.admitone.testsupport.Await.patiently;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** P9: a restore with users who go on and a processor that runs. */
@ExtendWith({FreshSite.class, OutputCaptureExtension.class})
@Tag("services")
class P9HealingUnderLoadTest {

  private static final String OFTEN = "admit-one.processor.compare-interval=1s";

  private final Load load = new Load();

  @Test
  void aProcessorWaitsForTheHealingAndThenEveryUserHasOneAnswer(
      Site site, TestLog log, CapturedOutput output) throws Exception {
    HealedSite.decide(site, log, load.creations(40));
    Site restored = HealedSite.copyOf(site);
    HealedSite.decide(site, log, load.redemptions(200));

    try (RunningProcessor processor = RunningProcessor.start(restored, OFTEN)) {
      processor.awaitApart("./admit heal");
      try (Load _ = load.on(log)) {
        assertThat(HealedSite.heal(restored)).isZero();
        processor.awaitReady();
      }
      patiently().until(new Group(restored, log)::isAtTheEnd);
    }
    assertThat(output).contains("Nothing is lost");
    PromisesKept.check(restored, log, load.sent());
  }
}
