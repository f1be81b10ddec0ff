package dev.admitone.processor.adoption;

import dev.admitone.processor.adoption.tables.OldTable;
import dev.admitone.processor.adoption.tables.OldTables;
import org.springframework.jdbc.core.JdbcTemplate;

/** Makes what the copy needs. Each part can be made again. */
final class Preparation {

  private static final String INDEX_IS_VALID =
      """
      select exists (
        select from pg_index where indexrelid = to_regclass(?) and indisvalid)
      """;

  /** Used by the view on the uses, where it names users by UUID. */
  private static final String INDEX_USERS =
      """
      create index if not exists adopted_uses_by_user
          on invite_uses (invite_id, uuid_or_null(used_by))
      """;

  private final AdoptionSession session;
  private final OldTables tables;
  private final LockTries tries;

  Preparation(AdoptionSession session, OldTables tables, LockTries tries) {
    this.session = session;
    this.tables = tables;
    this.tries = tries;
  }

  void make() {
    JdbcTemplate jdbc = session.jdbc();
    indexOldUses(jdbc);
    new AdoptedInvites(jdbc, tables).create();
    if (tables.usersAreUuids()) {
      jdbc.execute(INDEX_USERS);
    }
    // Waits for the older application's open transactions: from then on, each change is noted.
    tries.until(
        session,
        () -> {
          jdbc.execute(
              """
      create or replace trigger admit_one_adoption
        after insert or update or delete on %s
        for each row
        execute function note_use_for_adoption()
      """
                  .formatted(tables.uses().qualified()));
          return true;
        });
  }

  /** Beside the older application, and so in no transaction. One that was killed is invalid. */
  private void indexOldUses(JdbcTemplate jdbc) {
    String name = OldTable.quoted(tables.schema()) + "." + OldTables.INDEX;
    if (!Boolean.TRUE.equals(jdbc.queryForObject(INDEX_IS_VALID, Boolean.class, name))) {
      jdbc.execute("drop index concurrently if exists " + name);
      jdbc.execute(
          "create index concurrently %s on %s (invite_id, used_by)"
              .formatted(OldTables.INDEX, tables.uses().qualified()));
    }
  }
}
