package dev.admitone.processor;

import static dev.admitone.testsupport.Await.patiently;
import static org.assertj.core.api.Assertions.assertThat;

import dev.admitone.schemas.avro.RedemptionRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.jdbc.core.JdbcTemplate;

@ExtendWith(FreshSite.class)
@Tag("services")
@Tag("essential")
class RestartTest {

  private final String code = TestRequests.newCode();

  @Test
  void anOrderlyRestartReadsOnWhereItStoppedAndAnswersNothingTwice(Site site, TestLog log)
      throws Exception {
    List<RedemptionRequest> before = redemptionsOfManyCodes();
    try (RunningProcessor _ = RunningProcessor.start(site)) {
      log.append(before);
      patiently().until(() -> log.results().size() == before.size());
    }
    try (RunningProcessor _ = RunningProcessor.start(site)) {
      List<RedemptionRequest> after = redemptionsOfManyCodes();
      log.append(after);
      patiently().until(() -> log.results().size() >= before.size() + after.size());
      patiently().until(new Group(site, log)::isAtTheEnd);
      assertThat(log.results()).hasSize(before.size() + after.size());
    }
  }

  @Test
  void stoppedAfterTheCommitAndBeforePublishingItGivesTheSameAnswersAfterwards(
      Site site, TestLog log) throws Exception {
    RedemptionRequest create = TestRequests.create(code, 2L);
    RedemptionRequest ann = TestRequests.redeem(code, "ann");
    List<RedemptionRequest> requests =
        List.of(
            create,
            ann,
            TestRequests.redeem(code, "ann"),
            TestRequests.redeem(code, "bob"),
            TestRequests.redeem(code, "joe"),
            TestRequests.redeem(ann.getRequestId(), code, "joe"));
    List<@Nullable String> ledger;
    try (RunningProcessor processor = RunningProcessor.start(site, List.of(PortFaults.class))) {
      processor.bean(PortFaults.class).publishing((_, _, _) -> new CompletableFuture<>());
      log.append(requests);
      JdbcTemplate jdbc = processor.bean(JdbcTemplate.class);
      patiently().until(() -> decisions(jdbc).size() == 5);
      ledger = decisions(jdbc);
    }
    assertThat(log.results()).isEmpty();
    assertThat(log.snapshots(code)).isEmpty();

    try (RunningProcessor processor = RunningProcessor.start(site)) {
      patiently().until(() -> log.results().size() == requests.size());
      assertThat(log.results())
          .extracting(told -> TestLog.word(told.value()))
          .containsExactly(
              "DONE", "REDEEMED", "ALREADY_USED", "REDEEMED", "EXHAUSTED", "REQUEST_ID_REUSED");
      assertThat(log.results())
          .allSatisfy(
              told ->
                  assertThat(told.value().getPosition())
                      .isEqualTo(told.value().getAnsweredPosition()));
      JdbcTemplate jdbc = processor.bean(JdbcTemplate.class);
      assertThat(decisions(jdbc)).isEqualTo(ledger);
      assertThat(usesCountedAndStored(jdbc)).containsExactly(2L, 2L);
      patiently().until(() -> !log.snapshots(code).isEmpty());
      assertThat(log.snapshots(code).getLast().value().getCurrentUses()).isEqualTo(2);
    }
  }

  @Test
  void publishingThatIsRefusedOnceIsMadeUpForWithoutARestart(Site site, TestLog log)
      throws Exception {
    AtomicInteger calls = new AtomicInteger();
    healsByItself(
        site,
        log,
        (real, answers, snapshots) ->
            calls.incrementAndGet() == 1
                ? CompletableFuture.failedFuture(new IllegalStateException("not acknowledged"))
                : real.publish(answers, snapshots));
  }

  @Test
  void publishingThatThrowsOnceIsMadeUpForWithoutARestart(Site site, TestLog log) throws Exception {
    AtomicInteger calls = new AtomicInteger();
    healsByItself(
        site,
        log,
        (real, answers, snapshots) -> {
          if (calls.incrementAndGet() == 1) {
            throw new IllegalStateException("no producer");
          }
          return real.publish(answers, snapshots);
        });
  }

