package dev.admitone.ops.statistics.stream;

import static dev.admitone.ops.statistics.stream.Driver.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import dev.admitone.ops.statistics.counts.GivenBack;
import dev.admitone.ops.statistics.counts.View.Count;
import dev.admitone.ops.statistics.counts.View.HourOfUses;
import dev.admitone.schemas.avro.Outcome;
import dev.admitone.schemas.avro.RedemptionDecided;
import dev.admitone.schemas.avro.RefusalReason;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What the topology counts, without a broker. */
class CountsTest {

  private static final Instant HOUR = NOW.truncatedTo(ChronoUnit.HOURS);

  private final Driver driver = new Driver();
  private final Results results = new Results(0);

  @AfterEach
  void close() {
    driver.close();
  }

  @Test
  void eachMinuteAndEachHourHasItsDecisionsByCodeAndOutcome() {
    driver.publish(
        results.redeemed("A-1", "ann", NOW.minusSeconds(90)),
        results.redeemed("A-1", "bob", NOW),
        results.refused("A-1", "bob", RefusalReason.ALREADY_USED, NOW),
        results.of("B-1", null, Outcome.DONE, null, NOW));

    assertThat(driver.hours())
        .containsExactlyInAnyOrder(
            new Count(HOUR, "A-1", "REDEEMED", 2),
            new Count(HOUR, "A-1", "ALREADY_USED", 1),
            new Count(HOUR, "B-1", "DONE", 1));
    assertThat(driver.minutes())
        .containsExactlyInAnyOrder(
            new Count(NOW.minusSeconds(120), "A-1", "REDEEMED", 1),
            new Count(NOW, "A-1", "REDEEMED", 1),
            new Count(NOW, "A-1", "ALREADY_USED", 1),
            new Count(NOW, "B-1", "DONE", 1));
    assertThat(driver.view().newest()).contains(NOW);
  }

  @Test
  void aResultThatIsPublishedAgainIsCountedOnce() {
    RedemptionDecided first = results.redeemed("A-1", "ann", NOW.minusSeconds(2));
    RedemptionDecided second = results.redeemed("A-1", "bob", NOW.minusSeconds(1));
    RedemptionDecided third = results.redeemed("A-1", "cas", NOW);
    driver.publish(first, second, first, second, third, first);

    assertThat(driver.hours()).containsExactly(new Count(HOUR, "A-1", "REDEEMED", 3));
    assertThat(driver.uses()).containsExactly(new HourOfUses(HOUR, 3, 3, true));
    assertThat(driver.results("counted")).isEqualTo(3);
    assertThat(driver.results("repeated")).isEqualTo(3);
  }

  @Test
  void aDecisionWhoseResultComesBehindLaterOnesIsCounted() {
    RedemptionDecided first = results.redeemed("A-1", "ann", NOW.minusSeconds(1));
    RedemptionDecided second = results.redeemed("A-1", "bob", NOW);
    driver.publish(second, first);

    assertThat(driver.hours()).containsExactly(new Count(HOUR, "A-1", "REDEEMED", 2));
  }

  @Test
  void theDecisionOfARequestThatIsSentAgainIsCountedOnce() {
    RedemptionDecided decision = results.redeemed("A-1", "ann", NOW);
    driver.publish(decision, results.again(decision));

    assertThat(driver.hours()).containsExactly(new Count(HOUR, "A-1", "REDEEMED", 1));
  }

  @Test
  void aDecisionFromBeforeTheStartIsNotCountedBecauseItsRequestIsSentAgain() {
    driver.publish(results.again(results.redeemed("A-1", "ann", NOW)));

    assertThat(driver.hours()).isEmpty();
  }

  @Test
  void whatIsNoDecisionIsNotCounted() {
    driver.publish(
        results.refused("A-1", "ann", RefusalReason.REQUEST_ID_REUSED, NOW),
        results.of("", null, Outcome.NOT_DECIDED, null, NOW));

    assertThat(driver.hours()).isEmpty();
  }

