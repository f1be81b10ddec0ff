package dev.admitone.processor.sweep;

import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

/** Liveness: the sweep's thread has not ended. One that has does not come back by itself. */
final class RefreshSweepHealth implements HealthIndicator {

  private final RefreshSweep sweep;

  RefreshSweepHealth(RefreshSweep sweep) {
    this.sweep = sweep;
  }

  @Override
  public Health health() {
    return sweep.isAlive()
        ? Health.up().build()
        : Health.down().withDetail("missing", "its thread ended").build();
  }
}
