package dev.admitone.processor;

import static dev.admitone.testsupport.Await.patiently;
import static org.assertj.core.api.Assertions.assertThat;

import dev.admitone.processor.jdbc.TextsOfLedger;
import dev.admitone.schemas.avro.RedemptionRequest;
import dev.admitone.schemas.codec.RecordCodec;
import dev.admitone.schemas.codes.Requests;
import dev.admitone.schemas.erasure.UserPseudonyms;
import dev.admitone.schemas.topics.Topics;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** P2, P3, P6: an erased user stays erased and recognized, even where the log is read again. */
@ExtendWith(FreshSite.class)
@Tag("services")
@Tag("essential")
class ErasureThroughTheLogTest {

  private static final String USER = "ann-who-is-erased";
  private static final String KEYSET = UserPseudonyms.newKeyset();
  private static final String KEY = "admit-one.erasure.keyset=" + KEYSET;
  private static final String VERSION_2 = "admit-one.write-version=2";
  private static final String PSEUDONYM = UserPseudonyms.of(KEYSET).primary(USER);

  private final String code = TestRequests.newCode();
  private final String other = TestRequests.newCode();
  private final RedemptionRequest first = TestRequests.redeem(code, USER);

  @Test
  void theUserIsNowhereIsRecognizedAndDoesNotComeBackWithTheWholeLog(Site site, TestLog log)
      throws Exception {
    String ledger;
    try (RunningProcessor processor = RunningProcessor.start(site, KEY, VERSION_2)) {
      log.append(lifeOfTheUser());
      erase(log, code);
      erase(log, other);
      log.append(List.of(TestRequests.redeem(code, USER), first));
      decided(site, log);
      assertThat(TextsOfLedger.with(processor.ownersSql(), USER)).isEmpty();
      assertThat(words(log)).endsWith("DONE", "ALREADY_USED", "REDEEMED");
      assertThat(log.results())
          .filteredOn(told -> told.value().getRequestId().equals(first.getRequestId()))
          .last()
          .extracting(told -> told.value().getUserId())
          .isEqualTo(PSEUDONYM);
      ledger = LedgerDump.of(processor.ownersSql()).text();
    }
    toTheBeginning(site, log);
    try (RunningProcessor processor = RunningProcessor.start(site, KEY, VERSION_2)) {
      decided(site, log);
      assertThat(LedgerDump.of(processor.ownersSql()).text()).isEqualTo(ledger);
    }
    Site empty = Site.on(site.bootstrapServers());
    try (RunningProcessor processor =
        RunningProcessor.start(empty, KEY, VERSION_2, "admit-one.processor.replay=true")) {
      decided(empty, log);
      assertThat(LedgerDump.of(processor.ownersSql()).text()).isEqualTo(ledger);
    }
    assertThat(AuditRun.of(site, "--" + KEY).code()).isZero();
  }

  @Test
  void theAuditFindsNoDifferenceInUsesThatSqlMade(Site site, TestLog log) throws Exception {
    try (RunningProcessor processor = RunningProcessor.start(site, KEY, VERSION_2)) {
      log.append(List.of(TestRequests.create(code, 5L)));
      decided(site, log);
      processor
          .ownersSql()
          .update(
              """
              insert into invite_uses (invite_id, used_by) select id, ? from invites where code = ?
              """,
              USER,
              code);
      log.append(List.of(TestRequests.redeem(code, USER)));
      decided(site, log);
      erase(log, code);
      log.append(List.of(TestRequests.redeem(code, USER)));
      decided(site, log);
      assertThat(TextsOfLedger.with(processor.ownersSql(), USER)).isEmpty();
    }
    assertThat(words(log)).endsWith("ALREADY_USED", "DONE", "ALREADY_USED");
    assertThat(AuditRun.of(site, "--" + KEY).code()).isZero();
    assertThat(AuditRun.of(site).code()).isEqualTo(AuditRun.FAILED);
  }

