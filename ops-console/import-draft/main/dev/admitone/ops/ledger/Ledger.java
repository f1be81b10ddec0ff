package dev.admitone.ops.ledger;

import java.sql.SQLException;
import java.util.List;
import java.util.function.Function;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Asks the ledger. Each question is one statement, which the database ends if it takes long. */
public final class Ledger {

  private static final Logger LOG = LoggerFactory.getLogger(Ledger.class);

  private static final String CANCELED = "57014";
  private static final String LOCK_NOT_AVAILABLE = "55P03";

  /**
   * SQLSTATEs, by their beginnings, of a database that is not there, lets the role not in, or is
   * not migrated yet: no connection, refused login, too many connections, no such database or
   * schema, starting or stopping, no right, no such table, column.
   */
  private static final List<String> UNAVAILABLE =
      List.of("08", "28", "53", "3D", "3F", "57P", "42501", "42P01", "42703");

  private final JdbcClient jdbc;

  Ledger(DataSource database) {
    this.jdbc = JdbcClient.create(database);
  }

  /**
   * Returns what the ledger responds to a question.
   *
   * @throws LedgerUnavailableException if the database cannot be asked now
   * @throws LedgerTooSlowException if the database ended the question
   */
  public <T extends @Nullable Object> T ask(Function<JdbcClient, T> question) {
    try {
      return question.apply(jdbc);
    } catch (DataAccessException e) {
      throw explained(e);
    }
  }

  private static RuntimeException explained(DataAccessException e) {
    SQLException innermost = null;
    String state = null;
    for (Throwable cause = e; cause != null; cause = cause.getCause()) {
      if (cause instanceof SQLException sql) {
        innermost = sql;
        state = sql.getSQLState() == null ? state : sql.getSQLState();
      }
    }
    if (innermost == null) {
      return e;
    }
    if (CANCELED.equals(state) || LOCK_NOT_AVAILABLE.equals(state)) {
      return new LedgerTooSlowException(e);
    }
    // A pool that has no connection to give in time has no SQLSTATE.
    if (state == null || UNAVAILABLE.stream().anyMatch(state::startsWith)) {
      String message = String.valueOf(innermost.getMessage());
      LOG.warn("The ledger cannot be read: {}", message);
      return new LedgerUnavailableException(message, e);
    }
    return e;
  }
}
