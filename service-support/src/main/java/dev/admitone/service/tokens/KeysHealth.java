package dev.admitone.service.tokens;

import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

/** Readiness: there are keys to verify tokens with. */
final class KeysHealth implements HealthIndicator {

  private final IssuerKeys keys;

  KeysHealth(IssuerKeys keys) {
    this.keys = keys;
  }

  @Override
  public Health health() {
    String missing = keys.missing();
    if (missing != null) {
      return Health.down().withDetail("missing", "the issuer's keys: " + missing).build();
    }
    Health.Builder up = Health.up().withDetail("keys", keys.known().size());
    String trouble = keys.trouble();
    return trouble == null
        ? up.build()
        : up.withDetail("trouble", "the keys cannot be fetched again: " + trouble).build();
  }
}
