package dev.admitone.processor.lanes;

import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

/** Liveness: no lane's thread has ended. One that has does not come back without a restart. */
final class LaneThreadsHealth implements HealthIndicator {

  private final Lanes lanes;

  LaneThreadsHealth(Lanes lanes) {
    this.lanes = lanes;
  }

  @Override
  public Health health() {
    if (!lanes.isRunning()) {
      return Health.up().build();
    }
    Health.Builder health = Health.up();
    lanes.all().stream()
        .filter(lane -> !lane.isRunning())
        .forEach(lane -> health.down().withDetail(lane.name(), "its thread ended"));
    if (!lanes.isWatched()) {
      health.down().withDetail("ledger-watch", "its thread ended");
    }
    return health.build();
  }
}
