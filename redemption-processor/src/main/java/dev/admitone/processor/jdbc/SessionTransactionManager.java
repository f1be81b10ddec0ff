package dev.admitone.processor.jdbc;

import java.sql.SQLException;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.datasource.JdbcTransactionObjectSupport;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.DefaultTransactionStatus;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Transactions in sessions that may end in between. The server rolls back what such a session had
 * begun, so there is nothing left to do, and the reason why the session ended stays the reported
 * failure: {@link TransactionTemplate} would put the failed rollback in its place, with a stack
 * trace.
 */
public final class SessionTransactionManager extends JdbcTransactionManager {

  private static final Logger LOG = LoggerFactory.getLogger(SessionTransactionManager.class);

  public SessionTransactionManager(DataSource database) {
    super(database);
  }

  @Override
  protected void doRollback(DefaultTransactionStatus status) {
    if (isOver(status)) {
      LOG.debug("The session has ended, and its transaction with it");
    } else {
      super.doRollback(status);
    }
  }

  private static boolean isOver(DefaultTransactionStatus status) {
    try {
      JdbcTransactionObjectSupport transaction =
          (JdbcTransactionObjectSupport) status.getTransaction();
      return transaction.getConnectionHolder().getConnection().isClosed();
    } catch (SQLException e) {
      LOG.debug("It is not known whether the session has ended", e);
      return false;
    }
  }
}
