package dev.admitone.processor;

import static dev.admitone.testsupport.Await.patiently;
import static org.assertj.core.api.Assertions.assertThat;

import dev.admitone.processor.TestLog.Told;
import dev.admitone.schemas.avro.Position;
import dev.admitone.schemas.avro.RedemptionDecided;
import dev.admitone.schemas.avro.RedemptionRequest;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.jdbc.core.JdbcTemplate;

/** P3 across a release, where only the ledger still knows the first answers. */
@ExtendWith(SharedProcessor.class)
@Tag("services")
class ReleasedAndRedeemedAgainTest {

  private final String code = TestRequests.newCode();

  @Test
  void everyRequestThatComesAgainHasItsFirstAnswerAndNothingChanges(TestLog log, JdbcTemplate jdbc)
      throws Exception {
    RedemptionRequest first = TestRequests.redeem(code, "ann");
    RedemptionRequest refused = TestRequests.redeem(code, "bob");
    RedemptionRequest release = TestRequests.release(UUID.randomUUID(), code, first.getRequestId());
    RedemptionRequest second = TestRequests.redeem(code, "ann");
    List<RedemptionRequest> requests = List.of(first, refused, release, second);
    log.append(TestRequests.create(code, 1L));
    log.append(requests);
    patiently().until(() -> log.resultsFor(code).size() == 5);
    String ledger = LedgerDump.of(jdbc).text();

    log.append(requests);
    patiently().until(() -> log.resultsFor(code).size() == 9);

    List<Told<RedemptionDecided>> told = log.resultsFor(code);
    assertThat(told.subList(1, 5))
        .extracting(one -> TestLog.word(one.value()))
        .containsExactly("REDEEMED", "EXHAUSTED", "RELEASED", "REDEEMED");
    assertThat(told.subList(5, 9).stream().map(ReleasedAndRedeemedAgainTest::answer))
        .containsExactlyElementsOf(
            told.subList(1, 5).stream().map(ReleasedAndRedeemedAgainTest::answer).toList());
    assertThat(LedgerDump.of(jdbc).text()).isEqualTo(ledger);
    assertThat(
            jdbc.queryForList(
                "select u.id from invite_uses u join invites i on i.id = invite_id where code = ?",
                UUID.class,
                code))
        .containsExactly(second.getRequestId());
  }

  /** All but which record it answers, and which snapshot follows. */
  private static RedemptionDecided answer(Told<RedemptionDecided> told) {
    return RedemptionDecided.newBuilder(told.value())
        .setAnsweredPosition(new Position(0, 0L))
        .setInviteVersion(null)
        .build();
  }
}
