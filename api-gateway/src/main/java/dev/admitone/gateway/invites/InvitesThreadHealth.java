package dev.admitone.gateway.invites;

import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

/** Liveness: the thread that reads invites has not ended. Only a restart begins it again. */
final class InvitesThreadHealth implements HealthIndicator {

  private final InvitesReader reader;

  InvitesThreadHealth(InvitesReader reader) {
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
