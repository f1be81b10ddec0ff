package dev.admitone.processor;

import static dev.admitone.testsupport.Await.patiently;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatException;

import dev.admitone.schemas.avro.RedemptionRequest;
import dev.admitone.schemas.topics.Topics;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

@ExtendWith({FreshSite.class, OutputCaptureExtension.class})
@Tag("services")
class StartTest {

  private final String code = TestRequests.newCode();

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

    assertThatException()
        .isThrownBy(() -> RunningProcessor.start(site, "admit-one.processor.pace=1s").close());
    assertThat(output).contains("admit-one.processor.pace must be between 0 and 250 ms");
  }

  @Test
  void requestsThatTheLogLostBeforeTheyWereDecidedTurnReadinessRedAndAreNotSkipped(
      Site site, TestLog log) throws Exception {
    Group group = new Group(site, log);
    int partition = TestLog.partitionOf(code);
    try (RunningProcessor _ = RunningProcessor.start(site)) {
      log.append(TestRequests.create(code, 10L), TestRequests.redeem(code, "ann"));
      patiently().until(() -> log.results().size() == 2);
    }
    assertThat(group.committed(partition)).isEqualTo(2);
    List<RedemptionRequest> lost =
        IntStream.range(0, 5).mapToObj(i -> TestRequests.redeem(code, "lost-" + i)).toList();
    log.append(lost);
    log.admin()
        .deleteRecords(
            Map.of(new TopicPartition(Topics.REQUESTS, partition), RecordsToDelete.beforeOffset(7)))
        .all()
        .get();
    RedemptionRequest kept = TestRequests.redeem(code, "kept");
    log.append(kept);
    String elsewhere =
        Stream.generate(TestRequests::newCode)
            .filter(other -> TestLog.partitionOf(other) != partition)
            .findFirst()
            .orElseThrow();

    try (RunningProcessor processor =
        RunningProcessor.start(site, "admit-one.processor.compare-interval=500ms")) {
      patiently()
          .untilAsserted(
              () -> {
                var readiness = processor.actuator("health/readiness");
                assertThat(readiness.statusCode()).isEqualTo(503);
                assertThat(readiness.body())
                    .contains("are no longer in the log")
                    .contains("redemption-requests-" + partition)
                    .contains("./admit heal");
              });
      RedemptionRequest waiting = TestRequests.create(elsewhere, 1L);
      log.append(waiting);
      assertThat(log.results()).hasSize(2);
      assertThat(group.committed(partition)).isEqualTo(2);

      // As the healing does.
      processor
          .ownersSql()
          .update(
              """
              update ledger_places
              set reason = null, next_offset = greatest(next_offset, 7), last_offset = null,
                  last_appended_at = null
              where partition = ?
              """,
              partition);
      processor.ownersSql().update("update ledger_places set reason = null");
      patiently().until(() -> !log.results(kept.getRequestId()).isEmpty());
      patiently().until(() -> !log.results(waiting.getRequestId()).isEmpty());
      assertThat(log.resultsFor(code)).hasSize(3);
      processor.awaitReady();
    }
  }
}
