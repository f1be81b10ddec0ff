package dev.admitone.benchmarks.limit;

import dev.admitone.benchmarks.testbed.CopyRows;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Comparator;
import java.util.List;

/** By COPY in the binary format. */
final class CopyBatch implements RowBatch {

  private static final String USES =
      "copy invite_uses (id, invite_id, used_by, used_at, by_sql) from stdin with (format binary)";

  private static final String DECISIONS =
      """
      copy redemption_decisions (id, code, used_by, outcome, decided_at, position, fingerprint)
      from stdin with (format binary)
      """;

  private static final int USE_COLUMNS = 5;
  private static final int DECISION_COLUMNS = 7;

  private final int rows;
  private final byte[] uses;
  private final byte[] decisions;

  CopyBatch(List<Row> rows) {
    this.rows = rows.size();
    // Neighbours in an index one after the other, as the product writes them.
    CopyRows useRows = new CopyRows(USE_COLUMNS);
    rows.stream()
        .sorted(Comparator.comparing(Row::userId))
        .forEach(
            row ->
                useRows
                    .row()
                    .uuid(row.id())
                    .uuid(row.inviteId())
                    .text(row.userId())
                    .timestamp(TIME)
                    .nothing());
    this.uses = useRows.end();
    CopyRows decisionRows = new CopyRows(DECISION_COLUMNS);
    rows.stream()
        .sorted(Comparator.comparing(Row::id))
        .forEach(
            row ->
                decisionRows
                    .row()
                    .uuid(row.id())
                    .text(CODE)
                    .text(row.userId())
                    .text("REDEEMED")
                    .timestamp(TIME)
                    .bigint(0)
                    .bytes(new byte[FINGERPRINT_BYTES]));
    this.decisions = decisionRows.end();
  }

  @Override
  public int rows() {
    return rows;
  }

  @Override
  public void write(Connection connection) throws SQLException {
    CopyRows.copy(connection, USES, uses);
    CopyRows.copy(connection, DECISIONS, decisions);
  }
}
