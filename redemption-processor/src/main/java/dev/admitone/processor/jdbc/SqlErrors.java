package dev.admitone.processor.jdbc;

import dev.admitone.processor.redemption.ContentRejectedException;
import dev.admitone.processor.redemption.LedgerConflictException;
import dev.admitone.processor.redemption.LedgerUnavailableException;
import dev.admitone.processor.redemption.PlaceElsewhereException;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessException;

/**
 * What an SQLSTATE means for a batch: another transaction was there first, the content is refused,
 * or (everything else) the infrastructure is not as it should be.
 *
 * @see <a href="https://www.postgresql.org/docs/18/errcodes-appendix.html">PostgreSQL 18, Error
 *     Codes</a>
 */
final class SqlErrors {

  private static final String UNIQUE_VIOLATION = "23505";
  private static final String SERIALIZATION_FAILURE = "40001";
  private static final String DEADLOCK_DETECTED = "40P01";
  private static final String LOCK_NOT_AVAILABLE = "55P03";
  /** Raised by the function move_ledger_places. */
  private static final String PLACE_ELSEWHERE = "AO001";

  private static final String DATA_EXCEPTION_CLASS = "22";
  private static final String INTEGRITY_VIOLATION_CLASS = "23";

  private SqlErrors() {}

  /** The exception to throw instead. Its message holds nothing of the content. */
  static RuntimeException translate(DataAccessException e) {
    String state = stateOf(e);
    if (state == null) {
      return e;
    }
    return switch (state) {
      case UNIQUE_VIOLATION -> new LedgerConflictException("unique_violation", e);
      case SERIALIZATION_FAILURE -> new LedgerConflictException("serialization_failure", e);
      case DEADLOCK_DETECTED -> new LedgerConflictException("deadlock_detected", e);
      case LOCK_NOT_AVAILABLE -> new LedgerUnavailableException("lock_not_available", e);
      case PLACE_ELSEWHERE ->
          new PlaceElsewhereException("the ledger's places are not where the lane knows them", e);
      default ->
          state.startsWith(DATA_EXCEPTION_CLASS) || state.startsWith(INTEGRITY_VIOLATION_CLASS)
              ? new ContentRejectedException("SQLSTATE " + state, e)
              : new LedgerUnavailableException("SQLSTATE " + state, e);
    };
  }

  private static @Nullable String stateOf(DataAccessException e) {
    return e.getMostSpecificCause() instanceof SQLException cause ? cause.getSQLState() : null;
  }
}
