package dev.admitone.service.watch;

import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

/** Readiness: a broker responds. */
final class BrokerHealth implements HealthIndicator {

  private final TopicWatch watch;

  BrokerHealth(TopicWatch watch) {
    this.watch = watch;
  }

  @Override
  public Health health() {
    return watch.troubles().stream()
        .filter(trouble -> trouble.about().equals(TopicWatch.BROKER))
        .findFirst()
        .map(trouble -> Health.down().withDetail("missing", trouble.text()).build())
        .orElseGet(() -> Health.up().withDetail("brokers", watch.brokerCount()).build());
  }
}
