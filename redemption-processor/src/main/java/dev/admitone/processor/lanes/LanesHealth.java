package dev.admitone.processor.lanes;

import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

/** Readiness: each lane runs and is not waiting for anything; if it is, for what and since when. */
final class LanesHealth implements HealthIndicator {

  private final Lanes lanes;

  LanesHealth(Lanes lanes) {
    this.lanes = lanes;
  }

  @Override
  public Health health() {
    Health.Builder health = Health.up();
    for (Lane lane : lanes.all()) {
      if (!lane.isRunning()) {
        health.down().withDetail(lane.name(), "not running");
        continue;
      }
      lane.status()
          .waiting()
          .ifPresent(
              waiting ->
                  health
                      .down()
                      .withDetail(
                          lane.name(),
                          "waits since %s: %s".formatted(waiting.since(), waiting.reason())));
    }
    return health.build();
  }
}
