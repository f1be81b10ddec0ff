package dev.admitone.gateway.log.results;

import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

/** Readiness: the results topic is read, and was read up to where it ended at the start. */
final class ResultsHealth implements HealthIndicator {

  private final ResultsReader reader;

  ResultsHealth(ResultsReader reader) {
    this.reader = reader;
  }

  @Override
  public Health health() {
    if (reader.death() != null) {
      return Health.down().withDetail("missing", "the results reader has ended").build();
    }
    if (reader.isCaughtUp()) {
      return Health.up().build();
    }
    String trouble = reader.trouble();
    return Health.outOfService()
        .withDetail(
            "missing",
            "since %s: %s"
                .formatted(
                    reader.behindSince(),
                    trouble == null
                        ? "the results topic is not read up to its end yet"
                        : "the results topic cannot be read: " + trouble))
        .build();
  }
}
