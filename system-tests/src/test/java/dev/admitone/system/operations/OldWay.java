package dev.admitone.system.operations;

import dev.admitone.system.Ledger;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/**
 * What the product replaces, as its users have it: a function that locks the invite's row with
 * NOWAIT, inserts the use and counts it, called over again when the lock is not free.
 */
final class OldWay implements AutoCloseable {

  /** Another name than the field's, so that no other test of this database meets it. */
  private static final String FUNCTION =
      """
      create or replace function use_invite_code_the_old_way(wanted text, user_id text)
      returns boolean language plpgsql as $$
      declare
        invite invites%rowtype;
      begin
        select * into invite from invites where code = wanted for update nowait;
        if not found or invite.revoked_at is not null or invite.current_uses >= invite.max_uses then
          return false;
        end if;
        insert into invite_uses (invite_id, used_by) values (invite.id, user_id);
        update invites set current_uses = current_uses + 1 where id = invite.id;
        return true;
      end
      $$
      """;

  private static final String CALL = "select use_invite_code_the_old_way(?, ?)";
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

  private OldWay(Connection connection) throws SQLException {
    this.connection = connection;
    this.call = connection.prepareStatement(CALL);
  }

  static void install(Ledger ledger) throws SQLException {
    try (Connection connection = ledger.connect();
        PreparedStatement function = connection.prepareStatement(FUNCTION)) {
      function.execute();
    }
  }

  /** A client with a connection of its own, which commits each call. */
  static OldWay client(Ledger ledger) throws SQLException {
    return new OldWay(ledger.connect());
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
