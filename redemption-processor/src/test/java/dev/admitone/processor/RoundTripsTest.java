package dev.admitone.processor;

import static dev.admitone.testsupport.Await.patiently;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** How often a lane waits for the database. */
@ExtendWith(FreshSite.class)
@Tag("services")
class RoundTripsTest {

  /** The pool asks a connection that rested for longer whether it is alive. */
  private static final String REST_MAX = "com.zaxxer.hikari.aliveBypassWindowMs";

  private static final int BATCHES = 10;

  private final String code = TestRequests.newCode();

  @BeforeEach
  void neverAskWhetherAConnectionIsAlive() {
    System.setProperty(REST_MAX, "1000000000");
  }

  @AfterEach
  void ask() {
    System.clearProperty(REST_MAX);
  }

  @Test
  void aSmallBatchTakesThreeRoundTripsOneOfThemTheCommit(Site site, TestLog log) throws Exception {
    try (RunningProcessor _ = start(site)) {
      log.append(TestRequests.create(code, null), TestRequests.redeem(code, "first"));
      patiently().until(() -> log.results().size() == 2);
      int before = CountedTurns.ofLanes();

      for (int i = 0; i < BATCHES; i++) {
        redeemAlone(log, "user-" + i);
      }

      assertThat(CountedTurns.ofLanes() - before).isEqualTo(3 * BATCHES);
    }
  }

  @Test
  void aBatchOfManyTakesAFewMoreHoweverManyTheyAre(Site site, TestLog log) throws Exception {
    log.append(TestRequests.create(code, null));
    log.append(
        IntStream.range(0, 2_000).mapToObj(i -> TestRequests.redeem(code, "user-" + i)).toList());
    int before = CountedTurns.ofLanes();
    try (RunningProcessor _ = start(site)) {
      patiently().until(() -> log.results().size() == 2_001);
      // It begins, and may have several polls.
      assertThat(CountedTurns.ofLanes() - before).isLessThan(100);
    }
  }

  private static RunningProcessor start(Site site) {
    return RunningProcessor.start(
        new Site(
            site.bootstrapServers(),
            site.jdbcUrl() + "?socketFactory=" + CountedTurns.class.getName(),
            site.group()),
        "admit-one.processor.lanes=1");
  }

  private void redeemAlone(TestLog log, String user) throws Exception {
    int before = log.results().size();
    log.append(List.of(TestRequests.redeem(code, user)));
    patiently().until(() -> log.results().size() == before + 1);
  }
}
