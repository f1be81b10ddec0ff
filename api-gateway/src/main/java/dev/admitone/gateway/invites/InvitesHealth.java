package dev.admitone.gateway.invites;

import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

/**
 * Readiness: the invites topic was read to its end, and is read on. It also says how many codes
 * there are, and how much of the memory for them is taken; when all of it is, the gateway stays
 * ready, since redemptions go on.
 */
final class InvitesHealth implements HealthIndicator {

  private final InvitesReader reader;
  private final InviteTable table;

  InvitesHealth(InvitesReader reader, InviteTable table) {
    this.reader = reader;
    this.table = table;
  }

  @Override
  public Health health() {
    if (reader.death() != null) {
      return Health.down()
          .withDetail(
              "missing", "since %s: the invites reader has ended".formatted(reader.behindSince()))
          .build();
    }
    return (reader.isReady() ? Health.up() : notRead())
        .withDetail("codes", table.codes())
        .withDetail("memory", memory())
        .build();
  }

  private Health.Builder notRead() {
    String trouble = reader.trouble();
    return Health.outOfService()
        .withDetail(
            "missing",
            "since %s: %s"
                .formatted(
                    reader.behindSince(),
                    trouble == null
                        ? "the invites topic is not read up to its end yet"
                        : "the invites topic cannot be read: " + trouble));
  }

  private String memory() {
    long percent = 100 * table.bytes() / table.maxBytes();
    return table.leftOut() == 0
        ? "%d%% of %d MB".formatted(percent, table.maxBytes() >> 20)
        : "full: codes beyond these are not shown (admit-one.gateway.invites.max-size)";
  }
}
