package dev.admitone.processor;

import static dev.admitone.testsupport.Await.closely;
import static dev.admitone.testsupport.Await.patiently;
import static org.assertj.core.api.Assertions.assertThat;

import dev.admitone.processor.TestLog.Told;
import dev.admitone.schemas.avro.RedemptionDecided;
import dev.admitone.schemas.avro.RedemptionRequest;
import dev.admitone.schemas.topics.Topics;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** P9: after a healing the ledger is what it was, and users have the answers that they had. */
@ExtendWith({FreshSite.class, OutputCaptureExtension.class})
@Tag("services")
class P9HealingTest {

  private static final String DECISIONS = "select count(*) from redemption_decisions";

  private final String code = TestRequests.newCode();

  @Test
  @Tag("essential")
  void aLedgerThatWasRestoredIsWhatItWasToTheByteTwiceFromOneBackup(
      Site site, TestLog log, CapturedOutput output) throws Exception {
    List<RedemptionRequest> varied = VariedLog.of(Instant.now());
    List<RedemptionRequest> before = varied.subList(0, varied.size() / 3);
    List<RedemptionRequest> after = new ArrayList<>(varied.subList(before.size(), varied.size()));
    after.addAll(signupsForOneName());

    HealedSite.decide(site, log, before);
    Site backup = HealedSite.copyOf(site);
    HealedSite.placesAtCommits(backup, log);
    HealedSite.decide(site, log, after);
    List<String> ledger = HealedSite.ledger(site);
    List<Told<RedemptionDecided>> told = log.results();

    for (int time = 1; time <= 2; time++) {
      Site restored = HealedSite.copyOf(backup);
      assertThat(HealedSite.ledger(restored)).isNotEqualTo(ledger);
      assertThat(HealedSite.heal(restored)).isZero();
      assertThat(HealedSite.ledger(restored)).isEqualTo(ledger);
      assertThat(HealedSite.count(restored, "select count(*) from healing_codes")).isZero();
      assertThat(output).contains("Nothing is lost");
      assertAnswersAreKept(restored, log, told, varied);
    }
  }

  @Test
  void killedAsOftenAsOneLikesItEndsTheSame(Site site, TestLog log) throws Exception {
    List<RedemptionRequest> varied = VariedLog.of(Instant.now());
    HealedSite.decide(site, log, varied.subList(0, 200));
    Site restored = HealedSite.copyOf(site);
    HealedSite.placesAtCommits(restored, log);
    HealedSite.decide(site, log, varied.subList(200, varied.size()));

    long decisions = HealedSite.count(restored, DECISIONS);
    for (int kill = 1; kill <= 3; kill++) {
      long wanted = decisions + kill * 150L;
      try (HealProcess healing = HealProcess.start(restored)) {
        closely()
            .until(() -> HealedSite.count(restored, DECISIONS) >= wanted || !healing.isRunning());
        assertThat(healing.isRunning()).isTrue();
      }
    }
    assertThat(HealedSite.heal(restored)).isZero();
    assertThat(HealedSite.ledger(restored)).isEqualTo(HealedSite.ledger(site));
  }

  @Test
  void userAKeepsTheLastUseAndUserBIsToldThatItIsGone(Site site, TestLog log) throws Exception {
    HealedSite.decide(site, log, List.of(TestRequests.create(code, 1L)));
    Site restored = HealedSite.copyOf(site);
    HealedSite.placesAtCommits(restored, log);
    HealedSite.decide(site, log, List.of(TestRequests.redeem(code, "user-a")));
    long versionSeen = newestVersion(log);

    // These arrive while the healing runs: lanes decide them afterwards.
    log.append(TestRequests.redeem(code, "user-b"), TestRequests.redeem(code, "user-a"));
    assertThat(HealedSite.heal(restored, "--dry-run")).isZero();
    assertThat(HealedSite.count(restored, DECISIONS)).isEqualTo(1);
    assertThat(HealedSite.heal(restored)).isZero();
    HealedSite.decide(restored, log, List.of(TestRequests.revoke(code)));

    assertThat(TestLog.words(log.awaitResultsFor(code, 5)))
        .containsExactly("DONE", "REDEEMED", "EXHAUSTED", "ALREADY_USED", "DONE");
    patiently().until(() -> newestVersion(log) > versionSeen + (1 << 20));
    assertThat(log.snapshots(code)).extracting(told -> told.value().getVersion()).isSorted();
    assertThat(log.snapshots(code).getLast().value().getCurrentUses()).isOne();
  }

