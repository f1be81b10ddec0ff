package dev.admitone.processor;

import static dev.admitone.testsupport.Await.patiently;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.admitone.processor.redemption.BatchState;
import dev.admitone.processor.redemption.ContentRejectedException;
import dev.admitone.processor.redemption.LedgerConflictException;
import dev.admitone.schemas.avro.RedemptionRequest;
import dev.admitone.schemas.topics.Topics;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * What the translator lets through the database takes, as far as is known. Should it refuse one
 * request nevertheless, or always find another transaction's traces, its neighbours are decided.
 */
@ExtendWith(FreshSite.class)
@Tag("services")
@Tag("essential")
class LedgerFaultsTest {

  private static final String REFUSED_USER = "refused-user";

  private final String code = TestRequests.newCode();

  @Test
  void contentThatTheDatabaseRefusesIsFoundAndDeadLetteredAlone(Site site, TestLog log)
      throws Exception {
    try (RunningProcessor processor = RunningProcessor.start(site, List.of(PortFaults.class))) {
      processor.bean(PortFaults.class).beforeSave(LedgerFaultsTest::refuse);
      List<RedemptionRequest> requests = twenty();
      log.append(requests);

      patiently().until(() -> log.results().size() == requests.size());
      assertThat(log.results())
          .extracting(told -> told.value().getRequestId())
          .containsExactlyElementsOf(
              requests.stream().map(RedemptionRequest::getRequestId).toList());
      assertThat(log.results())
          .extracting(told -> told.value().getOutcome().name())
          .startsWith("DONE", "REDEEMED")
          .containsOnly("DONE", "REDEEMED", "DEAD_LETTERED");
      patiently().until(() -> log.deadLetters().size() == 2);
      assertThat(log.deadLetters())
          .allSatisfy(
              record ->
                  assertThat(
                          new String(
                              record.headers().lastHeader(Topics.DEAD_LETTER_REASON_HEADER).value(),
                              UTF_8))
                      .isEqualTo("REJECTED_BY_LEDGER"));
      assertThat(uses(processor)).isEqualTo(17);
    }
  }

  @Test
  void conflictsAreDecidedAgainAndNobodyIsRefusedForThem(Site site, TestLog log) throws Exception {
    AtomicInteger saves = new AtomicInteger();
    try (RunningProcessor processor = RunningProcessor.start(site, List.of(PortFaults.class))) {
      processor
          .bean(PortFaults.class)
          .beforeSave(
              _ -> {
                if (saves.incrementAndGet() % 3 != 0) {
                  throw new LedgerConflictException("unique_violation", new SQLException());
                }
              });
      allAreDecided(log, processor);
      assertThat(processor.actuator("prometheus").body())
          .contains("admitone_ledger_conflicts_total")
          .contains("cause=\"unique_violation\"");
    }
  }

  @Test
  void aBatchThatConflictsEveryTimeIsDecidedInParts(Site site, TestLog log) throws Exception {
    try (RunningProcessor processor = RunningProcessor.start(site, List.of(PortFaults.class))) {
      processor
          .bean(PortFaults.class)
          .beforeSave(
              changes -> {
                if (changes.decisions().size() > 1) {
                  throw new LedgerConflictException("2 of 3 invites were updated", null);
                }
              });
      allAreDecided(log, processor);
    }
  }

  private void allAreDecided(TestLog log, RunningProcessor processor) throws Exception {
    List<RedemptionRequest> requests = twenty();
    log.append(requests);
    patiently().until(() -> log.results().size() == requests.size());
    assertThat(log.results())
        .extracting(told -> told.value().getRequestId())
        .containsExactlyElementsOf(requests.stream().map(RedemptionRequest::getRequestId).toList());
    assertThat(log.deadLetters()).isEmpty();
    assertThat(uses(processor)).isEqualTo(19);
    processor.awaitReady();
  }

  /** A creation and nineteen redemptions, two of which the fault refuses. */
  private List<RedemptionRequest> twenty() {
    List<RedemptionRequest> requests = new ArrayList<>(List.of(TestRequests.create(code, null)));
    for (int i = 1; i < 20; i++) {
      requests.add(TestRequests.redeem(code, i == 7 || i == 12 ? REFUSED_USER + i : "user-" + i));
    }
    return requests;
  }

  private static void refuse(BatchState.Changes changes) {
    if (changes.addedUses().stream().anyMatch(use -> use.userId().startsWith(REFUSED_USER))) {
      throw new ContentRejectedException("SQLSTATE 22021", new SQLException());
    }
  }

  private static long uses(RunningProcessor processor) {
    Long count =
        processor
            .bean(JdbcTemplate.class)
            .queryForObject(
                """
                select current_uses from invites
                where current_uses = (select count(*) from invite_uses)
                """,
                Long.class);
    return count == null ? -1 : count;
  }
}
