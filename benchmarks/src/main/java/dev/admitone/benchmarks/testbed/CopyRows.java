package dev.admitone.benchmarks.testbed;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;

/** Rows in the binary format of COPY, which the server takes with the least work. */
public final class CopyRows {

  private static final byte[] HEADER = {
    'P', 'G', 'C', 'O', 'P', 'Y', '\n', -1, '\r', '\n', 0, 0, 0, 0, 0, 0, 0, 0, 0
  };
  private static final int NULL = -1;
  private static final int UUID_BYTES = 16;

  /** PostgreSQL counts time from here. */
  private static final Instant EPOCH = Instant.parse("2000-01-01T00:00:00Z");

  private static final int BYTES_FIRST = 16 * 1024;

  private final int columns;
  private ByteBuffer buffer = ByteBuffer.allocate(BYTES_FIRST);

  /** For rows of so many columns. */
  public CopyRows(int columns) {
    this.columns = columns;
    buffer.put(HEADER);
  }

  /** Begins a row; its columns follow, in the order of the statement. */
  public CopyRows row() {
    bufferOf(Short.BYTES).putShort((short) columns);
    return this;
  }

  public CopyRows uuid(UUID value) {
    bufferOf(Integer.BYTES + UUID_BYTES)
        .putInt(UUID_BYTES)
        .putLong(value.getMostSignificantBits())
        .putLong(value.getLeastSignificantBits());
    return this;
  }

  public CopyRows text(String value) {
    return bytes(value.getBytes(UTF_8));
  }

  public CopyRows bytes(byte[] value) {
    bufferOf(Integer.BYTES + value.length).putInt(value.length).put(value);
    return this;
  }

  public CopyRows bigint(long value) {
    bufferOf(Integer.BYTES + Long.BYTES).putInt(Long.BYTES).putLong(value);
    return this;
  }

  public CopyRows timestamp(Instant value) {
    return bigint(Duration.between(EPOCH, value).toNanos() / 1_000);
  }

  public CopyRows nothing() {
    bufferOf(Integer.BYTES).putInt(NULL);
    return this;
  }

  /** The whole of it: the last call. */
  public byte[] end() {
    bufferOf(Short.BYTES).putShort((short) -1).flip();
    byte[] bytes = new byte[buffer.remaining()];
    buffer.get(bytes);
    return bytes;
  }

  /** Runs a COPY statement with rows that are complete; returns how many it wrote. */
  public static long copy(Connection connection, String copySql, byte[] rows) throws SQLException {
    CopyIn copy = connection.unwrap(PGConnection.class).getCopyAPI().copyIn(copySql);
    copy.writeToCopy(rows, 0, rows.length);
    return copy.endCopy();
  }

  private ByteBuffer bufferOf(int bytes) {
    if (buffer.remaining() < bytes) {
      ByteBuffer larger = ByteBuffer.allocate(2 * buffer.capacity() + bytes);
      buffer = larger.put(buffer.flip());
    }
    return buffer;
  }
}