  @Test
  void whatWasDecidedAndNotAnsweredIsDecidedByTheRulesAndAnswered(Site site, TestLog log)
      throws Exception {
    HealedSite.decide(site, log, List.of(TestRequests.create(code, 1L)));
    HealedSite.placesAtCommits(site, log);
    var where = log.append(TestRequests.redeem(code, "ann"), TestRequests.redeem(code, "bob"));
    // Another timeline's lane said that it had decided them.
    new Group(site, log).commit(where.getLast().partition(), where.getLast().offset() + 1);

    assertThat(HealedSite.heal(site)).isZero();
    assertThat(TestLog.words(log.awaitResultsFor(code, 3)))
        .containsExactly("DONE", "REDEEMED", "EXHAUSTED");
    assertThat(HealedSite.count(site, DECISIONS)).isEqualTo(3);
  }

  @Test
  void whatSqlDidAfterTheBackupIsTakenFromTheInvitesTopicOrListed(
      Site site, TestLog log, CapturedOutput output) throws Exception {
    String made = TestRequests.newCode();
    HealedSite.decide(
        site, log, List.of(TestRequests.create(code, 1L), TestRequests.redeem(code, "ann")));
    Site restored = HealedSite.copyOf(site);
    HealedSite.placesAtCommits(restored, log);
    try (RunningProcessor processor = RunningProcessor.start(site)) {
      processor.ownersSql().update("update invites set max_uses = 3 where code = ?", code);
      processor
          .ownersSql()
          .update("insert into invites (code, max_uses, current_uses) values (?, 2, 0)", made);
      patiently().until(() -> !log.snapshots(made).isEmpty() && newestLimit(log) == 3);
      log.append(TestRequests.redeem(code, "bob"), TestRequests.redeem(made, "ann"));
      log.awaitResultsFor(made, 1);
      log.awaitResultsFor(code, 3);
      patiently().until(new Group(site, log)::isAtTheEnd);
    }

    assertThat(HealedSite.heal(restored)).isZero();
    assertThat(
            HealedSite.count(
                restored, "select max_uses from invites where code = '%s'".formatted(code)))
        .isEqualTo(3);
    assertThat(HealedSite.count(restored, "select count(*) from invite_uses")).isEqualTo(3);
    assertThat(output)
        .contains("limit or validity changed by SQL, taken from the invites topic: " + code)
        .contains("made by SQL, taken from the invites topic: " + made);

    // The ledger keeps it as it keeps any change by SQL, with the first decision after it.
    long offset = log.append(TestRequests.redeem(code, "joe")).getFirst().offset();
    HealedSite.decide(restored, log, List.of());
    assertThat(
            HealedSite.owner(restored)
                .queryForList(
                    """
                    select concat_ws(' ', i.code, c.old_values ->> 'max_uses',
                                     c.new_values ->> 'max_uses',
                                     position_offset(c.first_position))
                    from invite_sql_changes c join invites i on i.id = c.invite_id
                    """,
                    String.class))
        .containsExactlyInAnyOrder(
            "%s 1 3 %d".formatted(code, offset),
            "%s 2 %d"
                .formatted(
                    made,
                    log.resultsFor(made).getFirst().value().getAnsweredPosition().getOffset()));
  }

