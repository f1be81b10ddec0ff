package dev.admitone.ops.ledger;

import java.sql.SQLException;
import java.util.List;
import org.springframework.dao.DataAccessException;

/**
 * Why a database did not do what a statement asked.
 *
 * @param message the server's or the driver's, for the operator
 */
public record DatabaseFailure(Kind kind, String message) {

  private static final String CANCELED = "57014";
  private static final String LOCK_NOT_AVAILABLE = "55P03";

  /**
   * SQLSTATEs, by their beginnings, of a database that is not there, lets the role not in, or is
   * not migrated yet: no connection, refused login, too many connections, no such database or
   * schema, starting or stopping, no right, no such table, column.
   */
  private static final List<String> UNAVAILABLE =
      List.of("08", "28", "53", "3D", "3F", "57P", "42501", "42P01", "42703");

  /** What kind of failure it is. */
  public enum Kind {
    /** The database cannot be asked now. */
    UNAVAILABLE,
    /** The database ended the statement. */
    TOO_SLOW,
    /** An error of the console. */
    OTHER
  }

  /** Of what Spring made of it. */
  public static DatabaseFailure of(DataAccessException e) {
    SQLException innermost = null;
    String state = null;
    for (Throwable cause = e; cause != null; cause = cause.getCause()) {
      if (cause instanceof SQLException sql) {
        innermost = sql;
        state = sql.getSQLState() == null ? state : sql.getSQLState();
      }
    }
    if (innermost == null) {
      return new DatabaseFailure(Kind.OTHER, String.valueOf(e.getMessage()));
    }
    String message = String.valueOf(innermost.getMessage());
    if (CANCELED.equals(state) || LOCK_NOT_AVAILABLE.equals(state)) {
      return new DatabaseFailure(Kind.TOO_SLOW, message);
    }
    // A pool that has no connection to give in time has no SQLSTATE.
    boolean unavailable = state == null || UNAVAILABLE.stream().anyMatch(state::startsWith);
    return new DatabaseFailure(unavailable ? Kind.UNAVAILABLE : Kind.OTHER, message);
  }
}
