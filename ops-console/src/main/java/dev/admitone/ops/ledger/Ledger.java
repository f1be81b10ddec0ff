package dev.admitone.ops.ledger;

import java.util.function.Function;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Asks the ledger. Each question is one statement, which the database ends if it takes long. */
public final class Ledger {

  private static final Logger LOG = LoggerFactory.getLogger(Ledger.class);

  private final JdbcClient jdbc;

  Ledger(DataSource database) {
    this.jdbc = JdbcClient.create(database);
  }

  /**
   * Returns what the ledger responds to a question.
   *
   * @throws LedgerUnavailableException if the database cannot be asked now
   * @throws LedgerTooSlowException if the database ended the question
   */
  public <T extends @Nullable Object> T ask(Function<JdbcClient, T> question) {
    try {
      return question.apply(jdbc);
    } catch (DataAccessException e) {
      throw explained(e);
    }
  }

  private static RuntimeException explained(DataAccessException e) {
    DatabaseFailure failure = DatabaseFailure.of(e);
    return switch (failure.kind()) {
      case TOO_SLOW -> new LedgerTooSlowException(e);
      case UNAVAILABLE -> {
        LOG.warn("The ledger cannot be read: {}", failure.message());
        yield new LedgerUnavailableException(failure.message(), e);
      }
      case OTHER -> e;
    };
  }
}