  @Test
  void anErrorInALaneTurnsLivenessRed(Site site, TestLog log) throws Exception {
    try (RunningProcessor processor = RunningProcessor.start(site, List.of(PortFaults.class))) {
      processor
          .bean(PortFaults.class)
          .publishing(
              (_, _, _) -> {
                throw new NoClassDefFoundError("thrown by a test");
              });
      log.append(TestRequests.create(code, 1L));

      patiently()
          .untilAsserted(
              () -> {
                var liveness = processor.actuator("health/liveness");
                assertThat(liveness.statusCode()).isEqualTo(503);
                assertThat(liveness.body()).contains("its thread ended");
              });
      assertThat(processor.actuator("health/readiness").statusCode()).isEqualTo(503);
    }
  }

  @Test
  void twoProcessorsShareThePartitionsAndOneMayStopUnderLoad(Site site, TestLog log)
      throws Exception {
    List<String> codes = IntStream.range(0, 12).mapToObj(_ -> TestRequests.newCode()).toList();
    List<RedemptionRequest> appended = new ArrayList<>();
    RunningProcessor first = RunningProcessor.start(site, "admit-one.processor.lanes=1");
    try (RunningProcessor second = RunningProcessor.start(site, "admit-one.processor.lanes=1")) {
      patiently().until(() -> new Group(site, log).partitionsOfMembers().equals(List.of(2, 2)));
      codes.forEach(each -> appended.add(TestRequests.create(each, 50L)));
      log.append(appended);
      for (int round = 0; round < 40; round++) {
        List<RedemptionRequest> load = new ArrayList<>();
        for (String each : codes) {
          load.add(TestRequests.redeem(each, "user-" + 2 * round));
          load.add(TestRequests.redeem(each, "user-" + (2 * round + 1)));
        }
        log.append(load);
        appended.addAll(load);
        if (round == 20) {
          first.close();
        }
      }
      patiently()
          .until(
              () ->
                  log.results().stream().map(told -> told.value().getRequestId()).distinct().count()
                      == appended.size());
      JdbcTemplate jdbc = second.bean(JdbcTemplate.class);
      assertThat(decisions(jdbc)).hasSize(appended.size());
      assertThat(
              jdbc.queryForList(
                  """
                  select i.current_uses from invites i
                  where i.current_uses = (select count(*) from invite_uses where invite_id = i.id)
                  """,
                  Long.class))
          .hasSize(codes.size())
          .containsOnly(50L);
      assertThat(log.deadLetters()).isEmpty();
    } finally {
      first.close();
    }
  }

  private void healsByItself(Site site, TestLog log, PortFaults.Publishing fault) throws Exception {
    // One lane: with more, another one would get the partitions and publish.
    try (RunningProcessor processor =
        RunningProcessor.start(site, List.of(PortFaults.class), "admit-one.processor.lanes=1")) {
      processor.bean(PortFaults.class).publishing(fault);
      List<RedemptionRequest> requests = new ArrayList<>();
      requests.add(TestRequests.create(code, 2L));
      requests.add(TestRequests.redeem(code, "ann"));
      requests.add(TestRequests.redeem(code, "ann"));
      log.append(requests);
      patiently().until(() -> log.results().size() >= requests.size());
      assertThat(log.results().subList(0, 3))
          .extracting(told -> TestLog.word(told.value()))
          .containsExactly("DONE", "REDEEMED", "ALREADY_USED");
      assertThat(usesCountedAndStored(processor.bean(JdbcTemplate.class))).containsExactly(1L, 1L);
      processor.awaitReady();
      patiently().until(new Group(site, log)::isAtTheEnd);
      assertThat(log.deadLetters()).isEmpty();
    }
  }

  private static List<RedemptionRequest> redemptionsOfManyCodes() {
    return IntStream.range(0, 20)
        .mapToObj(i -> TestRequests.redeem(TestRequests.newCode(), "user-" + i))
        .toList();
  }

  /** Each row of the ledger as text. */
  private static List<@Nullable String> decisions(JdbcTemplate jdbc) {
    return jdbc.queryForList(
        "select d::text from redemption_decisions d order by id", String.class);
  }

  private List<@Nullable Long> usesCountedAndStored(JdbcTemplate jdbc) {
    return jdbc.queryForList(
        """
        select current_uses from invites where code = ?
        union all
        select count(*) from invite_uses u join invites i on i.id = u.invite_id where i.code = ?
        """,
        Long.class,
        code,
        code);
  }
}
