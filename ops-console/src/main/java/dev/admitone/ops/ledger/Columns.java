package dev.admitone.ops.ledger;

import static java.util.Objects.requireNonNull;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Values of the ledger's columns. */
public final class Columns {

  private Columns() {}

  /** A time as the driver takes it. */
  public static OffsetDateTime time(Instant instant) {
    return instant.atOffset(ZoneOffset.UTC);
  }

  /** Null where there is none. */
  public static @Nullable OffsetDateTime optionalTime(@Nullable Instant instant) {
    return instant == null ? null : time(instant);
  }

  /** Of a column that is never null. */
  public static Instant instant(ResultSet row, String column) throws SQLException {
    return requireNonNull(optionalInstant(row, column), column);
  }

  /** Null where the column is. */
  public static @Nullable Instant optionalInstant(ResultSet row, String column)
      throws SQLException {
    OffsetDateTime time = row.getObject(column, OffsetDateTime.class);
    return time == null ? null : time.toInstant();
  }

  /** Null where the column is. */
  public static @Nullable Long optionalLong(ResultSet row, String column) throws SQLException {
    long value = row.getLong(column);
    return row.wasNull() ? null : value;
  }

  /** Of a column that is never null. */
  public static UUID uuid(ResultSet row, String column) throws SQLException {
    return requireNonNull(row.getObject(column, UUID.class), column);
  }
}
