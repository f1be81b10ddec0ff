package dev.admitone.benchmarks.limit;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;

/** By COPY in the binary format, which the server takes with the least work. */
final class CopyBatch implements RowBatch {

  private static final String USES =
      "copy invite_uses (id, invite_id, used_by, used_at, by_sql) from stdin with (format binary)";

  private static final String DECISIONS =
      """
      copy redemption_decisions (id, code, used_by, outcome, decided_at, position, fingerprint)
      from stdin with (format binary)
      """;

  private static final byte[] HEADER = {
    'P', 'G', 'C', 'O', 'P', 'Y', '\n', -1, '\r', '\n', 0, 0, 0, 0, 0, 0, 0, 0, 0
  };
  private static final int ROW_BYTES_MAX = 200;
  private static final int UUID_BYTES = 16;
  private static final int NULL = -1;
  private static final long TIME_MICROS =
      Duration.between(Instant.parse("2000-01-01T00:00:00Z"), TIME).toMillis() * 1_000;

  private final int rows;
  private final byte[] uses;
  private final byte[] decisions;

  CopyBatch(List<Row> rows) {
    this.rows = rows.size();
    ByteBuffer buffer = ByteBuffer.allocate(HEADER.length + 2 + rows.size() * ROW_BYTES_MAX);
    begin(buffer);
    // Neighbours in an index one after the other, as the product writes them.
    rows.stream()
        .sorted(Comparator.comparing(Row::userId))
        .forEach(
            row -> {
              buffer.putShort((short) 5);
              put(buffer, row.id());
              put(buffer, row.inviteId());
              put(buffer, row.userId());
              put(buffer, TIME_MICROS);
              buffer.putInt(NULL);
            });
    this.uses = end(buffer);
    begin(buffer);
    rows.stream()
        .sorted(Comparator.comparing(Row::id))
        .forEach(
            row -> {
              buffer.putShort((short) 7);
              put(buffer, row.id());
              put(buffer, CODE);
              put(buffer, row.userId());
              put(buffer, "REDEEMED");
              put(buffer, TIME_MICROS);
              put(buffer, 0);
              buffer.putInt(FINGERPRINT_BYTES).put(new byte[FINGERPRINT_BYTES]);
            });
    this.decisions = end(buffer);
  }

  @Override
  public int rows() {
    return rows;
  }

  @Override
  public void write(Connection connection) throws SQLException {
    copy(connection, USES, uses);
    copy(connection, DECISIONS, decisions);
  }

  private static void copy(Connection connection, String sql, byte[] bytes) throws SQLException {
    CopyIn copy = connection.unwrap(PGConnection.class).getCopyAPI().copyIn(sql);
    copy.writeToCopy(bytes, 0, bytes.length);
    copy.endCopy();
  }

  private static void begin(ByteBuffer buffer) {
    buffer.clear().put(HEADER);
  }

  private static byte[] end(ByteBuffer buffer) {
    buffer.putShort((short) -1).flip();
    byte[] bytes = new byte[buffer.remaining()];
    buffer.get(bytes);
    return bytes;
  }

  private static void put(ByteBuffer buffer, UUID value) {
    buffer
        .putInt(UUID_BYTES)
        .putLong(value.getMostSignificantBits())
        .putLong(value.getLeastSignificantBits());
  }

  private static void put(ByteBuffer buffer, String value) {
    byte[] utf8 = value.getBytes(UTF_8);
    buffer.putInt(utf8.length).put(utf8);
  }

  private static void put(ByteBuffer buffer, long value) {
    buffer.putInt(Long.BYTES).putLong(value);
  }
}
