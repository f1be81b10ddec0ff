package dev.admitone.processor.jdbc;

import java.nio.ByteBuffer;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.postgresql.core.BaseConnection;
import org.postgresql.core.Oid;
import org.postgresql.jdbc.PgArray;

/**
 * Sets a statement's parameters, one array for each column of many rows, for {@code unnest}. Arrays
 * of ids, texts and numbers go in PostgreSQL's binary form.
 */
final class Columns<T> {

  private static final int DIMENSIONS = 1;
  private static final int NO_NULLS = 0;
  private static final int FIRST_INDEX = 1;
  private static final int ARRAY_HEADER_BYTES = 5 * Integer.BYTES;
  private static final int UUID_BYTES = 2 * Long.BYTES;

  private final Connection connection;
  private final PreparedStatement statement;
  private final Collection<T> rows;
  private int count;

  Columns(Connection connection, PreparedStatement statement, Collection<T> rows) {
    this.connection = connection;
    this.statement = statement;
    this.rows = rows;
  }

  /** The driver would send ids as text, which takes both sides about as long as looking them up. */
  Columns<T> uuids(Function<T, UUID> value) throws SQLException {
    ByteBuffer bytes =
        ByteBuffer.allocate(ARRAY_HEADER_BYTES + rows.size() * (Integer.BYTES + UUID_BYTES));
    bytes.putInt(DIMENSIONS).putInt(NO_NULLS).putInt(Oid.UUID).putInt(rows.size());
    bytes.putInt(FIRST_INDEX);
    for (T row : rows) {
      UUID id = value.apply(row);
      bytes.putInt(UUID_BYTES);
      bytes.putLong(id.getMostSignificantBits()).putLong(id.getLeastSignificantBits());
    }
    var driver = connection.unwrap(BaseConnection.class);
    return next(new PgArray(driver, Oid.UUID_ARRAY, bytes.array()));
  }

  Columns<T> texts(Function<T, @Nullable String> value) throws SQLException {
    return next(connection.createArrayOf("text", rows.stream().map(value).toArray(String[]::new)));
  }

  Columns<T> numbers(Function<T, @Nullable Long> value) throws SQLException {
    return next(connection.createArrayOf("int8", rows.stream().map(value).toArray(Long[]::new)));
  }

  Columns<T> integers(Function<T, Integer> value) throws SQLException {
    return next(connection.createArrayOf("int4", rows.stream().map(value).toArray(Integer[]::new)));
  }

  Columns<T> times(Function<T, @Nullable OffsetDateTime> value) throws SQLException {
    return next(connection.createArrayOf("timestamptz", rows.stream().map(value).toArray()));
  }

  private Columns<T> next(Array values) throws SQLException {
    statement.setArray(++count, values);
    return this;
  }
}
