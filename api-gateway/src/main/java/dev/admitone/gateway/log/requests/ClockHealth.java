package dev.admitone.gateway.log.requests;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

/**
 * Readiness: this machine's clock and the broker's agree. Results are looked for by time, and Kafka
 * refuses time stamps that lie too far ahead.
 */
final class ClockHealth implements HealthIndicator {

  private final BrokerClock brokerClock;
  private final Duration limit;
  private final Clock clock;
  private @Nullable Instant since;

  ClockHealth(BrokerClock brokerClock, Duration limit, Clock clock) {
    this.brokerClock = brokerClock;
    this.limit = limit;
    this.clock = clock;
  }

  @Override
  public synchronized Health health() {
    Duration ahead = brokerClock.ahead().orElse(Duration.ZERO);
    if (ahead.abs().compareTo(limit) < 0) {
      since = null;
      return Health.up().build();
    }
    Instant first = since == null ? clock.instant() : since;
    since = first;
    return Health.down()
        .withDetail(
            "missing",
            "since %s: the right time: this machine's clock is %s %s the broker's, %s are allowed"
                .formatted(first, ahead.abs(), ahead.isNegative() ? "behind" : "ahead of", limit))
        .build();
  }
}
