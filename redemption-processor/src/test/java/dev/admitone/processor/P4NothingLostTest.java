package dev.admitone.processor;

import static dev.admitone.testsupport.Await.patiently;
import static org.assertj.core.api.Assertions.assertThat;

import dev.admitone.processor.TestLog.Told;
import dev.admitone.schemas.avro.RedemptionDecided;
import dev.admitone.schemas.avro.RedemptionRequest;
import dev.admitone.testsupport.BrokerProxy;
import java.sql.Connection;
import java.sql.DriverManager;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.apache.kafka.common.protocol.ApiKeys;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/**
 * P4: a request that is in the log ends in exactly one decision and is told, wherever between its
 * log and its offset's commit the processor is killed.
 */
@ExtendWith(FreshSite.class)
@Tag("services")
@Tag("essential")
class P4NothingLostTest {

  /** Named, so that whoever comes after the killed one need not wait for the end of its session. */
  private static final String INSTANCE = "admit-one.processor.instance=p4";

  private static final String LEDGER =
      "select d::text from redemption_decisions d order by position";
  private static final String DECIDED_IDS = "select id from redemption_decisions";
  private static final String USES_AND_COUNTS_THAT_DIFFER =
      """
      select count(*) from invites i
      where i.current_uses <> (select count(*) from invite_uses where invite_id = i.id)
      """;
  private static final String WRITERS_OF_USES_THAT_WAIT =
      """
      select count(distinct a.pid)
      from pg_stat_activity a join pg_locks l on l.pid = a.pid
      where a.datname = current_database() and a.wait_event_type = 'Lock'
        and l.relation = 'invite_uses'::regclass and l.mode = 'RowExclusiveLock' and l.granted
      """;
  private static final String OTHER_SESSIONS =
      """
      select count(*) from pg_stat_activity
      where datname = current_database() and pid <> pg_backend_pid()
      """;

  private final List<String> codes = codesOnTwoPartitions();
  private final List<RedemptionRequest> creations =
      codes.stream().map(code -> TestRequests.create(code, 2L)).toList();
  private final List<RedemptionRequest> redemptions =
      codes.stream().flatMap(code -> redemptions(code).stream()).toList();
  private JdbcTemplate jdbc;

  @BeforeEach
  void connect(Site site) {
    jdbc = new JdbcTemplate(new DriverManagerDataSource(site.jdbcUrl(), "postgres", ""));
  }

  @Test
  void killedInTheMiddleOfATransactionItDecidesAfterwards(Site site, TestLog log) throws Exception {
    try (ProcessorProcess processor = ProcessorProcess.start(site, INSTANCE);
        Connection operator = DriverManager.getConnection(site.jdbcUrl(), "postgres", "")) {
      create(site, log);
      operator.setAutoCommit(false);
      operator.createStatement().execute("lock table redemption_decisions in share mode");
      log.append(redemptions);
      patiently().until(() -> number(WRITERS_OF_USES_THAT_WAIT) > 0);
      processor.kill();
      operator.rollback();
    }
    patiently().until(() -> number(OTHER_SESSIONS) == 0);
    assertThat(ledger()).hasSize(creations.size());
    assertThat(number("select count(*) from invite_uses")).isZero();
    assertThat(log.results()).hasSize(creations.size());

    try (RunningProcessor _ = RunningProcessor.start(site, INSTANCE)) {
      eachIsDecidedOnceAndTold(site, log);
    }
  }

  @Test
  void killedAfterTheCommitAndBeforePublishingItTellsWhatItHadDecided(Site site, TestLog log)
      throws Exception {
    List<@Nullable String> committed;
    try (BrokerProxy broker = BrokerProxy.before(site.brokerPort());
        ProcessorProcess processor = ProcessorProcess.start(site.behind(broker), INSTANCE)) {
      create(site, log);
      broker.hold(ApiKeys.PRODUCE);
      log.append(redemptions);
      patiently().until(() -> ledger().size() == decisions() && broker.heldCount() > 0);
      processor.kill();
      committed = ledger();
    }
    assertThat(log.results()).hasSize(creations.size());

    try (RunningProcessor _ = RunningProcessor.start(site, INSTANCE)) {
      eachIsDecidedOnceAndTold(site, log);
    }
    assertThat(ledger()).isEqualTo(committed);
  }

