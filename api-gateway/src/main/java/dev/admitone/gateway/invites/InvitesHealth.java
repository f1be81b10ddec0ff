package dev.admitone.gateway.invites;

import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

/** Readiness: the invites topic was read to its end, and is read on. */
final class InvitesHealth implements HealthIndicator {

  private final InviteStreams streams;

  InvitesHealth(InviteStreams streams) {
    this.streams = streams;
  }

  @Override
  public Health health() {
    if (streams.death() != null) {
      return Health.down()
          .withDetail("missing", "since %s: the invites store has ended".formatted(streams.since()))
          .build();
    }
    return streams.isReady()
        ? Health.up().build()
        : Health.outOfService()
            .withDetail(
                "missing",
                "since %s: the invites topic is not read up to its end yet"
                    .formatted(streams.since()))
            .build();
  }
}
