package dev.admitone.processor;

import static dev.admitone.testsupport.Await.patiently;
import static org.assertj.core.api.Assertions.assertThat;

import dev.admitone.embedded.EmbeddedKafka;
import dev.admitone.schemas.avro.InviteSnapshot;
import dev.admitone.schemas.avro.RedemptionRequest;
import dev.admitone.schemas.topics.Topics;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.TopicPartition;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.jdbc.core.JdbcTemplate;

/** What SQL changes beside the processor reaches the invites topic within 10 s. */
@ExtendWith({FreshSite.class, OutputCaptureExtension.class})
@Tag("services")
@Tag("essential")
class SqlChangesTest {

  private static final Duration PROMISED = Duration.ofSeconds(10);
  private static final String FAST = "admit-one.processor.sweep-interval=50ms";

  private final String code = TestRequests.newCode();

  @Test
  void anInsertAnUpdateAndARevocationReachTheTopicInTime(Site site, TestLog log) throws Exception {
    try (RunningProcessor processor = RunningProcessor.start(site)) {
      JdbcTemplate sql = processor.ownersSql();

      sql.update("insert into invites (code, max_uses) values (?, 3)", code);
      InviteSnapshot inserted = snapshotInTime(log, 1);
      sql.update("update invites set max_uses = 7 where code = ?", code);
      InviteSnapshot updated = snapshotInTime(log, 2);
      sql.update("update invites set revoked_at = now() where code = ?", code);
      InviteSnapshot revoked = snapshotInTime(log, 3);

      assertThat(inserted.getMaxUses()).isEqualTo(3);
      assertThat(updated.getMaxUses()).isEqualTo(7);
      assertThat(updated.getRevokedAt()).isNull();
      assertThat(revoked.getRevokedAt()).isNotNull();
      assertThat(log.results()).isEmpty();
      patiently().untilAsserted(() -> assertThat(noted(sql)).isEmpty());
      assertThat(processor.actuator("prometheus").body())
          .contains("admitone_sweep_refreshes_total{application=\"redemption-processor\"} 3.0")
          .contains("admitone_sweep_failures_total{application=\"redemption-processor\"} 0.0")
          .contains("admitone_sweep_age_seconds{application=\"redemption-processor\"} 0.0");
    }
  }

  @Test
  void theProcessorsOwnWritesAreNotToldToTheLogAgain(Site site, TestLog log) throws Exception {
    try (RunningProcessor processor = RunningProcessor.start(site, FAST)) {
      RedemptionRequest ann = TestRequests.redeem(code, "ann");
      log.append(
          TestRequests.create(code, 5L),
          ann,
          TestRequests.change(code, change -> change.setChangesMaxUses(true).setMaxUses(9)),
          TestRequests.release(UUID.randomUUID(), code, ann.getRequestId()));
      patiently().until(() -> log.results().size() == 4);

      // The sweep that takes this one would have taken those of the processor's writes before.
      String bySql = TestRequests.newCode();
      JdbcTemplate sql = processor.ownersSql();
      sql.update("insert into invites (code) values (?)", bySql);
      patiently().until(() -> !log.snapshots(bySql).isEmpty());

      assertThat(requestsInTheLog(log)).isEqualTo(5);
    }
  }

  @Test
  void aRefreshDoesNotWaitForARowThatAnotherTransactionHolds(Site site, TestLog log)
      throws Exception {
    try (RunningProcessor processor = RunningProcessor.start(site, FAST)) {
      JdbcTemplate sql = processor.ownersSql();
      sql.update("insert into invites (code, max_uses) values (?, 3)", code);
      InviteSnapshot inserted = snapshotInTime(log, 1);
      try (LockedInvite _ = LockedInvite.of(site, code)) {
        sql.update("insert into invite_refreshes (code) values (?)", code);
        patiently().until(() -> log.snapshots(code).size() == 2);
        assertThat(log.snapshots(code).getLast().value()).isEqualTo(inserted);
      }
    }
  }

  @Test
  void twoProcessorsSweepAtOnceAndTellTheLogOfEachChangeOnce(Site site, TestLog log)
      throws Exception {
    int codes = 3_000;
    try (RunningProcessor first = RunningProcessor.start(site, FAST);
        RunningProcessor second = RunningProcessor.start(site, FAST)) {
      JdbcTemplate sql = first.ownersSql();
      for (int i = 0; i < codes; i += 100) {
        sql.update(
            "insert into invites (code) select 'MANY-' || i from generate_series(?, ?) i",
            i,
            i + 99);
      }

      patiently()
          .until(
              () -> IntStream.range(0, codes).noneMatch(i -> log.snapshots("MANY-" + i).isEmpty()));
      patiently().untilAsserted(() -> assertThat(noted(sql)).isEmpty());
      assertThat(requestsInTheLog(log)).isEqualTo(codes);
      second.awaitReady();
    }
  }

