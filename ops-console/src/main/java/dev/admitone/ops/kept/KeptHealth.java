package dev.admitone.ops.kept;

import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

/**
 * Whether the console's own tables can be reached. No part of readiness: without them operators
 * still look at the ledger and at the log.
 */
final class KeptHealth implements HealthIndicator {

  private static final String STEPS = "select count(*) from kept_steps";

  private final Kept kept;

  KeptHealth(Kept kept) {
    this.kept = kept;
  }

  @Override
  public Health health() {
    try {
      long steps = kept.ask(jdbc -> jdbc.sql(STEPS).query(Long.class).single());
      return Health.up().withDetail("steps", steps).build();
    } catch (RuntimeException e) {
      return Health.down().withDetail("missing", String.valueOf(e.getMessage())).build();
    }
  }
}