  @Test
  void aDeadLetterIsAnOutcome() {
    driver.publish(results.of("A-1", "ann", Outcome.DEAD_LETTERED, null, NOW));

    assertThat(driver.hours()).containsExactly(new Count(HOUR, "A-1", "DEAD_LETTERED", 1));
  }

  @Test
  void aUserWithSeveralUsesInAnHourIsOne() {
    driver.publish(
        results.redeemed("A-1", "ann", NOW),
        results.redeemed("B-1", "ann", NOW),
        new Results(1).redeemed("C-1", "ann", NOW),
        results.redeemed("A-1", "bob", NOW),
        results.redeemed("C-1", "ann", NOW.minus(Duration.ofHours(1))));

    assertThat(driver.uses())
        .containsExactly(
            new HourOfUses(HOUR.minus(Duration.ofHours(1)), 1, 1, true),
            new HourOfUses(HOUR, 4, 2, true));
  }

  @Test
  void aReleaseIsAnOutcomeAndTakesTheUseOutOfItsHour() {
    Instant hourBefore = NOW.minus(Duration.ofHours(1));
    RedemptionDecided release = results.released("A-1", NOW);
    driver.ledger.put(release.getRequestId(), new GivenBack("ann", hourBefore));
    driver.publish(
        results.redeemed("A-1", "ann", hourBefore),
        results.redeemed("B-1", "ann", hourBefore),
        results.redeemed("A-1", "bob", hourBefore),
        release);
    driver.tick();

    assertThat(driver.hours()).contains(new Count(HOUR, "A-1", "RELEASED", 1));
    assertThat(driver.uses())
        .containsExactly(new HourOfUses(HOUR.minus(Duration.ofHours(1)), 2, 2, true));
  }

  @Test
  void aReleaseWaitsForTheLedger() {
    RedemptionDecided release = results.released("A-1", NOW);
    driver.ledger.put(release.getRequestId(), new GivenBack("ann", NOW));
    driver.isLedgerDown = true;
    driver.publish(results.redeemed("A-1", "ann", NOW), release);
    driver.tick();
    assertThat(driver.uses()).containsExactly(new HourOfUses(HOUR, 1, 1, true));

    driver.isLedgerDown = false;
    driver.tick();
    driver.tick();

    assertThat(driver.uses()).isEmpty();
  }

  @Test
  void aUseThatIsCountedAfterItWasGivenBackIsNone() {
    RedemptionDecided release = new Results(1).released("A-1", NOW);
    driver.ledger.put(release.getRequestId(), new GivenBack("ann", NOW));
    driver.publish(release);
    driver.tick();
    assertThat(driver.uses()).isEmpty();

    driver.publish(results.redeemed("A-1", "ann", NOW));
    assertThat(driver.uses()).isEmpty();

    driver.publish(results.redeemed("B-1", "ann", NOW), results.redeemed("A-1", "bob", NOW));
    assertThat(driver.uses()).containsExactly(new HourOfUses(HOUR, 2, 2, true));
  }

  @Test
  void aReleaseOfAnHourThatIsNotKeptChangesNothing() {
    RedemptionDecided release = results.released("A-1", NOW);
    driver.ledger.put(release.getRequestId(), new GivenBack("ann", NOW.minus(Duration.ofHours(6))));
    driver.publish(release);
    long before = driver.entries(StatisticsTopology.NUMBERS);
    driver.tick();

    assertThat(driver.uses()).isEmpty();
    assertThat(driver.entries(StatisticsTopology.NUMBERS)).isLessThan(before);
  }

  @Test
  void whatCannotBeDecodedIsCountedAndPassedOver() {
    driver.publish(new byte[] {1, 2, 3});
    driver.publish(
        results.redeemed("A-1", "ann", NOW.plus(Duration.ofDays(9))),
        results.redeemed("A-1", "bob", NOW));

    assertThat(driver.results("undecodable")).isEqualTo(2);
    assertThat(driver.hours()).containsExactly(new Count(HOUR, "A-1", "REDEEMED", 1));
  }

