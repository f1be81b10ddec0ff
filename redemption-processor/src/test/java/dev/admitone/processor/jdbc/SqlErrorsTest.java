package dev.admitone.processor.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.admitone.processor.jdbc.sql.SqlErrors;
import dev.admitone.processor.redemption.ContentRejectedException;
import dev.admitone.processor.redemption.LedgerConflictException;
import dev.admitone.processor.redemption.LedgerUnavailableException;
import java.io.EOFException;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.EmptyResultDataAccessException;
import org.springframework.transaction.CannotCreateTransactionException;

class SqlErrorsTest {

  @ParameterizedTest
  @CsvSource(
      textBlock =
          """
          # SQLSTATE, what is counted, what is said
          08001, NO_CONNECTION,      SQLSTATE 08001
          08006, NO_CONNECTION,      SQLSTATE 08006
          57P01, SHUTDOWN,           SQLSTATE 57P01
          57P03, SHUTDOWN,           SQLSTATE 57P03
          25006, READ_ONLY,          SQLSTATE 25006
          55P03, LOCK_NOT_AVAILABLE, lock_not_available
          57014, TIMEOUT,            SQLSTATE 57014
          25P04, TIMEOUT,            SQLSTATE 25P04
          53300, RESOURCES,          SQLSTATE 53300
          53100, RESOURCES,          SQLSTATE 53100
          42501, PERMISSION,         SQLSTATE 42501
          28P01, PERMISSION,         SQLSTATE 28P01
          42P01, OTHER,              SQLSTATE 42P01
          XX000, OTHER,              SQLSTATE XX000
          X,     OTHER,              SQLSTATE X
          """)
  void whatTheBatchWaitsForIsCountedAsOneOfFewAndSaidInTheDatabasesWords(
      String state, String kind, String message) {
    // As the driver tells an outage: the innermost cause has no SQLSTATE.
    RuntimeException translated =
        SqlErrors.translate(
            new DataAccessResourceFailureException(
                "no", new SQLException("said", state, new EOFException())));
    assertThat(translated)
        .isInstanceOfSatisfying(
            LedgerUnavailableException.class, e -> assertThat(e.kind().name()).isEqualTo(kind))
        .hasMessage(message);
  }

  @Test
  void aPoolThatHasNoConnectionInTimeSaysWhatTheDriverSaid() {
    SQLException refused = new SQLException("Connection refused", "08001");
    assertThat(kindOf(new SQLTransientConnectionException("timed out", null, refused)))
        .isEqualTo("NO_CONNECTION");
    assertThat(kindOf(new SQLTransientConnectionException("timed out"))).isEqualTo("NO_CONNECTION");
  }

  @ParameterizedTest
  @CsvSource({"23505", "40001", "40P01"})
  void aConflictIsDecidedAgain(String state) {
    assertThat(SqlErrors.translate(failure(new SQLException("said", state))))
        .isInstanceOf(LedgerConflictException.class);
  }

  @ParameterizedTest
  @CsvSource({"22021", "23514"})
  void aContentIsRejectedByTheDatabase(String state) {
    assertThat(SqlErrors.translate(failure(new SQLException("said", state))))
        .isInstanceOf(ContentRejectedException.class);
  }

  @Test
  void whatIsNoSqlIsNotCalledSql() {
    RuntimeException bug = new EmptyResultDataAccessException(1);
    assertThat(SqlErrors.translate(bug)).isSameAs(bug);
  }

  private static @Nullable String kindOf(SQLException e) {
    return SqlErrors.translate(failure(e)) instanceof LedgerUnavailableException unavailable
        ? unavailable.kind().name()
        : null;
  }

  private static RuntimeException failure(SQLException e) {
    return new CannotCreateTransactionException("Could not open JDBC Connection", e);
  }
}
