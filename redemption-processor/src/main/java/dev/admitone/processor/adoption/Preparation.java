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

  /** Used by the view on the uses, where users are no texts. */
  private static final String INDEX_USERS =
      """
      create index if not exists adopted_uses_by_user
          on invite_uses (invite_id, old_user_or_null(used_by))
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
    if (!tables.usersAreTexts()) {
      makeOldUser(jdbc);
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

  /**
   * A user whose text reads otherwise in the old type is another one: two texts must not become one
   * user. Declared immutable for the index, as the types of ids are. Not in SQL: PostgreSQL may
   * compute a cast of a known text before the condition in front of it.
   */
  private void makeOldUser(JdbcTemplate jdbc) {
    jdbc.execute(
        """
      create or replace function old_user_or_null(written text) returns %1$s
          language plpgsql immutable strict parallel safe
          as $old$
          begin
              if pg_input_is_valid(written, '%1$s') then
                  if written::%1$s::text = written then
                      return written::%1$s;
                  end if;
              end if;
              return null;
          end
          $old$
      """
            .formatted(tables.userType()));
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
