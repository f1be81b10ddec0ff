package dev.admitone.processor;

import static dev.admitone.testsupport.Await.patiently;
import static org.assertj.core.api.Assertions.assertThat;

import dev.admitone.schemas.avro.InviteSnapshot;
import dev.admitone.schemas.avro.RedemptionRequest;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.jdbc.core.JdbcTemplate;

/** What the processor tells of an invite, and what SQL did to it meanwhile. */
@ExtendWith(SharedProcessor.class)
@Tag("services")
@Tag("essential")
class SnapshotsThroughTheLogTest {

  private final String code = TestRequests.newCode();

  @Test
  void aSnapshotFollowsThatIsAtLeastAsNewAsTheAnswerSays(TestLog log, JdbcTemplate jdbc)
      throws Exception {
    UUID id = UUID.randomUUID();
    Instant expires = Instant.parse("2999-01-01T00:00:00Z");
    log.append(
        TestRequests.create(id, code, 3L, null, expires),
        TestRequests.redeem(code, "ann"),
        TestRequests.redeem(code, "bob"));

    Long version = log.awaitResultsFor(code, 3).getLast().value().getInviteVersion();
    patiently().until(() -> !log.snapshots(code).isEmpty() && latest(log).getVersion() >= version);
    assertThat(latest(log))
        .isEqualTo(new InviteSnapshot(id, code, 3L, 2L, null, expires, null, version));
    assertThat(jdbc.queryForObject("select version from invites where code = ?", Long.class, code))
        .isEqualTo(version);
    assertThat(log.snapshots(code))
        .allSatisfy(told -> assertThat(told.partition()).isEqualTo(TestLog.partitionOf(code)));
  }

  @Test
  void aRefreshPublishesWhatSqlChangedAndIsNotAnswered(TestLog log, JdbcTemplate jdbc)
      throws Exception {
    log.append(TestRequests.create(code, 3L));
    log.awaitResultsFor(code, 1);
    jdbc.update("update invites set max_uses = 7 where code = ?", code);

    RedemptionRequest refresh = TestRequests.refresh(code);
    log.append(refresh, TestRequests.redeem(code, "ann"));

    log.awaitResultsFor(code, 2);
    patiently().until(() -> Long.valueOf(7).equals(latest(log).getMaxUses()));
    assertThat(log.results(refresh.getRequestId())).isEmpty();
    assertThat(
            jdbc.queryForObject(
                "select count(*) from redemption_decisions where id = ?",
                Long.class,
                refresh.getRequestId()))
        .isZero();
  }

  @Test
  void whatSqlDidBesideTheProcessorIsSeenByTheNextDecision(TestLog log, JdbcTemplate jdbc)
      throws Exception {
    log.append(TestRequests.create(code, 2L));
    log.awaitResultsFor(code, 1);
    jdbc.update(
        """
        with used as (
          insert into invite_uses (invite_id, used_by) select id, 'ann' from invites where code = ?)
        update invites set current_uses = current_uses + 1 where code = ?
        """,
        code,
        code);

    log.append(
        TestRequests.redeem(code, "ann"),
        TestRequests.redeem(code, "bob"),
        TestRequests.redeem(code, "joe"));

    assertThat(TestLog.words(log.awaitResultsFor(code, 4)))
        .containsExactly("DONE", "ALREADY_USED", "REDEEMED", "EXHAUSTED");
  }

  private InviteSnapshot latest(TestLog log) {
    return log.snapshots(code).getLast().value();
  }
}
