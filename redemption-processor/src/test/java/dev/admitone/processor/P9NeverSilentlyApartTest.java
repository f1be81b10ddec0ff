package dev.admitone.processor;

import static dev.admitone.testsupport.Await.patiently;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.admitone.schemas.avro.RedemptionRequest;
import dev.admitone.schemas.topics.Topics;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * P9: where ledger and log do not agree on how far decisions have come, nothing is decided, and
 * readiness says why and which command helps. Where they do, lanes go on without an alarm.
 */
@ExtendWith(FreshSite.class)
@Tag("services")
class P9NeverSilentlyApartTest {

  private static final String OFTEN = "admit-one.processor.compare-interval=500ms";

  private final String code = TestRequests.newCode();
  private final int partition = TestLog.partitionOf(code);
  private JdbcTemplate sql;

  @BeforeEach
  void connect(Site site) {
    sql = SavedLedger.owner(site);
  }

  @Test
  @Tag("essential")
  void aLedgerRestoredWhileNothingRanIsNoticedBeforeAnythingIsDecided(Site site, TestLog log)
      throws Exception {
    SavedLedger whole;
    SavedLedger restored;
    try (RunningProcessor processor = RunningProcessor.start(site, OFTEN)) {
      decide(log, TestRequests.create(code, 1L));
      restored = SavedLedger.of(site);
      decide(log, TestRequests.redeem(code, "ann"));
      assertThat(gauge(processor, "admitone.ledger.apart")).isZero();
    }
    whole = SavedLedger.of(site);
    restored.putBack();
    RedemptionRequest bob = TestRequests.redeem(code, "bob");

    try (RunningProcessor processor = RunningProcessor.start(site, OFTEN)) {
      log.append(bob);
      processor.awaitApart("the ledger is behind the log", "./admit heal");
      assertThat(gauge(processor, "admitone.ledger.apart")).isEqualTo(1);
      assertThat(processor.actuator("health/liveness").statusCode()).isEqualTo(200);
      assertThatThrownBy(() -> sql.update("update invites set max_uses = 9"))
          .hasMessageContaining("./admit heal");
      assertThat(log.results(bob.getRequestId())).isEmpty();

      whole.putBack();
      patiently().until(() -> !log.results(bob.getRequestId()).isEmpty());
      processor.awaitReady();
      assertThat(TestLog.words(log.results(bob.getRequestId()))).containsExactly("EXHAUSTED");
    }
  }

  @Test
  void aLedgerRestoredUnderRunningLanesIsNoticedWithRequestsAndWithout(Site site, TestLog log)
      throws Exception {
    try (RunningProcessor processor = RunningProcessor.start(site, OFTEN)) {
      decide(log, TestRequests.create(code, 1L));
      SavedLedger restored = SavedLedger.of(site);
      decide(log, TestRequests.redeem(code, "ann"));
      SavedLedger whole = SavedLedger.of(site);

      restored.putBack();
      RedemptionRequest bob = TestRequests.redeem(code, "bob");
      log.append(bob);
      processor.awaitApart("the ledger is behind the log");
      assertThat(log.results(bob.getRequestId())).isEmpty();
      assertThat(uses()).isZero();

      whole.putBack();
      patiently().until(() -> !log.results(bob.getRequestId()).isEmpty());
      assertThat(TestLog.words(log.results(bob.getRequestId()))).containsExactly("EXHAUSTED");
      processor.awaitReady();

      restored.putBack();
      processor.awaitApart("the ledger is behind the log");
    }
  }

  @Test
  void committedOffsetsThatAreDeletedOrSetBackAreNoReasonToStop(Site site, TestLog log)
      throws Exception {
    Group group = new Group(site, log);
    try (RunningProcessor _ = RunningProcessor.start(site, OFTEN)) {
      decide(log, TestRequests.create(code, 2L), TestRequests.redeem(code, "ann"));
      log.append(TestLog.record(partition, code, new byte[] {1, 2, 3}));
      decide(log, TestRequests.redeem(code, "bob"));
      patiently().until(group::isAtTheEnd);
    }
    deleteGroup(site, log);
    int told = log.results().size();
    try (RunningProcessor processor = RunningProcessor.start(site, OFTEN)) {
      patiently().until(() -> log.results().size() == told + 3);
      decide(log, TestRequests.redeem(code, "joe"));
      patiently().until(group::isAtTheEnd);
      processor.awaitReady();
    }
    group.commit(partition, 1);
    int toldThen = log.results().size();
    try (RunningProcessor processor = RunningProcessor.start(site, OFTEN)) {
      patiently().until(() -> log.results().size() == toldThen + 3);
      patiently().until(group::isAtTheEnd);
      processor.awaitReady();
    }
    assertThat(TestLog.words(log.resultsFor(code)))
        .containsExactly(
            "DONE",
            "REDEEMED",
            "REDEEMED",
            "DONE",
            "REDEEMED",
            "REDEEMED",
            "EXHAUSTED",
            "REDEEMED",
            "REDEEMED",
            "EXHAUSTED");
    assertThat(log.deadLetters()).hasSize(3);
  }

