package dev.admitone.gateway.log.results;

import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

/** Liveness: the results reader's thread has not ended. Only a restart begins it again. */
final class ResultsThreadHealth implements HealthIndicator {

  private final ResultsReader reader;

  ResultsThreadHealth(ResultsReader reader) {
    this.reader = reader;
  }

  @Override
  public Health health() {
    Throwable death = reader.death();
    return death == null
        ? Health.up().build()
        : Health.down().withDetail("ended", death.getClass().getName()).build();
  }
}
