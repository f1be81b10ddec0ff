package dev.admitone.benchmarks.limit;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;

/** By INSERT from arrays. */
final class UnnestBatch implements RowBatch {

  private static final String USES =
      """
      insert into invite_uses (id, invite_id, used_by, used_at, by_sql)
      select id, invite_id, used_by, ?, null from unnest(?::uuid[], ?::uuid[], ?::text[])
          as given (id, invite_id, used_by)
      """;

  private static final String DECISIONS =
      """
      insert into redemption_decisions
          (id, code, used_by, outcome, decided_at, position, fingerprint)
      select id, ?, used_by, 'REDEEMED', ?, 0, ? from unnest(?::uuid[], ?::text[])
          as given (id, used_by)
      """;

  private final List<Row> byUser;
  private final List<Row> byId;

  UnnestBatch(List<Row> rows) {
    // Neighbours in an index one after the other, as the product writes them.
    byUser = rows.stream().sorted(Comparator.comparing(Row::userId)).toList();
    byId = rows.stream().sorted(Comparator.comparing(Row::id)).toList();
  }

  @Override
  public int rows() {
    return byId.size();
  }

  @Override
  public void write(Connection connection) throws SQLException {
    Timestamp time = Timestamp.from(TIME);
    try (PreparedStatement uses = connection.prepareStatement(USES)) {
      uses.setTimestamp(1, time);
      uses.setArray(2, connection.createArrayOf("uuid", column(byUser, Row::id)));
      uses.setArray(3, connection.createArrayOf("uuid", column(byUser, Row::inviteId)));
      uses.setArray(4, connection.createArrayOf("text", column(byUser, Row::userId)));
      uses.executeUpdate();
    }
    try (PreparedStatement decisions = connection.prepareStatement(DECISIONS)) {
      decisions.setString(1, CODE);
      decisions.setTimestamp(2, time);
      decisions.setBytes(3, new byte[FINGERPRINT_BYTES]);
      decisions.setArray(4, connection.createArrayOf("uuid", column(byId, Row::id)));
      decisions.setArray(5, connection.createArrayOf("text", column(byId, Row::userId)));
      decisions.executeUpdate();
    }
  }

  private static Object[] column(List<Row> rows, Function<Row, Object> value) {
    return rows.stream().map(value).toArray();
  }
}
