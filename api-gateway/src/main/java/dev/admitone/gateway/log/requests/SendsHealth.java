package dev.admitone.gateway.log.requests;

import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

/** Readiness: the log takes this gateway's requests, as far as it sent any. */
final class SendsHealth implements HealthIndicator {

  private final SendTrouble trouble;
  private final String topic;

  SendsHealth(SendTrouble trouble, String topic) {
    this.trouble = trouble;
    this.topic = topic;
  }

  @Override
  public Health health() {
    return trouble
        .state()
        .map(
            state ->
                Health.down()
                    .withDetail(topic, "since %s: %s".formatted(state.since(), state.what()))
                    .build())
        .orElseGet(() -> Health.up().build());
  }
}
