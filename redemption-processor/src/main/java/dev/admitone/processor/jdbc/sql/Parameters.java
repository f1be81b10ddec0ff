package dev.admitone.processor.jdbc.sql;

import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.OffsetDateTime;

/** A statement's parameters, set one after the other. */
public final class Parameters {

  private final Connection connection;
  private final PreparedStatement statement;
  private int count;

  public Parameters(Connection connection, PreparedStatement statement) {
    this.connection = connection;
    this.statement = statement;
  }

  /** What arrays are made with. */
  public Connection connection() {
    return connection;
  }

  public void next(Array value) throws SQLException {
    statement.setArray(++count, value);
  }

  public void next(String value) throws SQLException {
    statement.setString(++count, value);
  }

  public void next(long value) throws SQLException {
    statement.setLong(++count, value);
  }

  public void next(OffsetDateTime value) throws SQLException {
    statement.setObject(++count, value);
  }
}
