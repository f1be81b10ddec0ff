package dev.admitone.processor.database;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

/**
 * Whether the database responds and can be written to, and whether it keeps what is committed;
 * known within a second: a lane may wait longer for a connection, but the caller that asks for
 * readiness would give up first. One question is open at a time.
 */
final class DatabaseHealth implements HealthIndicator {

  /** The detail that names the risk of the server's settings. */
  static final String WARNING = "warning";

  private static final Duration RESPONSE_WAIT_MAX = Duration.ofSeconds(1);

  private final DataSource database;
  private @Nullable CompletableFuture<Health> asked;

  DatabaseHealth(DataSource dataSource) {
    this.database = dataSource;
  }

  @Override
  public Health health() {
    try {
      return asked().get(RESPONSE_WAIT_MAX.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      return down("it does not respond within " + RESPONSE_WAIT_MAX);
    } catch (ExecutionException e) {
      return down(String.valueOf(e.getCause()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return down("interrupted");
    }
  }

  private synchronized CompletableFuture<Health> asked() {
    CompletableFuture<Health> open = asked;
    if (open == null || open.isDone()) {
      open = CompletableFuture.supplyAsync(this::ask, Thread::startVirtualThread);
      asked = open;
    }
    return open;
  }

  private Health ask() {
    ServerCondition server;
    try {
      server = ServerCondition.ask(database);
    } catch (RuntimeException e) {
      return down(String.valueOf(e.getMessage()));
    }
    if (server.standby()) {
      return down("a writable database: this server is a standby");
    }
    if (server.readOnly()) {
      return down("a writable database: this session is read-only");
    }
    Health.Builder up = Health.up().withDetail("database", "PostgreSQL");
    if (!server.unsafeSettings().isEmpty()) {
      up.withDetail(
          WARNING,
          "The PostgreSQL server runs with "
              + server.unsafeSettings()
              + ": when its machine crashes, decisions that users know are lost, or the whole"
              + " database. Turn it on.");
    }
    return up.build();
  }

  private static Health down(String why) {
    return Health.down().withDetail("missing", why).build();
  }
}
