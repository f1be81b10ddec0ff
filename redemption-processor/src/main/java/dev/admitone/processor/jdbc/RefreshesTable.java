package dev.admitone.processor.jdbc;

import dev.admitone.processor.jdbc.sql.Columns;
import dev.admitone.processor.jdbc.sql.Rows;
import dev.admitone.processor.jdbc.sql.Trip;
import dev.admitone.processor.redemption.OwedSnapshots;
import dev.admitone.processor.redemption.RefreshNotes;
import java.util.List;
import org.springframework.jdbc.core.JdbcTemplate;

/** The notes of codes whose snapshots are owed: those of the trigger on invites, and the lanes'. */
final class RefreshesTable implements RefreshNotes {

  private static final String NOTE =
      """
      with owed as (select unnest(?::text[]) as code)
      insert into invite_refreshes (code, due_at)
      select code, clock_timestamp() + ? * interval '1 millisecond' from owed
      """;

  /**
   * What is due first comes first. One process takes at a time, so the rows need no locks; a
   * process that finds another one taking gets none.
   */
  private static final String TAKE =
      """
      with oldest as materialized (
        select id from invite_refreshes
        where due_at <= clock_timestamp()
          and (select pg_try_advisory_xact_lock('invite_refreshes'::regclass::bigint))
        order by due_at limit ?
      )
      delete from invite_refreshes r using oldest where r.id = oldest.id
      returning r.code, r.due_at
      """;

  private final JdbcTemplate jdbc;

  RefreshesTable(JdbcTemplate jdbc) {
    this.jdbc = jdbc;
  }

  static void note(Trip trip, OwedSnapshots owed) {
    if (!owed.codes().isEmpty()) {
      trip.update(
          NOTE,
          parameters -> {
            new Columns<>(parameters, owed.codes()).texts(code -> code);
            parameters.next(owed.dueIn().toMillis());
          },
          _ -> {});
    }
  }

  @Override
  public List<Note> take(int countMax) {
    return jdbc.query(
        TAKE, (row, _) -> new Note(row.getString("code"), Rows.instant(row, "due_at")), countMax);
  }
}
