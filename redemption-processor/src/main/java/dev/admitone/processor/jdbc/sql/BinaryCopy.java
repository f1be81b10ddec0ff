package dev.admitone.processor.jdbc.sql;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
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
 * on either side; a violated constraint fails them all. The server takes the first rows while the
 * next ones are made. Closed before its end, it writes nothing.
 *
 * @see <a href="https://www.postgresql.org/docs/18/sql-copy.html">PostgreSQL 18, COPY, Binary
 *     Format</a>
 */
public final class BinaryCopy implements AutoCloseable {

  private static final byte[] SIGNATURE = {'P', 'G', 'C', 'O', 'P', 'Y', '\n', -1, '\r', '\n', 0};
  private static final int NO_FLAGS = 0;
  private static final int NO_HEADER_EXTENSION = 0;
  private static final int END_OF_ROWS = -1;
  private static final int NULL_LENGTH = -1;
  private static final byte JSONB_VERSION = 1;

  /** PostgreSQL counts time from here. */
  private static final Instant EPOCH = Instant.parse("2000-01-01T00:00:00Z");

  /** Sent whenever so much is there. Bytes. */
  private static final int CHUNK = 32 * 1024;

  private final CopyIn copy;
  private ByteBuffer chunk = ByteBuffer.allocate(CHUNK);

  private BinaryCopy(CopyIn copy) {
    this.copy = copy;
  }

  /** Begins the given COPY statement. */
  public static BinaryCopy begin(Connection connection, String copySql) throws SQLException {
    BinaryCopy begun =
        new BinaryCopy(connection.unwrap(PGConnection.class).getCopyAPI().copyIn(copySql));
    begun.chunk.put(SIGNATURE).putInt(NO_FLAGS).putInt(NO_HEADER_EXTENSION);
    return begun;
  }

  public BinaryCopy row(int columnCount) throws SQLException {
    bufferOf(Short.BYTES).putShort((short) columnCount);
    return this;
  }

  public BinaryCopy uuid(UUID value) throws SQLException {
    return bytes16(value.getMostSignificantBits(), value.getLeastSignificantBits());
  }

  public BinaryCopy bytes16(long high, long low) throws SQLException {
    bufferOf(Integer.BYTES + 2 * Long.BYTES).putInt(2 * Long.BYTES).putLong(high).putLong(low);
    return this;
  }

  public BinaryCopy text(@Nullable String value) throws SQLException {
    if (value == null) {
      return nothing();
    }
    byte[] utf8 = value.getBytes(UTF_8);
    bufferOf(Integer.BYTES + utf8.length).putInt(utf8.length).put(utf8);
    return this;
  }

  public BinaryCopy jsonb(@Nullable String json) throws SQLException {
    if (json == null) {
      return nothing();
    }
    byte[] utf8 = json.getBytes(UTF_8);
    bufferOf(Integer.BYTES + 1 + utf8.length).putInt(1 + utf8.length).put(JSONB_VERSION).put(utf8);
    return this;
  }

  public BinaryCopy bigint(long value) throws SQLException {
    bufferOf(Integer.BYTES + Long.BYTES).putInt(Long.BYTES).putLong(value);
    return this;
  }

  public BinaryCopy timestamp(Instant value) throws SQLException {
    return bigint(microseconds(value));
  }

  /** The binary form of a timestamptz. */
  public static long microseconds(Instant value) {
    Duration sinceEpoch = Duration.between(EPOCH, value);
    return sinceEpoch.getSeconds() * 1_000_000 + sinceEpoch.getNano() / 1_000;
  }

  public BinaryCopy nothing() throws SQLException {
    bufferOf(Integer.BYTES).putInt(NULL_LENGTH);
    return this;
  }

  /** Ends the statement; returns how many rows it wrote. */
  public long end() throws SQLException {
    row(END_OF_ROWS);
    send();
    return copy.endCopy();
  }

  /** Takes back what did not end. */
  @Override
  public void close() throws SQLException {
    if (copy.isActive()) {
      copy.cancelCopy();
    }
  }

  private ByteBuffer bufferOf(int bytes) throws SQLException {
    if (chunk.remaining() < bytes) {
      send();
      if (chunk.capacity() < bytes) {
        chunk = ByteBuffer.allocate(bytes);
      }
    }
    return chunk;
  }

  private void send() throws SQLException {
    copy.writeToCopy(chunk.array(), 0, chunk.position());
    chunk.clear();
  }
}
