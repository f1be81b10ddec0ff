package dev.admitone.processor.jdbc;

import dev.admitone.processor.jdbc.sql.SqlErrors;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessException;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionException;
import org.springframework.transaction.support.TransactionCallback;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * The ledger's transactions. Each statement sees what was committed before it: the lock is the
 * first one. A failure at the beginning, the commit or the rollback is reported like one in
 * between.
 */
public final class LedgerTransactions extends TransactionTemplate {

  /** READ COMMITTED, if the sessions are. */
  public LedgerTransactions(PlatformTransactionManager transactionManager) {
    super(transactionManager);
  }

  /**
   * Runs the action in a transaction.
   *
   * @throws dev.admitone.processor.redemption.LedgerUnavailableException if there is no connection,
   *     or the database does not begin, commit or roll back
   */
  @Override
  public <T extends @Nullable Object> T execute(TransactionCallback<T> action) {
    try {
      return super.execute(action);
    } catch (TransactionException | DataAccessException e) {
      throw SqlErrors.translate(e);
    }
  }
}
