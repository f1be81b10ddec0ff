package dev.admitone.processor.database;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;

/**
 * Recognises a connection pooler between this process and the server. It speaks the protocol itself
 * and hands one server session to many clients, so the process that the protocol names to a client
 * is not the one that carries out its statements. A proxy that passes bytes on, such as HAProxy, is
 * none.
 */
final class Poolers {

  private static final String SERVER_PROCESS = "select pg_backend_pid()";

  private Poolers() {}

  /**
   * Checks a connection.
   *
   * @throws DatabaseUnusableException if there is a pooler
   */
  static void requireNone(Connection connection, String address) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(SERVER_PROCESS)) {
      rows.next();
      if (rows.getInt(1) != connection.unwrap(PGConnection.class).getBackendPID()) {
        throw between(address, null);
      }
    }
  }

  static DatabaseUnusableException between(String address, @Nullable Throwable cause) {
    return new DatabaseUnusableException(
        "At %s there is a connection pooler, such as PgBouncer, instead of PostgreSQL itself."
            .formatted(address),
        "Connect directly: set spring.datasource.url to the server. The processor holds its few"
            + " sessions for long by itself; a pooler keeps their time-outs and prepared"
            + " statements from the server, and a frozen processor would hold its row locks.",
        cause);
  }
}