  @Test
  void aDecisionOfAnHourThatIsKeptIsCountedHoweverLateItComes() {
    Instant late = NOW.minus(Duration.ofHours(4)).plusSeconds(1);
    driver.publish(
        results.redeemed("A-1", "ann", NOW), new Results(1).redeemed("B-1", "bob", late));

    assertThat(driver.hours())
        .contains(new Count(late.truncatedTo(ChronoUnit.HOURS), "B-1", "REDEEMED", 1));
    assertThat(driver.minutes()).containsExactly(new Count(NOW, "A-1", "REDEEMED", 1));
    assertThat(driver.results("late")).isZero();
  }

  @Test
  void aDecisionOlderThanWhatIsKeptIsPassedOver() {
    driver.publish(
        results.redeemed("A-1", "ann", NOW),
        new Results(1).redeemed("B-1", "bob", NOW.minus(Duration.ofHours(4)).minusSeconds(1)));

    assertThat(driver.hours()).containsExactly(new Count(HOUR, "A-1", "REDEEMED", 1));
    assertThat(driver.results("late")).isEqualTo(1);
  }

  @Test
  void whatBecameTooOldIsForgotten() {
    Instant old = NOW.minus(Duration.ofHours(6));
    for (int i = 0; i < 40; i++) {
      driver.publish(
          results.redeemed("A-1", "user-" + i, old),
          results.refused("A-1", "user-" + i, RefusalReason.EXHAUSTED, old));
    }
    driver.publish(results.redeemed("A-1", "ann", NOW));

    assertThat(driver.hours()).containsExactly(new Count(HOUR, "A-1", "REDEEMED", 1));
    assertThat(driver.minutes()).hasSize(1);
    assertThat(driver.uses()).containsExactly(new HourOfUses(HOUR, 1, 1, true));
    assertThat(driver.entries(StatisticsTopology.TEXTS)).isZero();
    assertThat(driver.entries(StatisticsTopology.NUMBERS)).isLessThan(20);
  }

  @Test
  void codesBeyondTheLimitAreCountedTogether() {
    for (String code : new String[] {"A-1", "B-1", "C-1", "D-1", "E-1"}) {
      driver.publish(results.redeemed(code, "ann", NOW));
    }
    driver.publish(results.redeemed("A-1", "bob", NOW));

    assertThat(driver.hours())
        .containsExactlyInAnyOrder(
            new Count(HOUR, "A-1", "REDEEMED", 2),
            new Count(HOUR, "B-1", "REDEEMED", 1),
            new Count(HOUR, "C-1", "REDEEMED", 1),
            new Count(HOUR, "", "REDEEMED", 2));
  }

  @Test
  void codesThatDoNotExistTakeNoCodesPlace() {
    for (String code : new String[] {"X-1", "X-2", "X-3", "X-4"}) {
      driver.publish(results.refused(code, "ann", RefusalReason.UNKNOWN_CODE, NOW));
    }
    driver.publish(results.redeemed("A-1", "ann", NOW));

    assertThat(driver.hours())
        .containsExactlyInAnyOrder(
            new Count(HOUR, "", "UNKNOWN_CODE", 4), new Count(HOUR, "A-1", "REDEEMED", 1));
  }

  @Test
  void anHourWithMoreUsersThanAreToldApartSaysSo() {
    for (int i = 0; i < 6; i++) {
      driver.publish(results.redeemed("A-1", "user-" + i, NOW));
    }

    assertThat(driver.uses()).containsExactly(new HourOfUses(HOUR, 6, 4, false));
  }

  @Test
  void aLogThatReplacesAnotherOneIsCounted() {
    driver.publish(
        results.redeemed("A-1", "ann", NOW.minusSeconds(9)),
        results.redeemed("A-1", "bob", NOW.minusSeconds(8)));
    results.beginAgain();
    RedemptionDecided first = results.redeemed("A-1", "cas", NOW.minusSeconds(1));
    RedemptionDecided second = results.redeemed("A-1", "dan", NOW);
    driver.publish(first, second, first, second);

    assertThat(driver.hours()).containsExactly(new Count(HOUR, "A-1", "REDEEMED", 4));
  }
}