  @Test
  void aCreationThatWasPublishedAndNotAnsweredSucceeds(Site site, TestLog log) throws Exception {
    String code = codeOnPartition(1);
    String beyondTheMark = codeOnPartition(2);
    RedemptionRequest creation = TestRequests.create(code, 2L);
    RedemptionRequest use = TestRequests.redeem(code, "ann");
    RedemptionRequest another = TestRequests.create(beyondTheMark, 5L);
    HealedSite.decide(site, log, List.of());
    Site restored = HealedSite.copyOf(site);
    HealedSite.placesAtCommits(restored, log);
    HealedSite.decide(site, log, List.of(creation, use, another));
    List<String> ledger = HealedSite.ledger(site);
    // Neither the answers nor the commits were in time.
    log.admin()
        .deleteRecords(
            Map.of(
                new TopicPartition(Topics.RESULTS, 1), RecordsToDelete.beforeOffset(1),
                new TopicPartition(Topics.RESULTS, 2), RecordsToDelete.beforeOffset(1)))
        .all()
        .get();
    new Group(site, log).commit(2, 0);

    int told = log.results().size();
    assertThat(HealedSite.heal(restored)).isZero();
    assertThat(HealedSite.ledger(restored)).isEqualTo(ledger);
    patiently().until(() -> log.results().size() == told + 2);
    assertThat(TestLog.words(log.results().subList(told, told + 2))).containsOnly("DONE");
    PromisesKept.check(restored, log, List.of(creation, use, another));
  }

  @Test
  void whatItDoesNotUnderstandOrCannotReachItSaysInOneSentence(Site site, CapturedOutput output) {
    assertThat(HealedSite.heal(site, "--dry")).isOne();
    assertThat(output).contains("'--dry' is unknown: heal [--dry-run]");
    assertThat(HealedSite.heal(Site.withoutTables(site.bootstrapServers()))).isOne();
    assertThat(output)
        .contains("The database has no tables of Admit One")
        .doesNotContain("\tat ", "APPLICATION FAILED");
  }

  private long newestLimit(TestLog log) {
    Long limit = log.snapshots(code).getLast().value().getMaxUses();
    return limit == null ? 0 : limit;
  }

  private long newestVersion(TestLog log) {
    return log.snapshots(code).stream()
        .mapToLong(told -> told.value().getVersion())
        .max()
        .orElse(0);
  }

  /** Every one of the requests, sent again, gets the answer that it had. */
  private static void assertAnswersAreKept(
      Site site, TestLog log, List<Told<RedemptionDecided>> told, List<RedemptionRequest> requests)
      throws Exception {
    PromisesKept.check(site, log, requests);
    int before = log.results().size();
    List<RedemptionRequest> again =
        requests.stream().filter(request -> request.getRefresh() == null).toList();
    HealedSite.decide(site, log, again);
    patiently().until(() -> log.results().size() >= before + again.size());
    assertThat(
            log.results().subList(before, log.results().size()).stream()
                .map(P9HealingTest::answer)
                .distinct())
        .isSubsetOf(told.stream().map(P9HealingTest::answer).distinct().toList());
  }

  private static String answer(Told<RedemptionDecided> told) {
    RedemptionDecided result = told.value();
    boolean isReused = TestLog.word(result).equals("REQUEST_ID_REUSED");
    return isReused
        ? "%s reused".formatted(result.getRequestId())
        : "%s %s %s %s"
            .formatted(
                result.getRequestId(),
                TestLog.word(result),
                result.getDecidedAt(),
                result.getPosition());
  }

  /** Two users who want the same name with codes of two partitions: one of them got it. */
  private List<RedemptionRequest> signupsForOneName() {
    List<RedemptionRequest> all = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      String one = codeOnPartition(1);
      String two = codeOnPartition(2);
      all.add(TestRequests.create(one, 1L));
      all.add(TestRequests.create(two, 1L));
      all.add(TestRequests.signUp(one, "ann-" + i, "name-" + i));
      all.add(TestRequests.signUp(two, "bob-" + i, "name-" + i));
    }
    return all;
  }

  private static String codeOnPartition(int partition) {
    return Stream.generate(TestRequests::newCode)
        .filter(code -> TestLog.partitionOf(code) == partition)
        .findFirst()
        .orElseThrow();
  }
}
