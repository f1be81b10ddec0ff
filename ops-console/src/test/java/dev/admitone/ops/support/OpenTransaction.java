package dev.admitone.ops.support;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.CompletableFuture;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * A transaction that was left open with an invite's row locked, and a session that waits for it as
 * a lane does. Closing it ends both.
 */
public final class OpenTransaction implements AutoCloseable {

  private final Connection connection;
  private final CompletableFuture<Void> waiter;

  private OpenTransaction(Connection connection, CompletableFuture<Void> waiter) {
    this.connection = connection;
    this.waiter = waiter;
  }

  /** Begins it. */
  public static OpenTransaction on(TestLedger ledger, String code) throws SQLException {
    String lock = "select from invites where code = '%s' for update".formatted(code);
    Connection connection = ledger.dataSource().getConnection();
    connection.setAutoCommit(false);
    try (Statement statement = connection.createStatement()) {
      statement.execute(lock);
    }
    return new OpenTransaction(
        connection,
        CompletableFuture.runAsync(() -> new JdbcTemplate(ledger.dataSource()).execute(lock)));
  }

  /** Whether the other session has the row by now. */
  public boolean hasLetGo() {
    return waiter.isDone();
  }

  @Override
  public void close() throws SQLException {
    connection.close();
    waiter.join();
  }
}
