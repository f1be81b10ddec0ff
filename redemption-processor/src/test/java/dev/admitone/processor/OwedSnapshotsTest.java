package dev.admitone.processor;

import static dev.admitone.testsupport.Await.patiently;
import static org.assertj.core.api.Assertions.assertThat;

import dev.admitone.schemas.avro.InviteSnapshot;
import dev.admitone.schemas.avro.RedemptionRequest;
import java.util.UUID;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** From schema version 2 on results say how often an invite is used, and snapshots come later. */
@ExtendWith(FreshSite.class)
@Tag("services")
class OwedSnapshotsTest {

  private static final String VERSION_TWO = "admit-one.write-version=2";
  private static final String NEVER = "admit-one.snapshot-interval=1h";
  private static final String SOON = "admit-one.snapshot-interval=1s";
  private static final String SWEEPS_SOON = "admit-one.processor.sweep-interval=100ms";

  private final String code = TestRequests.newCode();

  @Test
  void usesAreToldByResultsAndTheirSnapshotIsOwed(Site site, TestLog log) throws Exception {
    try (RunningProcessor processor = RunningProcessor.start(site, VERSION_TWO, NEVER)) {
      append(log, TestRequests.create(code, 100L));
      for (int i = 0; i < 20; i++) {
        append(log, TestRequests.redeem(code, "user-" + i));
        assertThat(log.resultsFor(code).getLast().value().getCurrentUses()).isEqualTo(i + 1);
      }
      // Behind it on the partition: what is published of it shows that nothing else is to come.
      String other = otherCodeOnItsPartition();
      append(log, TestRequests.create(other, 1L));
      patiently().until(() -> !log.snapshots(other).isEmpty());
      assertThat(log.snapshots(code))
          .extracting(told -> told.value().getCurrentUses())
          .containsOnly(0L);
      assertThat(notes(processor)).isEqualTo(1);
    }
  }

  @Test
  void whatIsOwedIsPublishedAfterTheIntervalAndTheNoteIsGone(Site site, TestLog log)
      throws Exception {
    try (RunningProcessor processor =
        RunningProcessor.start(site, VERSION_TWO, SOON, SWEEPS_SOON)) {
      append(log, TestRequests.create(code, null));
      for (int i = 0; i < 20; i++) {
        append(log, TestRequests.redeem(code, "user-" + i));
      }
      patiently().until(() -> latest(log).getCurrentUses() == 20);
      patiently().until(() -> notes(processor) == 0);
      append(log, TestRequests.redeem(code, "late"));
      append(log, TestRequests.redeem(code, "later"));
      patiently().until(() -> latest(log).getCurrentUses() == 22);
    }
  }

  @Test
  void aKilledProcessStillOwesTheSnapshot(Site site, TestLog log) throws Exception {
    try (ProcessorProcess killed = ProcessorProcess.start(site, VERSION_TWO, NEVER)) {
      append(log, TestRequests.create(code, 100L));
      append(log, TestRequests.redeem(code, "ann"));
      append(log, TestRequests.redeem(code, "bob"));
      append(log, TestRequests.redeem(code, "joe"));
      killed.kill();
    }
    assertThat(latest(log).getCurrentUses()).isLessThan(3);
    try (RunningProcessor processor =
        RunningProcessor.start(site, VERSION_TWO, NEVER, SWEEPS_SOON)) {
      assertThat(notes(processor)).isEqualTo(1);
      processor.ownersSql().update("update invite_refreshes set due_at = clock_timestamp()");
      patiently().until(() -> latest(log).getCurrentUses() == 3);
      patiently().until(() -> notes(processor) == 0);
    }
  }

  @Test
  void theLastUseAndWhatOperatorsDoAreShownAtOnce(Site site, TestLog log) throws Exception {
    try (RunningProcessor _ = RunningProcessor.start(site, VERSION_TWO, NEVER)) {
      RedemptionRequest ann = TestRequests.redeem(code, "ann");
      append(log, TestRequests.create(code, 3L));
      append(log, ann);
      append(log, TestRequests.redeem(code, "bob"));
      append(log, TestRequests.redeem(code, "joe"));
      patiently().until(() -> latest(log).getCurrentUses() == 3);
      append(log, TestRequests.release(UUID.randomUUID(), code, ann.getRequestId()));
      patiently().until(() -> latest(log).getCurrentUses() == 2);
      append(log, TestRequests.revoke(code));
      patiently().until(() -> latest(log).getRevokedAt() != null);
    }
  }

  @Test
  void versionOneHasASnapshotBehindEachBatchAndNoNotes(Site site, TestLog log) throws Exception {
    try (RunningProcessor processor =
        RunningProcessor.start(site, "admit-one.write-version=1", NEVER)) {
      append(log, TestRequests.create(code, 100L));
      for (int i = 1; i <= 5; i++) {
        int uses = i;
        append(log, TestRequests.redeem(code, "user-" + i));
        patiently().until(() -> latest(log).getCurrentUses() == uses);
      }
      assertThat(notes(processor)).isZero();
    }
  }

  /** In a batch of its own. */
  private static void append(TestLog log, RedemptionRequest request) throws Exception {
    log.append(request);
    patiently().until(() -> !log.results(request.getRequestId()).isEmpty());
  }

  private InviteSnapshot latest(TestLog log) {
    patiently().until(() -> !log.snapshots(code).isEmpty());
    return log.snapshots(code).getLast().value();
  }

  private static long notes(RunningProcessor processor) {
    Long count =
        processor.ownersSql().queryForObject("select count(*) from invite_refreshes", Long.class);
    return count == null ? 0 : count;
  }

  private String otherCodeOnItsPartition() {
    String other = TestRequests.newCode();
    while (TestLog.partitionOf(other) != TestLog.partitionOf(code)) {
      other = TestRequests.newCode();
    }
    return other;
  }
}
