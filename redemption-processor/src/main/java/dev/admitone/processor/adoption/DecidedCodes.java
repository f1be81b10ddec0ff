package dev.admitone.processor.adoption;

import dev.admitone.processor.adoption.tables.OldTables;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * Adopts codes that were held back, once they are decided. Their uses are copied already. Each is a
 * change by SQL: requests for it were refused until now, which the ledger has to tell an audit, and
 * the uses are counted anew.
 */
final class DecidedCodes {

  /** A delete of one of them, through the view, counts either here or on the invite. */
  private static final String LOCK_USES =
      """
      select count(*)
      from (
        select from invite_uses u
        join adopted_invites m on m.invite_id = u.invite_id
        where m.code is not null and not exists (select from invites i where i.id = m.invite_id)
        for update of u) locked
      """;

  private final JdbcTemplate jdbc;
  private final OldTables tables;

  DecidedCodes(JdbcTemplate jdbc, OldTables tables) {
    this.jdbc = jdbc;
    this.tables = tables;
  }

  /** Adopts them, and returns how many. */
  int adopt() {
    jdbc.queryForObject(LOCK_USES, Long.class);
    return AdoptingInvites.decidedLater(jdbc, tables).insert();
  }
}
