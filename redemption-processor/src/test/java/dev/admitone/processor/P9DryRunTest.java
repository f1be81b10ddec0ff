package dev.admitone.processor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.admitone.schemas.topics.Topics;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** P9: what a healing would do is known before it, also that it would come too late. */
@ExtendWith({FreshSite.class, OutputCaptureExtension.class})
@Tag("services")
class P9DryRunTest {

  private static final String PLACES =
      "select ledger_places::text from ledger_places order by partition";

  private final Load load = new Load();

  @Test
  void itSaysWhatIsReplayedAndHowLongThatTakesAndChangesNothing(
      Site site, TestLog log, CapturedOutput output) throws Exception {
    HealedSite.decide(site, log, load.creations(2_000));
    Site restored = HealedSite.copyOf(site);
    HealedSite.decide(site, log, load.redemptions(9_000));
    List<String> ledger = HealedSite.ledger(restored);
    List<@Nullable String> places = HealedSite.owner(restored).queryForList(PLACES, String.class);

    assertThat(HealedSite.heal(restored, "--dry-run")).isZero();

    assertThat(output)
        .containsPattern(
            "The healing would take about \\d+ s: 1 s until no result is published any more,"
                + " \\d+ s of reading, and \\d+ s for 9,000 decisions at [\\d,]+ a second\\.")
        .contains("That rate is the one of 9,000 of them")
        .contains("Nothing was changed.");
    assertThat(HealedSite.ledger(restored)).isEqualTo(ledger);
    assertThat(HealedSite.owner(restored).queryForList(PLACES, String.class)).isEqualTo(places);
    assertThat(HealedSite.heal(restored)).isZero();
    assertThat(HealedSite.ledger(restored)).isEqualTo(HealedSite.ledger(site));
  }

  @Test
  void itRefusesWhenRetentionNoLongerReachesTheBackup(Site site, TestLog log, CapturedOutput output)
      throws Exception {
    String code = TestRequests.newCode();
    HealedSite.decide(site, log, List.of(TestRequests.create(code, 9L)));
    Site restored = HealedSite.copyOf(site);
    HealedSite.decide(
        site, log, List.of(TestRequests.redeem(code, "ann"), TestRequests.redeem(code, "bob")));
    assertThat(HealedSite.heal(restored, "--dry-run")).isZero();

    TopicPartition partition = new TopicPartition(Topics.REQUESTS, TestLog.partitionOf(code));
    long last = log.resultsFor(code).getLast().value().getAnsweredPosition().getOffset();
    log.admin().deleteRecords(Map.of(partition, RecordsToDelete.beforeOffset(last))).all().get();

    assertThat(HealedSite.heal(restored, "--dry-run")).isOne();
    assertThat(output)
        .contains(
            "The log no longer reaches back to where this ledger is: in the partitions [%d] it lacks 1 records"
                .formatted(partition.partition()));
    assertThat(HealedSite.count(restored, "select count(*) from invite_uses")).isZero();
  }

  @Test
  void itRefusesWhenRetentionMayHaveTakenWhatUsersWereTold(
      Site site, TestLog log, CapturedOutput output) throws Exception {
    String code = TestRequests.newCode();
    HealedSite.decide(site, log, List.of(TestRequests.create(code, 9L)));
    Site restored = HealedSite.copyOf(site);
    HealedSite.decide(
        site, log, List.of(TestRequests.redeem(code, "ann"), TestRequests.redeem(code, "bob")));

    TopicPartition results = new TopicPartition(Topics.RESULTS, TestLog.partitionOf(code));
    log.admin().deleteRecords(Map.of(results, RecordsToDelete.beforeOffset(1))).all().get();
    assertThat(HealedSite.heal(restored, "--dry-run")).isZero();
    log.admin().deleteRecords(Map.of(results, RecordsToDelete.beforeOffset(2))).all().get();

    assertThat(HealedSite.heal(restored, "--dry-run")).isOne();
    assertThat(output)
        .contains("The results topic no longer reaches back to where this ledger is: in the")
        .contains("1 requests without a result would be decided by the rules");
  }
}
