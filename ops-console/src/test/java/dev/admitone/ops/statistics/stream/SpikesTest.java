package dev.admitone.ops.statistics.stream;

import static dev.admitone.ops.statistics.stream.Driver.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import dev.admitone.ops.statistics.counts.Alert;
import dev.admitone.ops.statistics.counts.AlertKind;
import dev.admitone.schemas.avro.RefusalReason;
import java.time.Duration;
import java.time.Instant;
import org.apache.kafka.streams.KeyValue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What the topology detects, without a broker: each kind at its limit and just below it. */
class SpikesTest {

  private final Driver driver = new Driver();
  private final Results results = new Results(0);

  @AfterEach
  void close() {
    driver.close();
  }

  private void refuse(int count, String code, String user, RefusalReason reason, Instant at) {
    for (int i = 0; i < count; i++) {
      driver.publish(results.refused(code, user, reason, at));
    }
  }

  @Test
  void manyRefusalsForOneReasonInAMinuteAreASpike() {
    refuse(10, "A-1", "ann", RefusalReason.EXPIRED, NOW);

    assertThat(driver.alerts())
        .containsExactly(new Alert(AlertKind.REFUSALS, "EXPIRED", NOW, NOW, 10, 9));
    assertThat(driver.spikes("refusals")).isEqualTo(1);
  }

  @Test
  void fewRefusalsAreNone() {
    refuse(9, "A-1", "ann", RefusalReason.EXPIRED, NOW);
    refuse(9, "A-1", "ann", RefusalReason.REVOKED, NOW);

    assertThat(driver.alerts()).isEmpty();
    assertThat(driver.sentAlerts()).isEmpty();
  }

  @Test
  void manyRefusalsAreNoneWhereAsManyAreUsual() {
    for (int minute = 60; minute > 0; minute--) {
      refuse(9, "A-1", "ann", RefusalReason.EXHAUSTED, NOW.minus(Duration.ofMinutes(minute)));
    }
    refuse(44, "A-1", "ann", RefusalReason.EXHAUSTED, NOW);
    assertThat(driver.alerts()).isEmpty();

    refuse(1, "A-1", "ann", RefusalReason.EXHAUSTED, NOW);

    assertThat(driver.alerts())
        .containsExactly(new Alert(AlertKind.REFUSALS, "EXHAUSTED", NOW, NOW, 45, 44));
  }

  @Test
  void aUserThatTriesManyCodesIsASpike() {
    refuse(5, "A-1", "eve", RefusalReason.UNKNOWN_CODE, NOW.minusSeconds(9));
    refuse(1, "A-2", "eve", RefusalReason.EXPIRED, NOW.minusSeconds(5));
    assertThat(driver.alerts()).isEmpty();

    refuse(1, "A-3", "eve", RefusalReason.UNKNOWN_CODE, NOW);

    assertThat(driver.alerts()).containsExactly(new Alert(AlertKind.USER, "eve", NOW, NOW, 3, 2));
    assertThat(driver.spikes("user")).isEqualTo(1);
  }

  @Test
  void codesOfDifferentHoursAreNotAddedUp() {
    refuse(1, "A-1", "eve", RefusalReason.UNKNOWN_CODE, NOW.minus(Duration.ofHours(1)));
    refuse(1, "A-2", "eve", RefusalReason.UNKNOWN_CODE, NOW.minus(Duration.ofHours(1)));
    refuse(1, "A-3", "eve", RefusalReason.UNKNOWN_CODE, NOW);

    assertThat(driver.alerts()).isEmpty();
  }

  @Test
  void aCodeThatIsRefusedToManyUsersIsASpike() {
    for (String user : new String[] {"ann", "bob", "cas", "cas", "cas"}) {
      refuse(1, "A-1", user, RefusalReason.REVOKED, NOW);
    }
    assertThat(driver.alerts()).isEmpty();

    refuse(1, "A-1", "dan", RefusalReason.REVOKED, NOW);

    assertThat(driver.alerts()).containsExactly(new Alert(AlertKind.CODE, "A-1", NOW, NOW, 4, 3));
    assertThat(driver.spikes("code")).isEqualTo(1);
  }

  @Test
  void grantedUsesAreNoSpike() {
    for (int i = 0; i < 20; i++) {
      driver.publish(
          results.redeemed("A-1", "user-" + i, NOW), results.redeemed("B-" + i, "ann", NOW));
    }

    assertThat(driver.alerts()).isEmpty();
  }

  @Test
  void aSpikeThatGoesOnIsOneAlertWithItsLargestNumber() {
    refuse(12, "A-1", "ann", RefusalReason.EXPIRED, NOW.minusSeconds(60));
    refuse(70, "A-1", "ann", RefusalReason.EXPIRED, NOW);

    assertThat(driver.alerts())
        .containsExactly(
            new Alert(AlertKind.REFUSALS, "EXPIRED", NOW.minusSeconds(60), NOW, 70, 9));
    assertThat(driver.spikes("refusals")).isEqualTo(1);
  }

  @Test
  void aSpikeAfterAPauseIsAnotherOne() {
    Instant before = NOW.minus(Duration.ofMinutes(61));
    refuse(10, "A-1", "ann", RefusalReason.EXPIRED, before);
    refuse(10, "A-1", "ann", RefusalReason.EXPIRED, NOW);

    assertThat(driver.alerts())
        .containsExactly(new Alert(AlertKind.REFUSALS, "EXPIRED", NOW, NOW, 10, 9));
    assertThat(driver.spikes("refusals")).isEqualTo(2);
  }

  @Test
  void alertsGoToTheirTopicOnceTheyChangeAndAreTakenAwayLater() {
    refuse(10, "A-1", "ann", RefusalReason.EXPIRED, NOW.minus(Duration.ofHours(3)));

    assertThat(driver.sentAlerts())
        .containsExactly(
            KeyValue.pair(
                "REFUSALS:EXPIRED",
                """
                {"kind":"REFUSALS","subject":"EXPIRED","since":"2026-03-01T09:30:00Z",\
                "seen":"2026-03-01T09:30:00Z","count":10,"usual":9}"""));
    assertThat(driver.sentAlerts()).isEmpty();

    driver.publish(results.redeemed("A-1", "ann", NOW.plusSeconds(60)));

    assertThat(driver.sentAlerts()).containsExactly(KeyValue.pair("REFUSALS:EXPIRED", null));
    assertThat(driver.alerts()).isEmpty();
  }

  @Test
  void aDecisionThatIsPublishedAgainRaisesNoAlert() {
    var refusal = results.refused("A-1", "ann", RefusalReason.EXPIRED, NOW);
    for (int i = 0; i < 20; i++) {
      driver.publish(refusal);
    }

    assertThat(driver.alerts()).isEmpty();
  }
}
