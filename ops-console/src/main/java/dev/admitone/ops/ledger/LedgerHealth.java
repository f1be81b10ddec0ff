package dev.admitone.ops.ledger;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

/**
 * Whether the ledger can be read, known within seconds. No part of readiness: a console without its
 * database still has to be reached, since it is where operators look for what is wrong.
 */
final class LedgerHealth implements HealthIndicator {

  /** The first version of the tables whose reader may call all that the console calls. */
  static final int VERSION_MIN = 26;

  private static final String VERSION =
      """
      select coalesce(max(version::int), 0) from flyway_schema_history
      where success and version is not null
      """;

  private final Ledger ledger;
  private final Duration responseWaitMax;
  private @Nullable CompletableFuture<Health> asked;

  /**
   * @param responseWaitMax longer than a connection is waited for, so that a failure says why
   */
  LedgerHealth(Ledger ledger, Duration responseWaitMax) {
    this.ledger = ledger;
    this.responseWaitMax = responseWaitMax;
  }

  @Override
  public Health health() {
    try {
      return asked().get(responseWaitMax.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      return down("it does not respond within " + responseWaitMax);
    } catch (ExecutionException e) {
      return down(String.valueOf(e.getCause()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return down("interrupted");
    }
  }

  /** One question is open at a time. */
  private synchronized CompletableFuture<Health> asked() {
    CompletableFuture<Health> open = asked;
    if (open == null || open.isDone()) {
      open = CompletableFuture.supplyAsync(this::ask, Thread::startVirtualThread);
      asked = open;
    }
    return open;
  }

  private Health ask() {
    int version;
    try {
      version = ledger.ask(jdbc -> jdbc.sql(VERSION).query(Integer.class).single());
    } catch (RuntimeException e) {
      return down(String.valueOf(e.getMessage()));
    }
    if (version < VERSION_MIN) {
      return down(
          "the tables at version %d or newer: they are at version %d; run the migrations"
              .formatted(VERSION_MIN, version));
    }
    return Health.up().withDetail("version", version).build();
  }

  private static Health down(String why) {
    return Health.down().withDetail("missing", why).build();
  }
}
