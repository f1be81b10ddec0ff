package dev.admitone.processor;

import static dev.admitone.testsupport.Await.patiently;
import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.admitone.processor.TestLog.Told;
import dev.admitone.schemas.avro.Outcome;
import dev.admitone.schemas.avro.OwnUse;
import dev.admitone.schemas.avro.Position;
import dev.admitone.schemas.avro.RedemptionDecided;
import dev.admitone.schemas.avro.RedemptionRequest;
import dev.admitone.schemas.avro.RefusalReason;
import dev.admitone.schemas.codec.RecordCodec;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * What the log says in version 2, and questions about earlier decisions. Two processors of one
 * group share the partitions: one writes version 1, the other version 2.
 */
@ExtendWith(FreshSite.class)
@Tag("services")
@Tag("essential")
class AskedLaterTest {

  private static final String SOON = "admit-one.snapshot-interval=1s";

  private static final RecordCodec<RedemptionRequest> VERSION_2 = RecordCodec.requests(2);

  private static TestLog log;
  private static RunningProcessor writesOne;
  private static RunningProcessor writesTwo;
  private static JdbcTemplate sql;

  /** On the partition of the processor that writes version 2. */
  private final String code = codeOn(true);

  @BeforeAll
  static void start(Site site, TestLog freshLog) {
    log = freshLog;
    writesOne = RunningProcessor.start(site, "admit-one.write-version=1", SOON);
    writesTwo = RunningProcessor.start(site, "admit-one.write-version=2", SOON);
    sql = writesOne.ownersSql();
    patiently()
        .untilAsserted(
            () -> {
              assertThat(writesVersionTwo()).contains(true);
              assertThat(writesVersionTwo()).contains(false);
            });
  }

  @AfterAll
  static void stop() {
    writesOne.close();
    writesTwo.close();
  }

  @Test
  void resultsHaveTheInvitesUsesAtItsVersion() throws Exception {
    log.append(TestRequests.create(code, 5L), TestRequests.redeem(code, "ann"));
    RedemptionDecided use = log.awaitResultsFor(code, 2).get(1).value();
    // That of a use comes later than that of a creation which was decided in a batch before.
    patiently()
        .untilAsserted(
            () ->
                assertThat(log.snapshots(code))
                    .anySatisfy(
                        told -> {
                          assertThat(told.value().getVersion()).isEqualTo(use.getInviteVersion());
                          assertThat(told.value().getCurrentUses()).isEqualTo(use.getCurrentUses());
                        }));
    assertThat(use.getOwnUse()).isNull();
  }

  @Test
  void whoHasUsedTheCodeIsToldWhichUseItIsAndARepeatHasTheSameDecision() throws Exception {
    RedemptionRequest first = TestRequests.redeem(code, "ann");
    RedemptionRequest refused = TestRequests.redeem(code, "ann");
    List<RecordMetadata> where = log.append(TestRequests.create(code, 5L), first, refused);
    RedemptionDecided answer = log.awaitResultsFor(code, 3).get(2).value();
    assertThat(answer.getReason()).isEqualTo(RefusalReason.ALREADY_USED);
    assertThat(answer.getOwnUse().getUseId()).isEqualTo(first.getRequestId());
    assertThat(answer.getOwnUse().getUsedAt().toEpochMilli()).isEqualTo(where.get(1).timestamp());

    log.append(refused);
    RedemptionDecided repeat = log.awaitResultsFor(code, 4).get(3).value();
    assertThat(repeat.getOwnUse()).isEqualTo(answer.getOwnUse());
    log.append(TestRequests.release(UUID.randomUUID(), code, first.getRequestId()), refused);
    RedemptionDecided released = log.awaitResultsFor(code, 6).get(5).value();
    assertThat(released.getReason()).isEqualTo(RefusalReason.ALREADY_USED);
    assertThat(released.getPosition()).isEqualTo(answer.getPosition());
    assertThat(released.getOwnUse()).as("given back meanwhile").isNull();
  }

  @Test
  void aQuestionIsAnsweredFromTheLedgerOnWhateverPartitionItLies() throws Exception {
    RedemptionRequest first = TestRequests.redeem(code, "ann");
    RedemptionRequest refused = TestRequests.redeem(code, "ann");
    List<RecordMetadata> where = log.append(TestRequests.create(code, 5L), first, refused);
    log.awaitResultsFor(code, 3);
    for (int partition = 0; partition < RunningProcessor.PARTITIONS; partition++) {
      RecordMetadata question = ask(refused.getRequestId(), partition);
      RedemptionDecided answer = answerTo(question);
      assertThat(answer.getRequestId()).isEqualTo(refused.getRequestId());
      assertThat(answer.getContentFingerprint()).isEqualTo(refused.getContentFingerprint());
      assertThat(answer.getReason()).isEqualTo(RefusalReason.ALREADY_USED);
      assertThat(answer.getUserId()).isEqualTo("ann");
      assertThat(answer.getCode()).isEqualTo(code);
      assertThat(answer.getPosition().getOffset()).isEqualTo(where.get(2).offset());
      assertThat(answer.getOwnUse())
          .isEqualTo(
              writesVersionTwo().get(partition)
                  ? new OwnUse(first.getRequestId(), answer.getOwnUse().getUsedAt())
                  : null);
    }
    assertThat(decisionsOf(refused.getRequestId())).isEqualTo(1);
  }

