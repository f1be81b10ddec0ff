package dev.admitone.processor.adoption;

import dev.admitone.processor.adoption.tables.OldTable;
import dev.admitone.processor.adoption.tables.OldTables;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * Inserts the invites, which makes their codes known to the processor. That is done with the switch
 * and not with the copy: before it the older application alone grants uses.
 */
final class AdoptingInvites {

  private static final String NONE = "null::timestamptz";

  /** So that a code that begins at infinity does not begin now. */
  private static final String LATEST = "'9999-12-31 23:59:59.999+00'";

  private final JdbcTemplate jdbc;
  private final String insert;

  private AdoptingInvites(JdbcTemplate jdbc, OldTables tables, int version) {
    this.jdbc = jdbc;
    OldTable invites = tables.invites();
    String createdBy =
        invites.column("created_by").map(column -> "o.created_by::text").orElse("null::text");
    this.insert =
        """
      insert into invites (id, code, max_uses, current_uses, starts_at, expires_at, revoked_at,
                           created_by, created_at, version)
      select m.invite_id, m.code, case when o.max_uses < 0 then 0 else o.max_uses end, m.uses,
             %2$s, %3$s, %4$s, %5$s, %6$s, %7$d
      from %1$s o
      join adopted_invites m on m.old_id = o.id
      where m.code is not null and not exists (select from invites i where i.id = m.invite_id)
      """
            .formatted(
                invites.qualified(),
                time(invites, "starts_at", LATEST),
                time(invites, "expires_at", NONE),
                revoked(tables),
                createdBy,
                "coalesce(%s, now())".formatted(time(invites, "created_at", LATEST)),
                version);
  }

  /** At the switch. With a version of their own, so that none of them is a change by SQL. */
  static AdoptingInvites atSwitch(JdbcTemplate jdbc, OldTables tables) {
    return new AdoptingInvites(jdbc, tables, 1);
  }

  /** After it: triggers give each a version, count its uses, and keep it as a change by SQL. */
  static AdoptingInvites decidedLater(JdbcTemplate jdbc, OldTables tables) {
    return new AdoptingInvites(jdbc, tables, 0);
  }

  /** Inserts those that are not inserted yet, and returns how many. */
  int insert() {
    return jdbc.update(insert);
  }

  private static String revoked(OldTables tables) {
    return tables.revokesByActive()
        ? "case when not o.%s then now() end".formatted(OldTables.ACTIVE)
        : time(tables.invites(), "revoked_at", LATEST);
  }

  /** What the topics can say: -infinity stays before all times. */
  private static String time(OldTable invites, String column, String ofInfinity) {
    return invites.column(column).isPresent()
        ? """
      case when o.%1$s < '0001-01-01 00:00:00+00' then '0001-01-01 00:00:00+00'
           when o.%1$s > '9999-12-31 23:59:59.999+00' then %2$s
           else o.%1$s::timestamptz end"""
            .formatted(column, ofInfinity)
        : NONE;
  }
}
