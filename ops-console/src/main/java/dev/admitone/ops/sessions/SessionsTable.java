package dev.admitone.ops.sessions;

import dev.admitone.ops.ledger.Ledger;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Calls the ledger's two functions, which run as the owner of the tables. */
final class SessionsTable {

  private static final String LIST = "select * from blocking_sessions()";
  private static final String END = "select end_blocking_session(:id)";

  private final Ledger ledger;

  SessionsTable(Ledger ledger) {
    this.ledger = ledger;
  }

  /** What became of a session; the names are the function's. */
  enum Ended {
    ENDED,
    /** It was told to end, and has not yet. */
    STILL_THERE,
    /** It blocks nothing, or is gone. */
    UNKNOWN,
    /** The owner of the tables may not end it. */
    NOT_PERMITTED
  }

  /**
   * Returns those that there are now.
   *
   * @throws dev.admitone.ops.ledger.LedgerUnavailableException if the database cannot be asked now
   * @throws dev.admitone.ops.ledger.LedgerTooSlowException if the database ended the statement
   */
  List<BlockingSession> list() {
    return ledger.ask(jdbc -> jdbc.sql(LIST).query((row, _) -> session(row)).list());
  }

  /** Ends one of those that there are now. */
  Ended end(String id) {
    return ledger.ask(
        jdbc -> Ended.valueOf(jdbc.sql(END).param("id", id).query(String.class).single()));
  }

  private static BlockingSession session(ResultSet row) throws SQLException {
    return new BlockingSession(
        text(row, "id"),
        text(row, "role"),
        text(row, "application"),
        row.getString("address"),
        row.getString("state"),
        time(row, "begun_at"),
        row.getLong("waiting"),
        time(row, "waiting_since"));
  }

  private static String text(ResultSet row, String column) throws SQLException {
    return Objects.requireNonNullElse(row.getString(column), "");
  }

  private static @Nullable Instant time(ResultSet row, String column) throws SQLException {
    OffsetDateTime time = row.getObject(column, OffsetDateTime.class);
    return time == null ? null : time.toInstant();
  }
}
