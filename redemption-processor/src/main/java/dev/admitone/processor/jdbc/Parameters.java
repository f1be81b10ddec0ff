package dev.admitone.processor.jdbc;

import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.OffsetDateTime;

/** A statement's parameters, set one after the other. */
final class Parameters {

  private final Connection connection;
  private final PreparedStatement statement;
  private int count;

  Parameters(Connection connection, PreparedStatement statement) {
    this.connection = connection;
    this.statement = statement;
  }

  /** What arrays are made with. */
  Connection connection() {
    return connection;
  }

  void next(Array value) throws SQLException {
    statement.setArray(++count, value);
  }

  void next(String value) throws SQLException {
    statement.setString(++count, value);
  }

  void next(long value) throws SQLException {
    statement.setLong(++count, value);
  }

  void next(OffsetDateTime value) throws SQLException {
    statement.setObject(++count, value);
  }
}