  @Test
  void anAuditThatBeginsBetweenUseAndErasureFindsNoDifference(Site site, TestLog log)
      throws Exception {
    Instant time;
    try (RunningProcessor processor = RunningProcessor.start(site, KEY, VERSION_2)) {
      log.append(lifeOfTheUser());
      decided(site, log);
      time = Instant.now();
      log.append(List.of(TestRequests.redeem(code, USER)));
      erase(log, code);
      erase(log, other);
      log.append(List.of(TestRequests.redeem(code, USER), first));
      decided(site, log);
      assertThat(TextsOfLedger.with(processor.ownersSql(), USER)).isEmpty();
    }
    assertThat(AuditRun.of(site, "--" + KEY, "--from", time.toString()).differences()).isEmpty();
  }

  @Test
  void withoutAKeyTheRequestIsSetAsideAndNothingIsErased(Site site, TestLog log) throws Exception {
    try (RunningProcessor processor = RunningProcessor.start(site)) {
      log.append(List.of(TestRequests.create(code, 5L), first));
      erase(log, code);
      decided(site, log);
      patiently().until(() -> log.deadLetters().size() == 1);
      assertThat(words(log)).endsWith("DONE", "REDEEMED", "DEAD_LETTERED");
      assertThat(TextsOfLedger.with(processor.ownersSql(), USER)).hasSize(2);
    }
    // With the key that came later: whether it was there is a fact.
    assertThat(AuditRun.of(site, "--" + KEY).code()).isZero();
  }

  @Test
  void aHealingCarriesTheErasureOutThatABackupLacks(Site site, TestLog log) throws Exception {
    HealedSite.decide(site, log, List.of(TestRequests.create(code, 5L), first));
    HealedSite.placesAtCommits(site, log);
    Site backup = HealedSite.copyOf(site);
    try (RunningProcessor _ = RunningProcessor.start(site, KEY, VERSION_2)) {
      log.append(List.of(TestRequests.redeem(code, USER)));
      erase(log, code);
      log.append(List.of(TestRequests.redeem(code, USER)));
      decided(site, log);
    }
    assertThat(HealedSite.heal(backup, "--" + KEY)).isZero();
    assertThat(TextsOfLedger.with(HealedSite.owner(backup), USER)).isEmpty();
    assertThat(HealedSite.ledger(backup)).isEqualTo(HealedSite.ledger(site));
  }

  private List<RedemptionRequest> lifeOfTheUser() {
    RedemptionRequest givenBack = TestRequests.redeem(code, USER);
    return List.of(
        TestRequests.create(code, 5L),
        TestRequests.create(other, 5L),
        givenBack,
        TestRequests.redeem(code, USER),
        TestRequests.release(UUID.randomUUID(), code, givenBack.getRequestId()),
        first,
        TestRequests.redeem(code, "bob"),
        TestRequests.signUp(other, USER, "ann"),
        TestRequests.redeem(other, USER));
  }

  /** Version 1 has no such command. */
  private static void erase(TestLog log, String code) throws Exception {
    RedemptionRequest erase =
        Requests.eraseUser(UUID.randomUUID(), code, USER, PSEUDONYM, "asked for it", "operator");
    log.append(
        TestLog.record(TestLog.partitionOf(code), code, RecordCodec.requests(2).encode(erase)));
  }

  private static void decided(Site site, TestLog log) {
    patiently().until(new Group(site, log)::isAtTheEnd);
  }

  /** Of the partition of the code, in their order. */
  private List<String> words(TestLog log) {
    return log.results().stream()
        .filter(told -> told.value().getCode().equals(code))
        .map(told -> TestLog.word(told.value()))
        .toList();
  }

  private static void toTheBeginning(Site site, TestLog log) throws Exception {
    Group group = new Group(site, log);
    for (TopicPartition partition : TestLog.partitions(Topics.REQUESTS)) {
      group.commit(partition.partition(), 0);
    }
  }
}
