package dev.admitone.gateway.log.requests;

import static org.assertj.core.api.Assertions.assertThat;

import dev.admitone.gateway.support.SettableClock;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** When failed sends turn a gateway red, and how it comes back. */
class SendTroubleTest {

  private final SettableClock clock = new SettableClock();
  private final SendTrouble trouble = new SendTrouble(clock);

  @Test
  void oneThatFailsSaysNothing() {
    assertThat(trouble.failed("too slow")).as("the first, to be logged").isTrue();
    pass(9);
    assertThat(trouble.state()).isEmpty();
    assertThat(trouble.acknowledged()).isTrue();
    assertThat(trouble.acknowledged()).isFalse();
  }

  @Test
  void severalInARowOverSomeSecondsDo() {
    Instant first = clock.instant();
    trouble.failed("too slow");
    pass(2);
    assertThat(trouble.failed("none")).isFalse();
    assertThat(trouble.state()).as("within two seconds").isEmpty();
    pass(3);
    assertThat(trouble.state()).contains(new SendTrouble.State("none", first));
  }

  @Test
  void oneThatIsAcknowledgedInBetweenBeginsAnew() {
    for (int i = 0; i < 20; i++) {
      trouble.failed("no leader");
      pass(1);
      trouble.acknowledged();
      assertThat(trouble.state()).isEmpty();
    }
  }

  @Test
  void anAcknowledgementTurnsItGreenAtOnce() {
    turnRed();
    trouble.acknowledged();
    assertThat(trouble.state()).isEmpty();
  }

  @Test
  void withoutTrafficItTriesAfterAWhileAndEachTimeLaterSoThatItDoesNotFlap() {
    turnRed();
    pass(9);
    assertThat(trouble.state()).isPresent();
    pass(1);
    assertThat(trouble.state()).isEmpty();
    turnRed();
    pass(19);
    assertThat(trouble.state()).isPresent();
    pass(1);
    assertThat(trouble.state()).isEmpty();
    for (int i = 0; i < 9; i++) {
      turnRed();
      pass(SendTrouble.PAUSE_MAX.toSeconds());
      assertThat(trouble.state()).isEmpty();
    }
    // After one that worked the first try comes soon again.
    trouble.acknowledged();
    turnRed();
    pass(SendTrouble.PAUSE_INITIAL.toSeconds());
    assertThat(trouble.state()).isEmpty();
  }

  @Test
  void failuresFarApartAreNotInARow() {
    for (int i = 0; i < 5; i++) {
      trouble.failed("too slow");
      pass(3_600);
      assertThat(trouble.state()).isEmpty();
    }
  }

  private void turnRed() {
    trouble.failed("none");
    pass(5);
    trouble.failed("none");
    assertThat(trouble.state()).isPresent();
  }

  private void pass(long seconds) {
    clock.pass(Duration.ofSeconds(seconds));
  }
}
