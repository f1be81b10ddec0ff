package dev.admitone.processor.adoption;

import dev.admitone.processor.adoption.tables.OldTables;
import org.springframework.jdbc.core.JdbcTemplate;

/** Adopts codes that were held back, once they are decided. Their uses are copied already. */
final class DecidedCodes {

  private static final String NOTE =
      """
      insert into invite_refreshes (code)
      select m.code
      from adopted_invites m
      where m.code is not null and not exists (select from invites i where i.id = m.invite_id)
      """;

  private final JdbcTemplate jdbc;
  private final OldTables tables;

  DecidedCodes(JdbcTemplate jdbc, OldTables tables) {
    this.jdbc = jdbc;
    this.tables = tables;
  }

  /** Adopts them, and returns how many. */
  int adopt() {
    jdbc.update(NOTE);
    return new AdoptingInvites(jdbc, tables).insert();
  }
}