  @Test
  void aCrashBetweenTheLogAndTheNoteRepeatsTheRefreshAndLosesNothing(Site site, TestLog log)
      throws Exception {
    AtomicInteger calls = new AtomicInteger();
    try (RunningProcessor processor =
        RunningProcessor.start(site, List.of(PortFaults.class), FAST)) {
      JdbcTemplate sql = processor.ownersSql();
      processor
          .bean(PortFaults.class)
          .refreshing(
              append -> {
                append.run();
                if (calls.incrementAndGet() < 3) {
                  throw new IllegalStateException("thrown by a test");
                }
              });
      sql.update("insert into invites (code) values (?)", code);

      patiently().untilAsserted(() -> assertThat(noted(sql)).isEmpty());
      assertThat(requestsInTheLog(log)).isEqualTo(3);
      snapshotInTime(log, 1);
    }
  }

  @Test
  void whileTheBrokerIsAwayTheChangesWaitAndAreSaidOnce(
      @TempDir Path directory, CapturedOutput output) throws Exception {
    EmbeddedKafka kafka = EmbeddedKafka.start(directory, 0);
    int port = kafka.port();
    Site site = Site.on(kafka.bootstrapServers());
    try (TestLog log = new TestLog(site.bootstrapServers());
        RunningProcessor processor = RunningProcessor.start(site, FAST)) {
      JdbcTemplate sql = processor.ownersSql();
      sql.update("insert into invites (code) values (?)", code);
      snapshotInTime(log, 1);

      kafka.stop();
      sql.update("update invites set max_uses = 1 where code = ?", code);
      patiently()
          .untilAsserted(
              () ->
                  assertThat(processor.actuator("metrics/admitone.sweep.failures").body())
                      .contains("\"value\":2.0"));
      assertThat(noted(sql)).containsExactly(code);
      assertThat(processor.actuator("prometheus").body())
          .doesNotContain("admitone_sweep_age_seconds{application=\"redemption-processor\"} 0.0");
      assertThat(processor.actuator("health/liveness").statusCode()).isEqualTo(200);

      kafka = EmbeddedKafka.start(directory, port);
      patiently().until(() -> log.snapshots(code).getLast().value().getVersion() == 2);
      assertThat(output).containsOnlyOnce("The sweep waits, nothing is lost");
    } finally {
      kafka.stop();
    }
  }

  @Test
  void anErrorInTheSweepTurnsLivenessRedAndTheLanesGoOn(Site site, TestLog log) throws Exception {
    try (RunningProcessor processor =
        RunningProcessor.start(site, List.of(PortFaults.class), FAST)) {
      processor
          .bean(PortFaults.class)
          .refreshing(
              _ -> {
                throw new NoClassDefFoundError("thrown by a test");
              });
      processor.ownersSql().update("insert into invites (code, max_uses) values (?, 3)", code);

      patiently()
          .untilAsserted(
              () -> {
                var liveness = processor.actuator("health/liveness");
                assertThat(liveness.statusCode()).isEqualTo(503);
                assertThat(liveness.body()).contains("its thread ended");
              });
      log.append(TestRequests.redeem(code, "ann"));
      patiently().until(() -> log.results().size() == 1);
      assertThat(TestLog.word(log.results().getFirst().value())).isEqualTo("REDEEMED");
    }
  }

  private InviteSnapshot snapshotInTime(TestLog log, long version) {
    Awaitility.await()
        .pollInterval(Duration.ofMillis(20))
        .atMost(PROMISED)
        .until(
            () ->
                !log.snapshots(code).isEmpty()
                    && log.snapshots(code).getLast().value().getVersion() == version);
    return log.snapshots(code).getLast().value();
  }

  private static Set<@Nullable String> noted(JdbcTemplate sql) {
    return new HashSet<>(sql.queryForList("select code from invite_refreshes", String.class));
  }

  private static long requestsInTheLog(TestLog log) throws Exception {
    long count = 0;
    for (TopicPartition partition : TestLog.partitions(Topics.REQUESTS)) {
      count +=
          log.admin()
              .listOffsets(Map.of(partition, OffsetSpec.latest()))
              .partitionResult(partition)
              .get()
              .offset();
    }
    return count;
  }
}
