package dev.admitone.processor;

import static dev.admitone.processor.Waiting.patiently;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatException;

import dev.admitone.schemas.Topics;
import dev.admitone.schemas.avro.RedemptionRequest;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

@ExtendWith({FreshSite.class, OutputCaptureExtension.class})
class StartTest {

  private final String code = Requests.newCode();

  @Test
  void topicsWithAnotherPartitionCountStopTheStartWithOneMessage(
      Site site, TestLog log, CapturedOutput output) {
    assertThatException()
        .isThrownBy(() -> RunningProcessor.start(site, "admit-one.partitions=5").close());

    assertThat(log.results()).isEmpty();
    assertThat(output)
        .contains("The start failed: ")
        .contains("topic redemption-requests has partitions=4, but this service needs 5")
        .doesNotContain("\tat ");
  }

  @Test
  void aSessionThatWouldOutlastTheLanesRightStopsTheStart(Site site, CapturedOutput output) {
    assertThatException()
        .isThrownBy(
            () ->
                RunningProcessor.start(site, "admit-one.processor.session.transaction=60s")
                    .close());
    assertThat(output)
        .contains("The start failed: ")
        .contains("admit-one.processor.session.transaction")
        .contains("Set it above 0 and below the consumer's max.poll.interval.ms, which is PT1M.")
        .doesNotContain("\tat ");
  }

  @Test
  void anInvalidSettingIsNamed(Site site, CapturedOutput output) {
    assertThatException()
        .isThrownBy(() -> RunningProcessor.start(site, "admit-one.processor.lanes=0").close());
    assertThat(output).contains("admit-one.processor.lanes must be at least 1");

    assertThatException()
        .isThrownBy(
            () -> RunningProcessor.start(site, "admit-one.processor.sweep-interval=0s").close());
    assertThat(output).contains("admit-one.processor.sweep-interval must be above 0");
  }

  @Test
  void requestsThatTheLogLostBeforeTheyWereDecidedTurnReadinessRedAndAreNotSkipped(
      Site site, TestLog log) throws Exception {
    Group group = new Group(site, log);
    int partition = TestLog.partitionOf(code);
    try (RunningProcessor _ = RunningProcessor.start(site)) {
      log.append(Requests.create(code, 10L), Requests.redeem(code, "ann"));
      patiently().until(() -> log.results().size() == 2);
    }
    assertThat(group.committed(partition)).isEqualTo(2);
    List<RedemptionRequest> lost =
        IntStream.range(0, 5).mapToObj(i -> Requests.redeem(code, "lost-" + i)).toList();
    log.append(lost);
    log.admin()
        .deleteRecords(
            Map.of(new TopicPartition(Topics.REQUESTS, partition), RecordsToDelete.beforeOffset(7)))
        .all()
        .get();
    RedemptionRequest kept = Requests.redeem(code, "kept");
    log.append(kept);
    String elsewhere =
        Stream.generate(Requests::newCode)
            .filter(other -> TestLog.partitionOf(other) != partition)
            .findFirst()
            .orElseThrow();

    try (RunningProcessor processor = RunningProcessor.start(site, "admit-one.processor.lanes=1")) {
      patiently()
          .untilAsserted(
              () -> {
                var readiness = processor.actuator("health/readiness");
                assertThat(readiness.statusCode()).isEqualTo(503);
                assertThat(readiness.body())
                    .contains("are no longer in the log")
                    .contains("redemption-requests-" + partition);
              });
      // The partition beside it goes on, and that does not hide what is lost.
      log.append(Requests.create(elsewhere, 1L), Requests.redeem(elsewhere, "ann"));
      patiently().until(() -> log.resultsFor(elsewhere).size() == 2);
      assertThat(processor.actuator("health/readiness").body()).contains("longer in the log");
    }
    assertThat(log.resultsFor(code)).hasSize(2);
    assertThat(group.committed(partition)).isEqualTo(2);

    group.commit(partition, 7);
    try (RunningProcessor processor = RunningProcessor.start(site)) {
      patiently().until(() -> !log.results(kept.getRequestId()).isEmpty());
      assertThat(log.resultsFor(code)).hasSize(3);
      processor.awaitReady();
    }
  }

  @Test
  void aLaneThatCanReadOnIsReadyAgainAlsoWhenThereIsNothingToRead(Site site, TestLog log)
      throws Exception {
    int partition = TestLog.partitionOf(code);
    new Group(site, log).commit(partition, 2);
    log.append(Requests.create(code, 10L));

    try (RunningProcessor processor = RunningProcessor.start(site)) {
      patiently()
          .until(() -> processor.actuator("health/readiness").body().contains("longer in the log"));
      log.append(Requests.redeem(code, "ann"));
      processor.awaitReady();
      log.append(Requests.redeem(code, "bob"));
      patiently().until(() -> log.results().size() == 1);
    }
  }
}
