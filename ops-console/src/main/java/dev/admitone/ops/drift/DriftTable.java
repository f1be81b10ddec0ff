package dev.admitone.ops.drift;

import dev.admitone.ops.ledger.Ledger;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Looks for drift, a page at a time. */
final class DriftTable {

  private final Ledger ledger;

  DriftTable(Ledger ledger) {
    this.ledger = ledger;
  }

  private record Row(String key, @Nullable Drift drift) {}

  /**
   * Looks at the rows behind a key.
   *
   * @param size of the page, in rows
   * @throws dev.admitone.ops.ledger.LedgerUnavailableException if the database cannot be asked now
   * @throws dev.admitone.ops.ledger.LedgerTooSlowException if the database ended the statement
   */
  VerifiedRows after(TablePages pages, String key, int size) {
    List<Row> rows =
        ledger.ask(
            jdbc ->
                jdbc.sql(pages.page())
                    .param("after", key)
                    .param("size", size)
                    .query(
                        (row, _) ->
                            row(
                                pages.kind(),
                                row.getString("key"),
                                row.getString("subject"),
                                row.getString("problem")))
                    .list());
    List<Drift> drifts = rows.stream().flatMap(row -> Stream.ofNullable(row.drift())).toList();
    return new VerifiedRows(drifts, rows.isEmpty() ? null : rows.getLast().key());
  }

  private static Row row(
      DriftKind kind, String key, @Nullable String subject, @Nullable String problem) {
    String named = Objects.requireNonNullElse(subject, "an invite that is gone");
    return new Row(
        Objects.requireNonNull(key), problem == null ? null : new Drift(kind, named, problem));
  }
}
