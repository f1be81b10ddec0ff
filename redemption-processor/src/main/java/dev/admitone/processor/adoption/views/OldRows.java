package dev.admitone.processor.adoption.views;

import dev.admitone.processor.adoption.tables.OldColumn;
import dev.admitone.processor.adoption.tables.OldTable;
import java.util.List;
import java.util.stream.Collectors;

/** What a write to a view keeps in the old table, in SQL. */
final class OldRows {

  private OldRows() {}

  /**
   * Writes columns of its own where they changed, compared as texts, since some types cannot be
   * compared. A row that Admit One has made is not in the old table yet.
   *
   * @param canInsert whether the old table can have the row, in SQL
   */
  static String keepOwn(OldTable table, List<OldColumn> own, String canInsert) {
    return """
      if row (%1$s) is distinct from row (%2$s) then
          update %3$s set (%4$s) = row (%5$s) where id = old.id;
          if not found and %6$s then
              %7$s;
          end if;
      end if;"""
        .formatted(
            texts("new.", own),
            texts("old.", own),
            table.qualified(),
            OldViews.listed("", own),
            OldViews.listed("new.", own),
            canInsert,
            insert(table));
  }

  /** Inserts a row as it was written through the view, in SQL. */
  static String insert(OldTable table) {
    return "insert into %s (%s) overriding system value values (%s)"
        .formatted(
            table.qualified(),
            OldViews.listed("", table.written()),
            OldViews.listed("new.", table.written()));
  }

  private static String texts(String prefix, List<OldColumn> columns) {
    return columns.stream()
        .map(column -> prefix + column.quoted() + "::text")
        .collect(Collectors.joining(", "));
  }
}
