package dev.admitone.gateway.log.requests;

import static org.assertj.core.api.Assertions.assertThat;

import dev.admitone.gateway.support.SettableClock;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.Status;

/** A machine whose clock is not the broker's. */
class ClockHealthTest {

  private final SettableClock clock = new SettableClock();
  private final AtomicLong nanos = new AtomicLong();
  private final BrokerClock broker = new BrokerClock(clock, nanos::get);
  private final ClockHealth health = new ClockHealth(broker, Duration.ofMinutes(15), clock);

  @Test
  void greenWhereNothingIsKnownAndWhereTheyDifferALittle() {
    assertThat(status()).isEqualTo(Status.UP);
    broker.stamped(clock.millis() - 60_000);
    assertThat(status()).isEqualTo(Status.UP);
  }

  @Test
  void redWhereItIsAheadOrBehindSayingHowFarAndSinceWhen() {
    broker.stamped(clock.millis() - Duration.ofHours(2).toMillis());
    assertThat(detail())
        .isEqualTo(
            "since 2026-07-01T12:00:00Z: the right time: this machine's clock is PT2H ahead of the"
                + " broker's, PT15M are allowed");
    passEverywhere(Duration.ofSeconds(5));
    assertThat(detail()).startsWith("since 2026-07-01T12:00:00Z");
    broker.stamped(clock.millis() + Duration.ofHours(2).toMillis());
    assertThat(detail()).contains("PT2H behind the broker's");
  }

  @Test
  void greenByItselfWhenThisClockIsSetWithoutAnyRequest() {
    broker.stamped(clock.millis() + Duration.ofHours(2).toMillis());
    assertThat(status()).isEqualTo(Status.DOWN);
    clock.pass(Duration.ofHours(2));
    assertThat(status()).isEqualTo(Status.UP);
  }

  @Test
  void whatWasSeenLongAgoIsForgottenSinceTheBrokersClockMayHaveBeenSet() {
    broker.stamped(clock.millis() + Duration.ofHours(2).toMillis());
    passEverywhere(Duration.ofMinutes(9));
    assertThat(status()).isEqualTo(Status.DOWN);
    passEverywhere(Duration.ofMinutes(1));
    assertThat(status()).isEqualTo(Status.UP);
  }

  private void passEverywhere(Duration time) {
    clock.pass(time);
    nanos.addAndGet(time.toNanos());
  }

  private Status status() {
    return health.health().getStatus();
  }

  private String detail() {
    Health told = health.health();
    assertThat(told.getStatus()).isEqualTo(Status.DOWN);
    return String.valueOf(told.getDetails().get("missing"));
  }
}
