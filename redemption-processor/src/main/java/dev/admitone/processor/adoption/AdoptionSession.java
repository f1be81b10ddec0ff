package dev.admitone.processor.adoption;

import dev.admitone.processor.adoption.tables.AdoptionImpossibleException;
import dev.admitone.processor.adoption.tables.OldTable;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * One session of the tables' owner, which works in Admit One's schema and says that it is an
 * adoption: triggers take what it writes for no change by SQL.
 */
public final class AdoptionSession implements AutoCloseable {

  /** "adopt1" in ASCII. */
  private static final String TRY_LOCK = "select pg_try_advisory_lock(x'61646f707431'::bigint)";

  private static final String IS_ADOPTION = "set admit_one.session = 'adoption'";

  private final Connection connection;
  private final JdbcTemplate jdbc;
  private final TransactionTemplate consistent;
  private final TransactionTemplate fresh;

  private AdoptionSession(Connection connection) {
    this.connection = connection;
    SingleConnectionDataSource source = new SingleConnectionDataSource(connection, true);
    this.jdbc = new JdbcTemplate(source);
    DataSourceTransactionManager transactions = new DataSourceTransactionManager(source);
    this.consistent = new TransactionTemplate(transactions);
    this.consistent.setIsolationLevel(TransactionDefinition.ISOLATION_REPEATABLE_READ);
    this.fresh = new TransactionTemplate(transactions);
    this.fresh.setIsolationLevel(TransactionDefinition.ISOLATION_READ_COMMITTED);
  }

  /**
   * Opens it.
   *
   * @param schema of Admit One's tables, not quoted
   * @throws AdoptionImpossibleException if there is no connection
   */
  public static AdoptionSession open(DataSource owner, String schema) {
    @Nullable Connection connection = null;
    try {
      connection = owner.getConnection();
      try (Statement statement = connection.createStatement()) {
        statement.execute("set search_path = " + OldTable.quoted(schema));
        statement.execute("set timezone = 'UTC'");
        // A server that ends long statements or idle transactions would end the copy.
        statement.execute("set statement_timeout = 0");
        statement.execute(IS_ADOPTION);
      }
      return new AdoptionSession(connection);
    } catch (SQLException e) {
      close(connection, e);
      throw new AdoptionImpossibleException(
          "The database cannot be used: %s".formatted(e.getMessage()), e);
    }
  }

  JdbcTemplate jdbc() {
    return jdbc;
  }

  /** Runs in a transaction whose statements all see the same moment. */
  <T> T consistently(Supplier<T> work) {
    return run(consistent, work);
  }

  /** Runs in a transaction whose statements each see what is committed. */
  <T> T freshly(Supplier<T> work) {
    return run(fresh, work);
  }

  private static <T> T run(TransactionTemplate transaction, Supplier<T> work) {
    T result = transaction.execute(_ -> work.get());
    if (result == null) {
      throw new IllegalStateException("The work of a transaction has no result");
    }
    return result;
  }

  /**
   * Requires that no other session adopts.
   *
   * @throws AdoptionImpossibleException if one does
   */
  void requireAlone() {
    if (!Boolean.TRUE.equals(jdbc.queryForObject(TRY_LOCK, Boolean.class))) {
      throw new AdoptionImpossibleException(
          "Another adoption is at work in this database: wait for its end.", null);
    }
  }

  /** A session that is gone has rolled back what it had begun, and given its lock back. */
  @Override
  public void close() {
    try {
      connection.close();
    } catch (SQLException e) {
      throw new AdoptionImpossibleException("The session did not end: " + e.getMessage(), e);
    }
  }

  private static void close(@Nullable Connection opened, SQLException why) {
    if (opened != null) {
      try {
        opened.close();
      } catch (SQLException e) {
        why.addSuppressed(e);
      }
    }
  }
}
