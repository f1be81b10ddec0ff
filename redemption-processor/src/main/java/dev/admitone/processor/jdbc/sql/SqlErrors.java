package dev.admitone.processor.jdbc.sql;

import dev.admitone.processor.redemption.ContentRejectedException;
import dev.admitone.processor.redemption.LedgerConflictException;
import dev.admitone.processor.redemption.LedgerUnavailableException;
import dev.admitone.processor.redemption.PlaceElsewhereException;
import dev.admitone.processor.redemption.Unavailability;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/**
 * What an SQLSTATE means for a batch: another transaction was there first, the content is refused,
 * or (everything else) the infrastructure is not as it should be.
 *
 * @see <a href="https://www.postgresql.org/docs/18/errcodes-appendix.html">PostgreSQL 18, Error
 *     Codes</a>
 */
public final class SqlErrors {

  private static final String UNIQUE_VIOLATION = "23505";
  private static final String SERIALIZATION_FAILURE = "40001";
  private static final String DEADLOCK_DETECTED = "40P01";
  private static final String LOCK_NOT_AVAILABLE = "55P03";

  /** Raised by the function move_ledger_places. */
  private static final String PLACE_ELSEWHERE = "AO001";

  private static final String DATA_EXCEPTION_CLASS = "22";
  private static final String INTEGRITY_VIOLATION_CLASS = "23";

  private SqlErrors() {}

  /**
   * The exception to throw instead. Its message contains nothing of the content. An exception that
   * no SQLException caused comes back as it is.
   */
  public static RuntimeException translate(RuntimeException e) {
    SQLException told = innermost(e);
    if (told == null) {
      return e;
    }
    String state = told.getSQLState();
    if (state == null) {
      // A pool's: it had no connection in time.
      return new LedgerUnavailableException(Unavailability.NO_CONNECTION, told.toString(), e);
    }
    return switch (state) {
      case UNIQUE_VIOLATION -> new LedgerConflictException("unique_violation", e);
      case SERIALIZATION_FAILURE -> new LedgerConflictException("serialization_failure", e);
      case DEADLOCK_DETECTED -> new LedgerConflictException("deadlock_detected", e);
      case PLACE_ELSEWHERE ->
          new PlaceElsewhereException("the ledger's places are not where the lane knows them", e);
      default ->
          state.startsWith(DATA_EXCEPTION_CLASS) || state.startsWith(INTEGRITY_VIOLATION_CLASS)
              ? new ContentRejectedException("SQLSTATE " + state, e)
              : new LedgerUnavailableException(kindOf(state), nameOf(state), e);
    };
  }

  private static String nameOf(String state) {
    return state.equals(LOCK_NOT_AVAILABLE) ? "lock_not_available" : "SQLSTATE " + state;
  }

  private static Unavailability kindOf(String state) {
    return switch (state) {
      case LOCK_NOT_AVAILABLE -> Unavailability.LOCK_NOT_AVAILABLE;
      case "57014", "25P03", "25P04", "57P05" -> Unavailability.TIMEOUT;
      case "57P01", "57P02", "57P03", "57P04" -> Unavailability.SHUTDOWN;
      case "25006" -> Unavailability.READ_ONLY;
      case "42501" -> Unavailability.PERMISSION;
      default ->
          switch (state.substring(0, Math.min(2, state.length()))) {
            case "08" -> Unavailability.NO_CONNECTION;
            case "28" -> Unavailability.PERMISSION;
            case "53" -> Unavailability.RESOURCES;
            default -> Unavailability.OTHER;
          };
    };
  }

  /**
   * The innermost SQLException with an SQLSTATE, else the innermost one. In an outage its cause is
   * an IOException, which has none.
   */
  private static @Nullable SQLException innermost(Throwable e) {
    SQLException found = null;
    for (Throwable cause = e; cause != null; cause = cause.getCause()) {
      if (cause instanceof SQLException sql
          && (found == null || sql.getSQLState() != null || found.getSQLState() == null)) {
        found = sql;
      }
    }
    return found;
  }
}
