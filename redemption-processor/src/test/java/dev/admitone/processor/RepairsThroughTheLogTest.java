package dev.admitone.processor;

import static dev.admitone.testsupport.Await.patiently;
import static org.assertj.core.api.Assertions.assertThat;

import dev.admitone.schemas.avro.RedemptionDecided;
import dev.admitone.schemas.avro.RedemptionRequest;
import dev.admitone.schemas.codec.RecordCodec;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.jdbc.core.JdbcTemplate;

/** An operator has the uses of a code counted again, in the order of the log. */
@ExtendWith(FreshSite.class)
@Tag("services")
@Tag("essential")
class RepairsThroughTheLogTest {

  private static final RecordCodec<RedemptionRequest> VERSION_2 = RecordCodec.requests(2);
  private static final String WRITES_2 = "admit-one.write-version=2";

  private final String code = TestRequests.newCode();

  @Test
  void aCodeThatIsStuckIsFreeBehindTheRepairAndNotBeforeIt(Site site, TestLog log)
      throws Exception {
    try (RunningProcessor processor = RunningProcessor.start(site, WRITES_2)) {
      RedemptionRequest repair = TestRequests.repair(UUID.randomUUID(), code);
      log.append(TestRequests.create(code, 2L), TestRequests.redeem(code, "ann"));
      log.awaitResultsFor(code, 2);
      plant(processor.ownersSql(), 2);

      log.append(TestRequests.redeem(code, "bob"));
      append(log, repair);
      log.append(TestRequests.redeem(code, "joe"), TestRequests.redeem(code, "sue"));

      assertThat(TestLog.words(log.awaitResultsFor(code, 6)))
          .containsExactly("DONE", "REDEEMED", "EXHAUSTED", "DONE", "REDEEMED", "EXHAUSTED");
      RedemptionDecided result = log.results(repair.getRequestId()).getFirst().value();
      assertThat(result.getUserId()).isNull();
      patiently()
          .untilAsserted(
              () ->
                  assertThat(log.snapshots(code).getLast().value().getCurrentUses()).isEqualTo(2));
      assertThat(counts(processor.ownersSql())).isEqualTo("2 2");
      assertThat(kept(processor.ownersSql())).containsExactly("2 1 operator miscounted");
    }
  }

  @Test
  void aSecondRepairIsDoneAndMakesNoVersion(Site site, TestLog log) throws Exception {
    try (RunningProcessor processor = RunningProcessor.start(site, WRITES_2)) {
      RedemptionRequest repair = TestRequests.repair(UUID.randomUUID(), code);
      log.append(TestRequests.create(code, 2L), TestRequests.redeem(code, "ann"));
      log.awaitResultsFor(code, 2);
      plant(processor.ownersSql(), 0);

      append(log, repair);
      RedemptionDecided first = log.awaitResultsFor(code, 3).getLast().value();
      append(log, TestRequests.repair(UUID.randomUUID(), code));
      RedemptionDecided second = log.awaitResultsFor(code, 4).getLast().value();
      append(log, repair);
      RedemptionDecided again = log.awaitResultsFor(code, 5).getLast().value();

      assertThat(Stream.of(first, second, again).map(TestLog::word))
          .containsExactly("DONE", "DONE", "DONE");
      assertThat(Stream.of(first, second, again).map(RedemptionDecided::getInviteVersion))
          .containsExactly(3L, 3L, 3L);
      assertThat(again.getPosition()).isEqualTo(first.getPosition());
      assertThat(first.getCurrentUses()).isEqualTo(1);
      assertThat(kept(processor.ownersSql())).hasSize(1);
    }
  }

  @Test
  void anUnknownCodeIsRefused(Site site, TestLog log) throws Exception {
    try (RunningProcessor _ = RunningProcessor.start(site, WRITES_2)) {
      append(log, TestRequests.repair(UUID.randomUUID(), code));
      assertThat(TestLog.words(log.awaitResultsFor(code, 1))).containsExactly("UNKNOWN_CODE");
    }
  }

  /** Only version 2 has the command. */
  private static void append(TestLog log, RedemptionRequest request) throws Exception {
    ProducerRecord<byte[], byte[]> record =
        TestLog.record(
            TestLog.partitionOf(request.getCode()), request.getCode(), VERSION_2.encode(request));
    log.append(record);
  }

  /** As a defect would: no trigger sees it. */
  private void plant(JdbcTemplate sql, long uses) {
    sql.execute(
        "set session_replication_role = replica; update invites set current_uses = %d where code = '%s'"
            .formatted(uses, code));
  }

  private String counts(JdbcTemplate sql) {
    return String.valueOf(
        sql.queryForObject(
            """
            select i.current_uses || ' ' || count(*)
            from invites i join invite_uses u on u.invite_id = i.id
            where i.code = ? group by i.current_uses
            """,
            String.class,
            code));
  }

  private static List<@Nullable String> kept(JdbcTemplate sql) {
    return sql.queryForList(
        "select concat_ws(' ', uses_before, uses, repaired_by, reason) from count_repairs",
        String.class);
  }
}
