package dev.admitone.gateway.invites;

import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

/** Liveness: the thread that reads invites has not ended. Only a restart begins it again. */
final class InvitesThreadHealth implements HealthIndicator {

  private final InviteStreams streams;

  InvitesThreadHealth(InviteStreams streams) {
    this.streams = streams;
  }

  @Override
  public Health health() {
    Throwable death = streams.death();
    return death == null
        ? Health.up().build()
        : Health.down().withDetail("ended", death.getClass().getName()).build();
  }
}
