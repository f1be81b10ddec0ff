package dev.admitone.processor;

import static dev.admitone.testsupport.Await.patiently;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.admitone.processor.TestLog.Told;
import dev.admitone.schemas.avro.RedemptionDecided;
import dev.admitone.schemas.avro.RedemptionRequest;
import dev.admitone.schemas.topics.Topics;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * P6: a decision depends on the log, on earlier decisions, and on what the ledger records beside
 * it. Replays run in polls of another size than the first time, and after times that the log's
 * invites name have passed: neither may show.
 */
@ExtendWith(FreshSite.class)
@Tag("services")
@Tag("essential")
class P6ReplayableTest {

  private static final String SMALL_POLLS = "spring.kafka.consumer.max-poll-records=7";
  private static final String ONE_LANE = "admit-one.processor.lanes=1";

  /** Long enough for the log to be appended before. */
  private Instant boundary = Instant.MIN;

  @Test
  void intoTheSameDatabaseItChangesNothingAndGivesTheSameAnswersAgain(Site site, TestLog log)
      throws Exception {
    LedgerDump ledger;
    RecordMetadata garbage;
    try (RunningProcessor processor = RunningProcessor.start(site)) {
      appendBeforeTheBoundary(log);
      log.append(idsOnTwoPartitions());
      garbage = log.append(TestLog.record(0, "CODE", new byte[] {1, 2, 3}));
      decided(site, log);
      raiseLimitsBySql(processor, site, log);
      ledger = LedgerDump.of(processor.ownersSql());
    }
    List<Told<RedemptionDecided>> told = log.results();
    assertEveryAnswerCameUp(told);
    assertThat(log.deadLetters()).hasSize(1);

    patiently().until(() -> Instant.now().isAfter(boundary));
    toTheBeginning(site, log);
    try (RunningProcessor processor = RunningProcessor.start(site, SMALL_POLLS, ONE_LANE)) {
      decided(site, log);
      assertThat(LedgerDump.of(processor.ownersSql()).text()).isEqualTo(ledger.text());
    }
    patiently().until(() -> log.results().size() >= 2 * told.size());
    List<Told<RedemptionDecided>> again =
        log.results().stream().filter(one -> !told.contains(one)).toList();
    for (int partition = 0; partition < RunningProcessor.PARTITIONS; partition++) {
      assertThat(answers(again, partition)).isEqualTo(answers(told, partition));
    }
    patiently().until(() -> log.deadLetters().size() == 2);
    assertThat(log.deadLetters())
        .extracting(P6ReplayableTest::position)
        .containsOnly("0-" + garbage.offset());
  }

  @Test
  void intoAnEmptyDatabaseItGivesTheSameLedgerToTheByte(Site site, TestLog log) throws Exception {
    LedgerDump ledger;
    try (RunningProcessor processor = RunningProcessor.start(site)) {
      appendBeforeTheBoundary(log);
      decided(site, log);
      ledger = LedgerDump.of(processor.ownersSql());
    }
    List<Told<RedemptionDecided>> told = log.results();
    assertEveryAnswerCameUp(told);
    assertThat(ledger.rows("invite_uses")).hasSizeGreaterThan(20);
    assertThat(ledger.rows("invite_releases")).hasSizeGreaterThan(10);

    patiently().until(() -> Instant.now().isAfter(boundary));
    Site empty = Site.on(site.bootstrapServers());
    try (RunningProcessor processor =
        RunningProcessor.start(empty, SMALL_POLLS, ONE_LANE, "admit-one.processor.replay=true")) {
      decided(empty, log);
      assertThat(LedgerDump.of(processor.ownersSql()).text()).isEqualTo(ledger.text());
    }
    assertThat(log.results()).isEqualTo(told);
  }

  /** On a machine that is too busy to be in time, once more with a later boundary. */
  private void appendBeforeTheBoundary(TestLog log) throws Exception {
    Duration margin = Duration.ofSeconds(3);
    long last;
    do {
      boundary = Instant.now().plus(margin);
      List<RecordMetadata> where = log.append(VariedLog.of(boundary));
      last = where.stream().mapToLong(RecordMetadata::timestamp).max().orElseThrow();
      margin = margin.multipliedBy(2);
    } while (last >= boundary.toEpochMilli());
  }

  /** Which of two lanes is first decides: a fact that is not in the log, and the ledger keeps. */
  private static List<RedemptionRequest> idsOnTwoPartitions() {
    String one = codeOnPartition(1);
    String two = codeOnPartition(2);
    List<RedemptionRequest> requests = new ArrayList<>();
    requests.add(TestRequests.create(one, null));
    requests.add(TestRequests.create(two, null));
    for (int i = 0; i < 50; i++) {
      UUID id = UUID.randomUUID();
      requests.add(TestRequests.redeem(id, one, "user-" + i));
      requests.add(TestRequests.redeem(id, two, "user-" + i));
    }
    return requests;
  }

  /** What was refused as exhausted stays so, though it would be granted now. */
  private static void raiseLimitsBySql(RunningProcessor processor, Site site, TestLog log)
      throws Exception {
    JdbcTemplate jdbc = processor.ownersSql();
    assertThat(jdbc.update("update invites set max_uses = max_uses + 100, revoked_at = null"))
        .isPositive();
    patiently()
        .until(
            () -> jdbc.queryForList("select code from invite_refreshes", String.class).isEmpty());
    decided(site, log);
  }

  private static void decided(Site site, TestLog log) {
    patiently().until(new Group(site, log)::isAtTheEnd);
  }

  private static String position(ConsumerRecord<byte[], byte[]> deadLetter) {
    var header = deadLetter.headers().lastHeader(Topics.DEAD_LETTER_POSITION_HEADER);
    return new String(header.value(), UTF_8);
  }

  private static void toTheBeginning(Site site, TestLog log) throws Exception {
    Group group = new Group(site, log);
    for (TopicPartition partition : TestLog.partitions(Topics.REQUESTS)) {
      group.commit(partition.partition(), 0);
    }
  }

  private static void assertEveryAnswerCameUp(List<Told<RedemptionDecided>> told) {
    assertThat(told.stream().map(one -> TestLog.word(one.value())).collect(Collectors.toSet()))
        .contains(
            "REDEEMED",
            "DONE",
            "RELEASED",
            "REQUEST_ID_REUSED",
            "UNKNOWN_CODE",
            "ALREADY_USED",
            "REVOKED",
            "NOT_YET_VALID",
            "EXPIRED",
            "EXHAUSTED",
            "CODE_EXISTS",
            "USE_NOT_FOUND",
            "ALREADY_RELEASED");
  }

  /**
   * In order. All but the invite's version: it tells which snapshot follows, so it is the version
   * after the batch, and later than the first time on a replay.
   */
  private static List<RedemptionDecided> answers(
      List<Told<RedemptionDecided>> told, int partition) {
    return told.stream()
        .filter(one -> one.partition() == partition)
        .map(one -> RedemptionDecided.newBuilder(one.value()).setInviteVersion(null).build())
        .toList();
  }

  private static String codeOnPartition(int partition) {
    return Stream.generate(TestRequests::newCode)
        .filter(code -> TestLog.partitionOf(code) == partition)
        .findFirst()
        .orElseThrow();
  }
}
