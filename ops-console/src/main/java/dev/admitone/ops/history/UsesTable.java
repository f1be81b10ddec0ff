package dev.admitone.ops.history;

import static dev.admitone.ops.ledger.Columns.instant;
import static dev.admitone.ops.ledger.Columns.time;
import static dev.admitone.ops.ledger.Columns.uuid;

import dev.admitone.ops.ledger.Ledger;
import dev.admitone.ops.search.TimeCursor;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient.StatementSpec;

/** Reads the table of uses. */
final class UsesTable {

  /**
   * By the index of the invite's users, or by the pages of the time, whichever are fewer: the
   * planner knows invites with very many uses by their ids, and would not know them by their codes.
   */
  static final String OF_INVITE =
      """
      select u.id, :code as code, u.used_by, u.used_at, u.by_sql
      from invite_uses u
      where u.invite_id = :invite
        and u.used_at >= :from and u.used_at <= :before and (u.used_at, u.id) < (:before, :id)
      order by u.used_at desc, u.id desc
      limit :limit
      """;

  /** By the index of the user's uses. */
  static final String OF_USER =
      """
      select u.id, i.code, u.used_by, u.used_at, u.by_sql
      from invite_uses u join invites i on i.id = u.invite_id
      where u.used_by = :user
        and u.used_at >= :from and u.used_at <= :before and (u.used_at, u.id) < (:before, :id)
      order by u.used_at desc, u.id desc
      limit :limit
      """;

  private final Ledger ledger;

  UsesTable(Ledger ledger) {
    this.ledger = ledger;
  }

  List<Use> ofInvite(InviteName invite, Instant from, TimeCursor before, int limit) {
    return ledger.ask(
        jdbc ->
            within(jdbc.sql(OF_INVITE), from, before, limit)
                .param("invite", invite.id())
                .param("code", invite.code())
                .query((row, _) -> use(row))
                .list());
  }

  List<Use> ofUser(String userId, Instant from, TimeCursor before, int limit) {
    return ledger.ask(
        jdbc ->
            within(jdbc.sql(OF_USER), from, before, limit)
                .param("user", userId)
                .query((row, _) -> use(row))
                .list());
  }

  private static StatementSpec within(
      StatementSpec statement, Instant from, TimeCursor before, int limit) {
    return statement
        .param("from", time(from))
        .param("before", time(before.time()))
        .param("id", before.id())
        .param("limit", limit);
  }

  private static Use use(ResultSet row) throws SQLException {
    return new Use(
        uuid(row, "id"),
        row.getString("code"),
        row.getString("used_by"),
        instant(row, "used_at"),
        row.getBoolean("by_sql") ? true : null);
  }
}
