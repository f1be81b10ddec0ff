package dev.admitone.processor.jdbc.healing;

import dev.admitone.processor.healing.Reconciliation;
import dev.admitone.processor.healing.Reconciliation.BySql;
import dev.admitone.processor.jdbc.InvitesTable;
import dev.admitone.processor.jdbc.sql.Columns;
import dev.admitone.processor.jdbc.sql.Rows;
import dev.admitone.processor.jdbc.sql.Trip;
import dev.admitone.processor.redemption.Invite;
import dev.admitone.processor.redemption.LedgerConflictException;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;

/** Table {@code invites} and the notes about it, as a healing writes them. */
final class HealingInvitesTable {

  /** Marked as made by SQL: a trigger keeps the change. */
  private static final String INSERT =
      """
      insert into invites (id, code, max_uses, starts_at, expires_at, revoked_at, created_at,
                           version, sql_version, changed_at)
      select id, code, max_uses, starts_at, expires_at, revoked_at, changed_at, version, version,
             changed_at
      from unnest(?::uuid[], ?::text[], ?::bigint[], ?::timestamptz[], ?::timestamptz[],
                  ?::timestamptz[], ?::bigint[], ?::timestamptz[])
           as n (id, code, max_uses, starts_at, expires_at, revoked_at, version, changed_at)
      """;

  /**
   * Marked as changed by SQL if it was, or if no decision came yet after the last change by SQL:
   * the next one looks for the mark.
   */
  private static final String UPDATE =
      """
      update invites i
      set max_uses = n.max_uses, starts_at = n.starts_at, expires_at = n.expires_at,
          revoked_at = n.revoked_at, version = n.version, changed_at = n.changed_at,
          sql_version = case when n.by_sql = 1 or i.sql_version = i.version
                             then n.version else i.sql_version end
      from unnest(?::uuid[], ?::bigint[], ?::bigint[], ?::timestamptz[], ?::timestamptz[],
                  ?::timestamptz[], ?::bigint[], ?::timestamptz[])
           as n (id, by_sql, max_uses, starts_at, expires_at, revoked_at, version, changed_at)
      where i.id = n.id
      """;

  private static final String NOTE =
      "insert into invite_refreshes (code) select * from unnest(?::text[])";

  private static final String NOTE_AFTER =
      """
      with next as materialized (
        select code from invites where code > ? order by code limit ?
      ), noted as (
        insert into invite_refreshes (code) select code from next
      )
      select max(code) from next
      """;

  private final JdbcTemplate jdbc;

  HealingInvitesTable(JdbcTemplate jdbc) {
    this.jdbc = jdbc;
  }

  Map<String, Invite> lock(Set<String> codes) {
    Map<String, Invite> locked = new HashMap<>();
    InvitesTable.lock(
        new Trip(jdbc, false), codes, row -> locked.put(row.invite().code(), row.invite()));
    return locked;
  }

  void write(List<Reconciliation> reconciliations) {
    insert(
        reconciliations.stream()
            .filter(one -> one.bySql() == BySql.MADE)
            .map(Reconciliation::invite)
            .toList());
    update(reconciliations.stream().filter(one -> one.bySql() != BySql.MADE).toList());
  }

  /** Adds invites that SQL made, without uses. */
  void insert(List<Invite> made) {
    if (made.isEmpty()) {
      return;
    }
    jdbc.update(
        connection -> {
          PreparedStatement insert = connection.prepareStatement(INSERT);
          Columns<Invite> columns = new Columns<>(connection, insert, made);
          columns.uuids(Invite::id);
          columns.texts(Invite::code);
          definition(columns, invite -> invite);
          return insert;
        });
  }

  private void update(List<Reconciliation> reconciliations) {
    if (reconciliations.isEmpty()) {
      return;
    }
    int updated =
        jdbc.update(
            connection -> {
              PreparedStatement update = connection.prepareStatement(UPDATE);
              Columns<Reconciliation> columns = new Columns<>(connection, update, reconciliations);
              columns.uuids(one -> one.invite().id());
              columns.numbers(one -> one.bySql() == BySql.REDEFINED ? 1L : 0L);
              definition(columns, Reconciliation::invite);
              return update;
            });
    if (updated != reconciliations.size()) {
      throw new LedgerConflictException(
          "%d of %d invites were updated".formatted(updated, reconciliations.size()), null);
    }
  }

  private static <T> void definition(Columns<T> columns, Function<T, Invite> invite)
      throws SQLException {
    columns.numbers(one -> invite.apply(one).maxUses());
    columns.times(one -> Rows.timestamp(invite.apply(one).startsAt()));
    columns.times(one -> Rows.timestamp(invite.apply(one).expiresAt()));
    columns.times(one -> Rows.timestamp(invite.apply(one).revokedAt()));
    columns.numbers(one -> invite.apply(one).version());
    columns.times(one -> Rows.timestamp(invite.apply(one).changedAt()));
  }

  void note(Collection<String> codes) {
    jdbc.update(
        connection -> {
          PreparedStatement insert = connection.prepareStatement(NOTE);
          new Columns<>(connection, insert, codes).texts(code -> code);
          return insert;
        });
  }

  /** The last code that was noted; empty if there was none. */
  String noteAfter(String code, int countMax) {
    @Nullable String last = jdbc.queryForObject(NOTE_AFTER, String.class, code, countMax);
    return last == null ? "" : last;
  }
}
