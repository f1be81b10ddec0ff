package dev.admitone.processor.jdbc.sql;

import dev.admitone.processor.redemption.Fingerprint;
import java.nio.ByteBuffer;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.UUID;
import java.util.function.BiConsumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.postgresql.core.BaseConnection;
import org.postgresql.core.Oid;
import org.postgresql.jdbc.PgArray;

/**
 * Sets a statement's parameters, one array for each column of many rows, for {@code unnest}. Most
 * arrays go in PostgreSQL's binary form.
 */
public final class Columns<T> {

  private static final int DIMENSIONS = 1;
  private static final int NO_NULLS = 0;
  private static final int FIRST_INDEX = 1;
  private static final int ARRAY_HEADER_BYTES = 5 * Integer.BYTES;
  private static final int UUID_BYTES = 2 * Long.BYTES;
  private static final int FINGERPRINT_BYTES = 2 * Long.BYTES;

  private final Parameters parameters;
  private final Collection<T> rows;

  /** The parameters after those that the statement has so far. */
  public Columns(Parameters parameters, Collection<T> rows) {
    this.parameters = parameters;
    this.rows = rows;
  }

  /** The parameters of a statement that goes alone. */
  public Columns(Connection connection, PreparedStatement statement, Collection<T> rows) {
    this(new Parameters(connection, statement), rows);
  }

  /** The driver would send ids as text, which takes both sides about as long as looking them up. */
  public Columns<T> uuids(Function<T, UUID> value) throws SQLException {
    return binary(
        Oid.UUID_ARRAY,
        Oid.UUID,
        UUID_BYTES,
        (bytes, row) -> {
          UUID id = value.apply(row);
          bytes.putLong(id.getMostSignificantBits()).putLong(id.getLeastSignificantBits());
        });
  }

  /** As byte arrays, of which the driver makes text, too. */
  public Columns<T> fingerprints(Function<T, Fingerprint> value) throws SQLException {
    return binary(
        Oid.BYTEA_ARRAY,
        Oid.BYTEA,
        FINGERPRINT_BYTES,
        (bytes, row) -> {
          Fingerprint fingerprint = value.apply(row);
          bytes.putLong(fingerprint.high()).putLong(fingerprint.low());
        });
  }

  /** Times that are never null; of the others the driver makes text. */
  public Columns<T> moments(Function<T, Instant> value) throws SQLException {
    return binary(
        Oid.TIMESTAMPTZ_ARRAY,
        Oid.TIMESTAMPTZ,
        Long.BYTES,
        (bytes, row) -> bytes.putLong(BinaryCopy.microseconds(value.apply(row))));
  }

  private Columns<T> binary(
      int arrayType, int type, int elementBytes, BiConsumer<ByteBuffer, T> element)
      throws SQLException {
    ByteBuffer bytes =
        ByteBuffer.allocate(ARRAY_HEADER_BYTES + rows.size() * (Integer.BYTES + elementBytes));
    bytes.putInt(DIMENSIONS).putInt(NO_NULLS).putInt(type).putInt(rows.size());
    bytes.putInt(FIRST_INDEX);
    for (T row : rows) {
      bytes.putInt(elementBytes);
      element.accept(bytes, row);
    }
    var driver = parameters.connection().unwrap(BaseConnection.class);
    return next(new PgArray(driver, arrayType, bytes.array()));
  }

  public Columns<T> texts(Function<T, @Nullable String> value) throws SQLException {
    return next(
        parameters
            .connection()
            .createArrayOf("text", rows.stream().map(value).toArray(String[]::new)));
  }

  public Columns<T> numbers(Function<T, @Nullable Long> value) throws SQLException {
    return next(
        parameters
            .connection()
            .createArrayOf("int8", rows.stream().map(value).toArray(Long[]::new)));
  }

  public Columns<T> integers(Function<T, Integer> value) throws SQLException {
    return next(
        parameters
            .connection()
            .createArrayOf("int4", rows.stream().map(value).toArray(Integer[]::new)));
  }

  public Columns<T> times(Function<T, @Nullable OffsetDateTime> value) throws SQLException {
    return next(
        parameters.connection().createArrayOf("timestamptz", rows.stream().map(value).toArray()));
  }

  private Columns<T> next(Array values) throws SQLException {
    parameters.next(values);
    return this;
  }
}
