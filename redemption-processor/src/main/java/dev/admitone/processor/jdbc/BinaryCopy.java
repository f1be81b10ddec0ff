package dev.admitone.processor.jdbc;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;

/**
 * Rows in the binary format of COPY. One statement writes any number of them, without parsing text
 * on either side; a violated constraint fails them all.
 *
 * @see <a href="https://www.postgresql.org/docs/18/sql-copy.html">PostgreSQL 18, COPY, Binary
 *     Format</a>
 */
final class BinaryCopy {

  private static final byte[] SIGNATURE = {'P', 'G', 'C', 'O', 'P', 'Y', '\n', -1, '\r', '\n', 0};
  private static final int NO_FLAGS = 0;
  private static final int NO_HEADER_EXTENSION = 0;
  private static final int END_OF_ROWS = -1;
  private static final int NULL_LENGTH = -1;
  private static final byte JSONB_VERSION = 1;

  /** PostgreSQL counts time from here. */
  private static final Instant EPOCH = Instant.parse("2000-01-01T00:00:00Z");

  private final ByteArrayOutputStream bytes;
  private final DataOutputStream out;

  BinaryCopy(int rowCount, int typicalRowBytes) {
    this.bytes = new ByteArrayOutputStream(64 + rowCount * typicalRowBytes);
    this.out = new DataOutputStream(bytes);
    write(
        () -> {
          out.write(SIGNATURE);
          out.writeInt(NO_FLAGS);
          out.writeInt(NO_HEADER_EXTENSION);
        });
  }

  BinaryCopy row(int columnCount) {
    return write(() -> out.writeShort(columnCount));
  }

  BinaryCopy uuid(UUID value) {
    return write(
        () -> {
          out.writeInt(Long.BYTES * 2);
          out.writeLong(value.getMostSignificantBits());
          out.writeLong(value.getLeastSignificantBits());
        });
  }

  BinaryCopy bytes16(long high, long low) {
    return write(
        () -> {
          out.writeInt(Long.BYTES * 2);
          out.writeLong(high);
          out.writeLong(low);
        });
  }

  BinaryCopy text(@Nullable String value) {
    return write(
        () -> {
          if (value == null) {
            out.writeInt(NULL_LENGTH);
            return;
          }
          byte[] utf8 = value.getBytes(UTF_8);
          out.writeInt(utf8.length);
          out.write(utf8);
        });
  }

  BinaryCopy jsonb(@Nullable String json) {
    return write(
        () -> {
          if (json == null) {
            out.writeInt(NULL_LENGTH);
            return;
          }
          byte[] utf8 = json.getBytes(UTF_8);
          out.writeInt(1 + utf8.length);
          out.writeByte(JSONB_VERSION);
          out.write(utf8);
        });
  }

  BinaryCopy bigint(long value) {
    return write(
        () -> {
          out.writeInt(Long.BYTES);
          out.writeLong(value);
        });
  }

  BinaryCopy timestamp(Instant value) {
    Duration sinceEpoch = Duration.between(EPOCH, value);
    return bigint(sinceEpoch.getSeconds() * 1_000_000 + sinceEpoch.getNano() / 1_000);
  }

  BinaryCopy nothing() {
    return write(() -> out.writeInt(NULL_LENGTH));
  }

  /** Sends the rows with the given COPY statement; returns how many were written. */
  long send(Connection connection, String copySql) throws SQLException {
    write(() -> out.writeShort(END_OF_ROWS));
    byte[] all = bytes.toByteArray();
    CopyIn copy = connection.unwrap(PGConnection.class).getCopyAPI().copyIn(copySql);
    try {
      copy.writeToCopy(all, 0, all.length);
      return copy.endCopy();
    } finally {
      if (copy.isActive()) {
        copy.cancelCopy();
      }
    }
  }

  private BinaryCopy write(Write write) {
    try {
      write.run();
    } catch (IOException e) {
      throw new UncheckedIOException("Writing to memory failed", e);
    }
    return this;
  }

  private interface Write {
    void run() throws IOException;
  }
}
