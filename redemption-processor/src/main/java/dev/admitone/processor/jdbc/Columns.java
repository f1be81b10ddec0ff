package dev.admitone.processor.jdbc;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Collection;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Sets a statement's parameters, one array for each column of many rows, for {@code unnest}. */
final class Columns<T> {

  private final Connection connection;
  private final PreparedStatement statement;
  private final Collection<T> rows;
  private int count;

  Columns(Connection connection, PreparedStatement statement, Collection<T> rows) {
    this.connection = connection;
    this.statement = statement;
    this.rows = rows;
  }

  Columns<T> add(String type, Function<T, @Nullable Object> value) throws SQLException {
    Object[] values = rows.stream().map(value).toArray();
    statement.setArray(++count, connection.createArrayOf(type, values));
    return this;
  }
}
