package dev.admitone.processor.jdbc;

import dev.admitone.processor.redemption.RefreshNotes;
import java.util.List;
import org.springframework.jdbc.core.JdbcTemplate;

/** The notes of the trigger on invites. */
final class RefreshesTable implements RefreshNotes {

  /**
   * The order by id is that of the changes, but for those that were made at the same moment. One
   * process takes at a time, so the rows need no locks; a process that finds another one taking
   * gets none.
   */
  private static final String TAKE =
      """
      with oldest as materialized (
        select id from invite_refreshes
        where (select pg_try_advisory_xact_lock('invite_refreshes'::regclass::bigint))
        order by id limit ?
      )
      delete from invite_refreshes r using oldest where r.id = oldest.id
      returning r.code, r.noted_at
      """;

  private final JdbcTemplate jdbc;

  RefreshesTable(JdbcTemplate jdbc) {
    this.jdbc = jdbc;
  }

  @Override
  public List<Note> take(int countMax) {
    return jdbc.query(
        TAKE, (row, _) -> new Note(row.getString("code"), Rows.instant(row, "noted_at")), countMax);
  }
}