  @Test
  void committedOffsetsThatAreSetPastUndecidedRequestsStopTheLanes(Site site, TestLog log)
      throws Exception {
    try (RunningProcessor _ = RunningProcessor.start(site, OFTEN)) {
      decide(log, TestRequests.create(code, 2L));
    }
    RedemptionRequest skipped = TestRequests.redeem(code, "ann");
    log.append(skipped);
    new Group(site, log).commit(partition, 2);
    try (RunningProcessor processor = RunningProcessor.start(site, OFTEN)) {
      processor.awaitApart("the ledger is behind the log");
      assertThat(log.results(skipped.getRequestId())).isEmpty();
    }
  }

  @Test
  void aTopicMadeAgainUnderRunningLanesStopsThemAndAfterTheHealingARestartIsEnough(
      Site site, TestLog log) throws Exception {
    // Named lanes get back after a restart what they had before, without a look at the topic.
    String named = "admit-one.processor.instance=p9";
    RedemptionRequest bob = TestRequests.redeem(code, "bob");
    try (RunningProcessor processor = RunningProcessor.start(site, OFTEN, named)) {
      decide(log, TestRequests.create(code, 1L), TestRequests.redeem(code, "ann"));

      log.admin().deleteTopics(Set.of(Topics.REQUESTS)).all().get();
      patiently().until(() -> !log.admin().listTopics().names().get().contains(Topics.REQUESTS));
      try (TestLog again = new TestLog(site.bootstrapServers())) {
        again.append(bob);
      }
      processor.awaitApart("redemption-requests was made again", "./admit heal");
      assertThat(log.results(bob.getRequestId())).isEmpty();
    }
    // As the healing does.
    sql.update(
        """
        update ledger_places
        set topic_id = ?, next_offset = 0, last_offset = null, last_appended_at = null,
            first_result = 2, reason = null
        """,
        topicId(log));
    try (RunningProcessor processor = RunningProcessor.start(site, OFTEN, named)) {
      patiently().until(() -> !log.results(bob.getRequestId()).isEmpty());
      assertThat(TestLog.words(log.results(bob.getRequestId()))).containsExactly("EXHAUSTED");
      processor.awaitReady();
    }
  }

  @Test
  void aLogThatIsShorterOrAnotherOneThanTheLedgerKnowsStopsTheLanes(Site site, TestLog log)
      throws Exception {
    try (RunningProcessor processor = RunningProcessor.start(site, OFTEN)) {
      decide(log, TestRequests.create(code, 1L), TestRequests.redeem(code, "ann"));
      SavedLedger whole = SavedLedger.of(site);

      sql.update("update ledger_places set next_offset = 9 where partition = ?", partition);
      processor.awaitApart("the log was cut", "ends at offset 2");
      whole.putBack();
      processor.awaitReady();

      sql.update(
          """
          update ledger_places set last_appended_at = last_appended_at - interval '1 ms'
          where partition = ?
          """,
          partition);
      processor.awaitApart("the log is another one", "another record at offset 1");
      whole.putBack();
      processor.awaitReady();
      decide(log, TestRequests.redeem(code, "bob"));
    }
  }

  @Test
  void transactionMarkersAndPollsOfDeadLettersAloneMoveThePlaceToo(Site site, TestLog log)
      throws Exception {
    Group group = new Group(site, log);
    try (RunningProcessor processor = RunningProcessor.start(site, OFTEN)) {
      decide(log, TestRequests.create(code, 1L));
      appendInATransaction(site, log, TestRequests.redeem(code, "ann"));
      patiently().until(() -> log.resultsFor(code).size() == 2);
      // The marker lies before or after it, as it is fast: the place goes past what was read.
      long garbage = log.append(TestLog.record(partition, code, new byte[] {1, 2, 3})).offset();
      patiently().until(() -> place() > garbage);
      patiently().until(() -> group.committed(partition) > garbage);
      processor.awaitReady();
    }
    try (RunningProcessor processor = RunningProcessor.start(site, OFTEN)) {
      decide(log, TestRequests.redeem(code, "bob"));
      assertThat(place()).isEqualTo(5);
      patiently().until(() -> group.committed(partition) == 5);
      assertThat(TestLog.words(log.resultsFor(code)))
          .containsExactly("DONE", "REDEEMED", "EXHAUSTED");
      processor.awaitReady();
    }
  }

  @Test
  void anotherLedgerIsRefusedTheGroup(Site site, TestLog log) throws Exception {
    String elsewhere = otherSite(site).jdbcUrl();
    Site other = new Site(site.bootstrapServers(), elsewhere, site.group());
    try (RunningProcessor processor = RunningProcessor.start(site, OFTEN)) {
      decide(log, TestRequests.create(code, 1L));
      try (RunningProcessor refused = RunningProcessor.start(other, OFTEN)) {
        refused.awaitApart("belong to the ledger", "a group of its own");
        decide(log, TestRequests.redeem(code, "ann"), TestRequests.redeem(code, "bob"));
        assertThat(SavedLedger.owner(other).queryForList("select from redemption_decisions"))
            .isEmpty();
      }
      processor.awaitReady();
    }
    // As an operator or version 0.1 commits: without a word of whose it is.
    Group group = new Group(site, log);
    for (int number = 0; number < RunningProcessor.PARTITIONS; number++) {
      group.commit(number, number == partition ? 3 : 0);
    }
    try (RunningProcessor refused = RunningProcessor.start(other, OFTEN)) {
      refused.awaitApart("the ledger is empty");
    }
  }