  @Test
  void killedAfterPublishingAndBeforeTheOffsetsCommitItTellsTheSameAgain(Site site, TestLog log)
      throws Exception {
    Group group = new Group(site, log);
    List<@Nullable String> committed;
    try (BrokerProxy broker = BrokerProxy.before(site.brokerPort());
        ProcessorProcess processor = ProcessorProcess.start(site.behind(broker), INSTANCE)) {
      create(site, log);
      broker.hold(ApiKeys.OFFSET_COMMIT);
      log.append(redemptions);
      patiently()
          .until(
              () ->
                  log.results().size() == creations.size() + redemptions.size()
                      && broker.heldCount() > 0);
      processor.kill();
      committed = ledger();
    }
    assertThat(committed).hasSize(decisions());
    for (String code : codes) {
      assertThat(group.committed(TestLog.partitionOf(code))).isEqualTo(1);
    }

    try (RunningProcessor _ = RunningProcessor.start(site, INSTANCE)) {
      patiently().until(() -> log.results().size() >= creations.size() + 2 * redemptions.size());
      eachIsDecidedOnceAndTold(site, log);
    }
    assertThat(log.results()).hasSize(creations.size() + 2 * redemptions.size());
    assertThat(ledger()).isEqualTo(committed);
  }

  private static List<String> codesOnTwoPartitions() {
    String first = TestRequests.newCode();
    return Stream.iterate(first, _ -> TestRequests.newCode())
        .filter(code -> code.equals(first) || isElsewhere(code, first))
        .limit(2)
        .toList();
  }

  private static boolean isElsewhere(String code, String other) {
    return TestLog.partitionOf(code) != TestLog.partitionOf(other);
  }

  /** Of three users, one of whom asks twice, for two uses; and one id with two contents. */
  private static List<RedemptionRequest> redemptions(String code) {
    RedemptionRequest ann = TestRequests.redeem(code, "ann");
    return List.of(
        ann,
        TestRequests.redeem(code, "ann"),
        TestRequests.redeem(code, "bob"),
        TestRequests.redeem(code, "joe"),
        TestRequests.redeem(ann.getRequestId(), code, "joe"));
  }

  private void create(Site site, TestLog log) throws Exception {
    log.append(creations);
    patiently().until(() -> log.results().size() == creations.size());
    patiently().until(new Group(site, log)::isAtTheEnd);
  }

  private void eachIsDecidedOnceAndTold(Site site, TestLog log) {
    patiently().until(new Group(site, log)::isAtTheEnd);
    for (String code : codes) {
      // Told twice or once, each position has one answer.
      List<RedemptionDecided> answers =
          log.resultsFor(code).stream()
              .map(Told::value)
              .distinct()
              .sorted(Comparator.comparingLong(answer -> answer.getPosition().getOffset()))
              .toList();
      assertThat(answers)
          .extracting(TestLog::word)
          .containsExactly(
              "DONE", "REDEEMED", "ALREADY_USED", "REDEEMED", "EXHAUSTED", "REQUEST_ID_REUSED");
      assertThat(answers)
          .extracting(answer -> answer.getPosition().getOffset())
          .containsExactly(0L, 1L, 2L, 3L, 4L, 5L);
    }
    assertThat(jdbc.queryForList(DECIDED_IDS, UUID.class))
        .containsExactlyInAnyOrderElementsOf(
            Stream.of(creations, redemptions)
                .flatMap(List::stream)
                .map(RedemptionRequest::getRequestId)
                .distinct()
                .toList());
    assertThat(number(USES_AND_COUNTS_THAT_DIFFER)).isZero();
    assertThat(number("select sum(current_uses) from invites")).isEqualTo(2L * codes.size());
    assertThat(log.deadLetters()).isEmpty();
  }

  /** Each request, but for the reused ids. */
  private int decisions() {
    return creations.size() + redemptions.size() - codes.size();
  }

  private List<@Nullable String> ledger() {
    return jdbc.queryForList(LEDGER, String.class);
  }

  private long number(String query) {
    Long number = jdbc.queryForObject(query, Long.class);
    return number == null ? 0 : number;
  }
}
