package dev.admitone.processor;

import static dev.admitone.testsupport.Await.patiently;
import static org.assertj.core.api.Assertions.assertThat;

import dev.admitone.schemas.avro.RedemptionRequest;
import dev.admitone.schemas.topics.Topics;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** P9: after a healing what is decided stays decided, also where the log of it is gone. */
@ExtendWith({FreshSite.class, OutputCaptureExtension.class})
@Tag("services")
class P9LostLogTest {

  private final String code = TestRequests.newCode();
  private final String idle = TestRequests.newCode();

  @Test
  void onALogThatWasLostCodesAreValidAgainAndAnswersAreKept(Site site, TestLog log)
      throws Exception {
    RedemptionRequest first = TestRequests.redeem(code, "ann");
    HealedSite.decide(
        site, log, List.of(TestRequests.create(code, 1L), TestRequests.create(idle, 7L), first));
    HealedSite.placesAtCommits(site, log);
    log.admin().deleteTopics(Set.of(Topics.REQUESTS, Topics.RESULTS, Topics.INVITES)).all().get();
    patiently().until(() -> !log.admin().listTopics().names().get().contains(Topics.REQUESTS));

    try (TestLog lost = new TestLog(site.bootstrapServers())) {
      assertThat(HealedSite.heal(site)).isZero();
      HealedSite.decide(site, lost, List.of(first, TestRequests.redeem(code, "bob")));
      assertThat(TestLog.words(lost.awaitResultsFor(code, 2)))
          .containsExactly("REDEEMED", "EXHAUSTED");
      patiently().until(() -> !lost.snapshots(idle).isEmpty());
      assertThat(lost.snapshots(code).getLast().value().getCurrentUses()).isOne();
      assertThat(lost.snapshots(idle).getLast().value().getMaxUses()).isEqualTo(7);
    }
  }

  @Test
  void aLaneThatWasFrozenOverTheLossOfTheLogWritesNothingWithTheOldPositions(Site site, TestLog log)
      throws Exception {
    RedemptionRequest old = TestRequests.redeem(code, "ann");
    RedemptionRequest next = TestRequests.redeem(code, "bob");
    try (ProcessorProcess processor =
        ProcessorProcess.start(
            site,
            "spring.kafka.consumer.properties.session.timeout.ms=6000",
            "admit-one.processor.session.transaction=45s",
            "admit-one.processor.session.idle-in-transaction=45s",
            "admit-one.processor.session.lock=45s",
            "admit-one.processor.session.network=45s")) {
      log.append(TestRequests.create(code, 1L));
      log.awaitResultsFor(code, 1);
      try (LockedInvite lock = LockedInvite.of(site, code)) {
        log.append(old);
        lock.awaitSessionThatWaits();
        processor.freeze();
        log.admin().deleteTopics(Set.of(Topics.REQUESTS)).all().get();
        patiently().until(() -> !log.admin().listTopics().names().get().contains(Topics.REQUESTS));
        try (TestLog again = new TestLog(site.bootstrapServers())) {
          again.append(next);
          assertThat(HealedSite.heal(site)).isZero();
        }
      }
      processor.thaw();
      patiently().until(() -> !log.results(next.getRequestId()).isEmpty());
    }
    assertThat(log.results(old.getRequestId())).isEmpty();
    assertThat(TestLog.words(log.results(next.getRequestId()))).containsExactly("REDEEMED");
    assertThat(HealedSite.count(site, "select count(*) from redemption_decisions")).isEqualTo(2);
    PromisesKept.check(site, log, List.of(next));
  }

  @Test
  void whatRetentionTookBeforeItWasDecidedIsListedAndTheRestCarriedOut(
      Site site, TestLog log, CapturedOutput output) throws Exception {
    HealedSite.decide(site, log, List.of(TestRequests.create(code, 2L)));
    Site restored = HealedSite.copyOf(site);
    HealedSite.placesAtCommits(restored, log);
    UUID gone = UUID.randomUUID();
    HealedSite.decide(
        site,
        log,
        List.of(TestRequests.redeem(gone, code, "ann"), TestRequests.redeem(code, "bob")));
    TopicPartition partition = new TopicPartition(Topics.REQUESTS, TestLog.partitionOf(code));
    long firstLeft = log.resultsFor(code).getLast().value().getAnsweredPosition().getOffset();
    log.admin()
        .deleteRecords(Map.of(partition, RecordsToDelete.beforeOffset(firstLeft)))
        .all()
        .get();

    assertThat(HealedSite.heal(restored)).isZero();
    assertThat(output)
        .contains("never decided, gone from the log: partition " + partition.partition())
        .contains(
            "published, its request is gone from the log: %s %s of user ann was REDEEMED"
                .formatted(gone, code))
        .contains("uses that no request made: %s has 1, the invites topic had 2".formatted(code))
        .contains("3 lines above name what no log contains");
    assertThat(HealedSite.count(restored, "select count(*) from invite_uses where used_by = 'bob'"))
        .isOne();
  }

  @Test
  void aPlaceCanBeSetAndNeverGoesBack(Site site, TestLog log, CapturedOutput output)
      throws Exception {
    HealedSite.decide(site, log, List.of(TestRequests.create(code, 1L)));
    HealedSite.placesAtCommits(site, log);
    int partition = TestLog.partitionOf(code);
    log.append(TestRequests.redeem(code, "ann"), TestRequests.redeem(code, "bob"));

    assertThat(HealedSite.heal(site, "--skip-to", partition + "=2")).isZero();
    String place = "select next_offset from ledger_places where partition = " + partition;
    assertThat(HealedSite.count(site, place)).isEqualTo(2);
    assertThat(HealedSite.heal(site, "--skip-to", partition + "=1")).isOne();
    assertThat(output).contains("A place never goes back");
    assertThat(HealedSite.heal(site, "--skip-to", partition + "=9")).isOne();
    assertThat(HealedSite.count(site, place)).isEqualTo(2);
    assertThat(
            HealedSite.count(site, "select count(*) from ledger_places where reason is not null"))
        .isZero();
  }

  @Test
  void aCopyGetsAnIdOfItsOwn(Site site, TestLog log, CapturedOutput output) throws Exception {
    HealedSite.decide(site, log, List.of(TestRequests.create(code, 1L)));
    HealedSite.placesAtCommits(site, log);
    List<@Nullable String> id =
        HealedSite.owner(site).queryForList("select id from ledger", String.class);
    assertThat(HealedSite.heal(site)).isZero();
    assertThat(output).contains("Ledger and log agree: there is nothing to heal.");
    assertThat(HealedSite.heal(site, "--new-id")).isOne();
    assertThat(output).contains("Only the owner of the tables may give a ledger another id");
    assertThat(HealedSite.heal(site, "--new-id", "--spring.datasource.username=postgres")).isZero();
    assertThat(HealedSite.owner(site).queryForList("select id from ledger", String.class))
        .isNotEqualTo(id);
  }
}
