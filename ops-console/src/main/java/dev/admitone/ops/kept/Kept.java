package dev.admitone.ops.kept;

import com.zaxxer.hikari.HikariDataSource;
import dev.admitone.ops.ledger.DatabaseFailure;
import dev.admitone.ops.ledger.LedgerTooSlowException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Works with the console's own tables, and makes them before the first statement: the database need
 * not be there when the console starts. Each statement is a transaction of its own.
 */
public final class Kept implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Kept.class);

  private final HikariDataSource pool;
  private final JdbcClient jdbc;
  private final AtomicBoolean isReported = new AtomicBoolean();
  private volatile boolean hasTables;

  /** Closes the pool with itself. */
  Kept(HikariDataSource pool) {
    this.pool = pool;
    this.jdbc = JdbcClient.create(pool);
  }

  /**
   * Returns what the database responds to a statement.
   *
   * @throws KeptUnavailableException if the tables cannot be reached
   * @throws LedgerTooSlowException if the database ended the statement
   */
  public <T extends @Nullable Object> T ask(Function<JdbcClient, T> statement) {
    try {
      requireTables();
      T response = statement.apply(jdbc);
      isReported.set(false);
      return response;
    } catch (DataAccessException e) {
      throw explained(e);
    }
  }

  private void requireTables() {
    if (!hasTables) {
      createTables();
    }
  }

  private synchronized void createTables() {
    if (!hasTables) {
      KeptTables.create(jdbc);
      hasTables = true;
    }
  }

  private RuntimeException explained(DataAccessException e) {
    DatabaseFailure failure = DatabaseFailure.of(e);
    return switch (failure.kind()) {
      case TOO_SLOW -> new LedgerTooSlowException(e);
      case UNAVAILABLE -> unavailable(failure, e);
      case OTHER -> e;
    };
  }

  private KeptUnavailableException unavailable(DatabaseFailure failure, DataAccessException e) {
    // Another database may be there next time, without the tables.
    hasTables = false;
    // The console looks for open work every few seconds: one line for each outage.
    if (isReported.compareAndSet(false, true)) {
      LOG.warn("The console's own tables cannot be reached: {}", failure.message());
    }
    return new KeptUnavailableException(failure.message(), e);
  }

  @Override
  public void close() {
    pool.close();
  }
}