  @Test
  void ofTwoLanesOnOnePartitionOneBeginsAgainAndEachRequestIsDecidedOnce(Site site, TestLog log)
      throws Exception {
    Site sameLedger = new Site(site.bootstrapServers(), site.jdbcUrl(), site.group() + "-too");
    List<RedemptionRequest> requests =
        Stream.concat(
                Stream.of(TestRequests.create(code, 20L)),
                IntStream.range(0, 60).mapToObj(i -> TestRequests.redeem(code, "user-" + i)))
            .toList();
    try (RunningProcessor one = RunningProcessor.start(site, OFTEN);
        RunningProcessor two = RunningProcessor.start(sameLedger, OFTEN)) {
      one.awaitReady();
      two.awaitReady();
      for (RedemptionRequest request : requests) {
        log.append(request);
      }
      patiently().until(new Group(site, log)::isAtTheEnd);
      patiently().until(new Group(sameLedger, log)::isAtTheEnd);
      assertThat(uses()).isEqualTo(20);
      assertThat(sql.queryForList("select from redemption_decisions")).hasSize(requests.size());
      for (RedemptionRequest request : requests) {
        patiently().until(() -> !log.results(request.getRequestId()).isEmpty());
        assertThat(Set.copyOf(TestLog.words(log.results(request.getRequestId())))).hasSize(1);
      }
      assertThat(log.deadLetters()).isEmpty();
      one.awaitReady();
      two.awaitReady();
    }
  }

  @Test
  void aLedgerOfBeforeThePlacesTakesThemFromTheGroupIfItHasTheDecisions(Site site, TestLog log)
      throws Exception {
    Group group = new Group(site, log);
    try (RunningProcessor _ = RunningProcessor.start(site, OFTEN)) {
      decide(log, TestRequests.create(code, 1L), TestRequests.redeem(code, "ann"));
      patiently().until(group::isAtTheEnd);
    }
    deletePlacesOf(site);
    group.commit(partition, 2);
    try (RunningProcessor processor = RunningProcessor.start(site, OFTEN)) {
      processor.awaitReady();
      assertThat(place()).isEqualTo(2);
      decide(log, TestRequests.redeem(code, "bob"));
      patiently().until(group::isAtTheEnd);
    }
    // Older processors beside new ones move no places.
    sql.update(
        """
        update ledger_places set next_offset = 1, last_offset = null, last_appended_at = null
        where partition = ?
        """,
        partition);
    try (RunningProcessor processor = RunningProcessor.start(site, OFTEN)) {
      processor.awaitReady();
      assertThat(place()).isEqualTo(3);
    }
    deletePlacesOf(site);
    group.commit(partition, 3);
    sql.update("delete from redemption_decisions where used_by = 'bob'");
    try (RunningProcessor processor = RunningProcessor.start(site, OFTEN)) {
      processor.awaitApart("the ledger is behind the log");
    }
  }

  private void decide(TestLog log, RedemptionRequest... requests) throws Exception {
    log.append(requests);
    for (RedemptionRequest request : requests) {
      patiently().until(() -> !log.results(request.getRequestId()).isEmpty());
    }
  }

  private static String topicId(TestLog log) throws Exception {
    var topics = log.admin().describeTopics(List.of(Topics.REQUESTS)).allTopicNames().get();
    return requireNonNull(topics.get(Topics.REQUESTS)).topicId().toString();
  }

  private static double gauge(RunningProcessor processor, String name) {
    return processor.bean(MeterRegistry.class).get(name).gauge().value();
  }

  private @Nullable Long uses() {
    return sql.queryForObject("select count(*) from invite_uses", Long.class);
  }

  private long place() {
    Long place =
        sql.queryForObject(
            "select next_offset from ledger_places where partition = ?", Long.class, partition);
    return place == null ? -1 : place;
  }

  private static Site otherSite(Site site) {
    return Site.on(site.bootstrapServers());
  }

  private static void deletePlacesOf(Site site) {
    SavedLedger.owner(site).update("delete from ledger_places");
  }

  private static void deleteGroup(Site site, TestLog log) throws Exception {
    log.admin()
        .deleteConsumerGroupOffsets(site.group(), Set.copyOf(TestLog.partitions(Topics.REQUESTS)))
        .all()
        .get();
  }

  private void appendInATransaction(Site site, TestLog log, RedemptionRequest request) {
    Map<String, Object> settings =
        Map.of("bootstrap.servers", site.bootstrapServers(), "transactional.id", site.group());
    try (KafkaProducer<byte[], byte[]> producer =
        new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer())) {
      producer.initTransactions();
      producer.beginTransaction();
      var _ = producer.send(log.record(request));
      producer.commitTransaction();
    }
  }
}
