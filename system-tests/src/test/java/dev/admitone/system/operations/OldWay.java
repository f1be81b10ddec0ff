package dev.admitone.system.operations;

import dev.admitone.system.Ledger;
import dev.admitone.testsupport.OldFunction;
import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/**
 * What the product replaces, as its users have it: a function that locks the invite's row, inserts
 * the use and counts it, called over again when the lock is not free.
 */
final class OldWay implements AutoCloseable {

  /** How it takes the invite's row. The functions have names that no other test meets. */
  enum Lock {
    /** As the field has it: a lock that is not free is an error at once. */
    NOWAIT("use_invite_code_nowait"),
    /** As the page on changes by SQL has it: it waits for a moment. */
    WAITS("use_invite_code_waits");

    private final String function;

    Lock(String function) {
      this.function = function;
    }

    private String definition() throws IOException {
      String onPage = OldFunction.definition().replace(OldFunction.NAME, function);
      return this == WAITS
          ? onPage
          : onPage.replace("for update", "for update nowait").replace(WAIT, "");
    }
  }

  private static final String WAIT = "set lock_timeout = '2s'";

  private static final String LOCK_NOT_AVAILABLE = "55P03";
  private static final String UNIQUE_VIOLATION = "23505";

  static final int TRIES = 3;
  private static final Duration PAUSE = Duration.ofMillis(50);

  /** How one user's call ended. */
  enum End {
    GRANTED,
    REFUSED,
    ALREADY_USED,
    /** The lock was not free, however often it was tried: nobody said anything about the code. */
    NOT_SERVED
  }

  /**
   * One user's call.
   *
   * @param tries how many it took, or were made in vain
   */
  record Outcome(End end, int tries) {}

  private final Connection connection;
  private final PreparedStatement call;

  private OldWay(Connection connection, Lock lock) throws SQLException {
    this.connection = connection;
    this.call = connection.prepareStatement("select %s(?, ?)".formatted(lock.function));
  }

  static void install(Ledger ledger, Lock lock) throws SQLException, IOException {
    try (Connection connection = ledger.connect();
        Statement statement = connection.createStatement()) {
      statement.execute(lock.definition());
    }
  }

  /** A client with a connection of its own, which commits each call. */
  static OldWay client(Ledger ledger, Lock lock) throws SQLException {
    return new OldWay(ledger.connect(), lock);
  }

  Outcome redeem(String code, String userId) throws SQLException {
    for (int attempt = 1; ; attempt++) {
      try {
        call.setString(1, code);
        call.setString(2, userId);
        try (ResultSet rows = call.executeQuery()) {
          rows.next();
          return new Outcome(rows.getBoolean(1) ? End.GRANTED : End.REFUSED, attempt);
        }
      } catch (SQLException e) {
        if (UNIQUE_VIOLATION.equals(e.getSQLState())) {
          return new Outcome(End.ALREADY_USED, attempt);
        }
        if (!LOCK_NOT_AVAILABLE.equals(e.getSQLState())) {
          throw e;
        }
        if (attempt == TRIES) {
          return new Outcome(End.NOT_SERVED, attempt);
        }
        // The client's own pause before it tries again, not a wait for what the test expects.
        LockSupport.parkNanos(PAUSE.toNanos());
      }
    }
  }

  @Override
  public void close() throws SQLException {
    connection.close();
  }
}
