package dev.admitone.service.watch;

import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

/** Readiness: the topics are there and can be used; else which cannot, why, and since when. */
final class TopicsHealth implements HealthIndicator {

  private final TopicWatch watch;

  TopicsHealth(TopicWatch watch) {
    this.watch = watch;
  }

  @Override
  public Health health() {
    Health.Builder health = Health.up();
    for (Trouble trouble : watch.troubles()) {
      if (!trouble.about().equals(TopicWatch.BROKER)) {
        health.down().withDetail(trouble.about(), trouble.text());
      }
    }
    return health.build();
  }
}