  @Test
  void aQuestionBehindItsRequestInTheSameBatchKnowsItsDecision() throws Exception {
    RedemptionRequest redeem = TestRequests.redeem(code, "ann");
    int partition = TestLog.partitionOf(code);
    log.append(TestRequests.create(code, 5L), redeem);
    RecordMetadata question = ask(redeem.getRequestId(), partition);
    assertThat(answerTo(question).getOutcome()).isEqualTo(Outcome.REDEEMED);
  }

  @Test
  void whatIsNotDecidedIsSaidSoByBothAndNothingIsKept() throws Exception {
    UUID id = UUID.randomUUID();
    for (int partition = 0; partition < RunningProcessor.PARTITIONS; partition++) {
      RecordMetadata question = ask(id, partition);
      RedemptionDecided answer = answerTo(question);
      assertThat(answer.getOutcome()).isEqualTo(Outcome.NOT_DECIDED);
      assertThat(answer.getRequestId()).isEqualTo(id);
      assertThat(answer.getPosition()).isEqualTo(new Position(partition, 0L));
      assertThat(answer.getDecidedAt().toEpochMilli()).isEqualTo(question.timestamp());
    }
    assertThat(decisionsOf(id)).isZero();
    RedemptionRequest later = TestRequests.redeem(id, code, "ann");
    log.append(TestRequests.create(code, 1L), later);
    assertThat(TestLog.words(log.awaitResultsFor(code, 2))).containsExactly("DONE", "REDEEMED");
  }

  @Test
  void aMalformedQuestionIsSetAsideAndSaysNothingAboutTheRequest() throws Exception {
    UUID id = UUID.randomUUID();
    RedemptionRequest question = TestRequests.ask(id, 0, 0);
    List<RecordMetadata> where = new ArrayList<>();
    where.add(append(0, id.toString(), RedemptionRequest.newBuilder(question).setCode(code)));
    where.add(append(0, "another key", RedemptionRequest.newBuilder(question)));
    where.add(
        append(
            0,
            id.toString(),
            RedemptionRequest.newBuilder(question)
                .setContentFingerprint(TestRequests.ask(id, 0, 1).getContentFingerprint())));
    where.add(append(0, id.toString(), RedemptionRequest.newBuilder(TestRequests.ask(id, 0, -1))));
    List<String> positions = where.stream().map(at -> "0-" + at.offset()).toList();
    patiently()
        .untilAsserted(
            () ->
                assertThat(log.deadLetters())
                    .extracting(
                        dead ->
                            new String(
                                dead.headers().lastHeader("admit-one-position").value(), UTF_8))
                    .containsAll(positions));
    RecordMetadata good = ask(id, 0);
    assertThat(answerTo(good).getOutcome()).isEqualTo(Outcome.NOT_DECIDED);
    assertThat(log.results(id)).hasSize(1);
  }

  private static RecordMetadata ask(UUID id, int partition) throws Exception {
    return append(
        partition, id.toString(), RedemptionRequest.newBuilder(TestRequests.ask(id, partition, 0)));
  }

  private static RecordMetadata append(
      int partition, String key, RedemptionRequest.Builder question) throws Exception {
    return log.append(TestLog.record(partition, key, VERSION_2.encode(question.build())));
  }

  private static RedemptionDecided answerTo(RecordMetadata question) {
    Position position = new Position(question.partition(), question.offset());
    patiently()
        .until(
            () ->
                log.results().stream()
                    .anyMatch(told -> told.value().getAnsweredPosition().equals(position)));
    return log.results().stream()
        .map(Told::value)
        .filter(told -> told.getAnsweredPosition().equals(position))
        .findFirst()
        .orElseThrow();
  }

  private static long decisionsOf(UUID id) {
    String count = "select count(*) from redemption_decisions where id = ?";
    return requireNonNull(sql.queryForObject(count, Long.class, id));
  }

  /** By partition, whether its lane writes version 2: it alone tells how many uses there are. */
  private static List<Boolean> writesVersionTwo() throws Exception {
    List<Boolean> all = new ArrayList<>();
    for (int partition = 0; partition < RunningProcessor.PARTITIONS; partition++) {
      String probe = newCodeOn(partition);
      log.append(TestRequests.create(probe, 1L));
      all.add(log.awaitResultsFor(probe, 1).getFirst().value().getCurrentUses() != null);
    }
    return all;
  }

  private static String codeOn(boolean versionTwo) {
    try {
      return newCodeOn(writesVersionTwo().indexOf(versionTwo));
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  private static String newCodeOn(int partition) {
    String code = TestRequests.newCode();
    while (TestLog.partitionOf(code) != partition) {
      code = TestRequests.newCode();
    }
    return code;
  }
}
