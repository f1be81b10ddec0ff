package dev.admitone.ops.statistics.stream;

import org.apache.kafka.streams.KafkaStreams;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

/**
 * Whether results are counted. No part of readiness: without statistics operators still see and do
 * all else.
 */
final class StatisticsHealth implements HealthIndicator {

  private final StatisticsStream stream;

  StatisticsHealth(StatisticsStream stream) {
    this.stream = stream;
  }

  @Override
  public Health health() {
    String trouble = stream.trouble();
    KafkaStreams running = stream.running();
    if (trouble != null) {
      return Health.down().withDetail("missing", trouble).build();
    }
    return Health.up()
        .withDetail("state", running == null ? "STARTING" : running.state().name())
        .build();
  }
}
