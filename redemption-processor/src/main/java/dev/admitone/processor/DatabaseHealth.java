package dev.admitone.processor;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.jdbc.health.DataSourceHealthIndicator;
import org.springframework.stereotype.Component;

/**
 * Whether the database answers, told within a second: a lane may wait longer for a connection, but
 * whoever asks for readiness would give up first. One question is open at a time.
 */
@Component("dbHealthContributor")
final class DatabaseHealth implements HealthIndicator {

  private static final Duration LONGEST = Duration.ofSeconds(1);

  private final HealthIndicator database;
  private @Nullable CompletableFuture<@Nullable Health> asked;

  DatabaseHealth(DataSource dataSource) {
    this.database = new DataSourceHealthIndicator(dataSource);
  }

  @Override
  public Health health() {
    try {
      Health health = asked().get(LONGEST.toMillis(), TimeUnit.MILLISECONDS);
      return health == null ? Health.unknown().build() : health;
    } catch (TimeoutException e) {
      return down("it does not answer within " + LONGEST);
    } catch (ExecutionException e) {
      return down(String.valueOf(e.getCause()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return down("interrupted");
    }
  }

  private synchronized CompletableFuture<@Nullable Health> asked() {
    CompletableFuture<@Nullable Health> open = asked;
    if (open == null || open.isDone()) {
      open = CompletableFuture.supplyAsync(database::health, Thread::startVirtualThread);
      asked = open;
    }
    return open;
  }

  private static Health down(String why) {
    return Health.down().withDetail("missing", why).build();
  }
}
