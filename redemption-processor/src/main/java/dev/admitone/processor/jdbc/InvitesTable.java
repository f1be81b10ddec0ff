package dev.admitone.processor.jdbc;

import dev.admitone.processor.redemption.Invite;
import dev.admitone.processor.redemption.LedgerConflictException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.springframework.jdbc.core.JdbcTemplate;

/** Table {@code invites}. */
final class InvitesTable {

  /**
   * The lock that everything after it relies on. Alone in its statement: one that locked and read
   * other tables would read them as they were before it had waited for the lock.
   */
  private static final String LOCK =
      """
      select id, code, max_uses, current_uses, starts_at, expires_at, revoked_at, created_by,
             created_at, version, changed_at, version = sql_version as changed_by_sql
      from invites
      where code = any (?)
      order by id
      for update
      """;

  private static final String READ =
      """
      select id, code, max_uses, current_uses, starts_at, expires_at, revoked_at, created_by,
             created_at, version, changed_at, version = sql_version as changed_by_sql
      from invites
      where code = any (?)
      """;

  private static final String INSERT =
      """
      insert into invites (id, code, max_uses, current_uses, starts_at, expires_at, revoked_at,
                           created_by, created_at, version, changed_at)
      select *
      from unnest(?::uuid[], ?::text[], ?::bigint[], ?::bigint[], ?::timestamptz[],
                  ?::timestamptz[], ?::timestamptz[], ?::text[], ?::timestamptz[], ?::bigint[],
                  ?::timestamptz[])
      """;

  private static final String UPDATE =
      """
      update invites i
      set max_uses = n.max_uses, current_uses = n.current_uses, starts_at = n.starts_at,
          expires_at = n.expires_at, revoked_at = n.revoked_at, version = n.version,
          changed_at = n.changed_at
      from unnest(?::uuid[], ?::bigint[], ?::bigint[], ?::timestamptz[], ?::timestamptz[],
                  ?::timestamptz[], ?::bigint[], ?::timestamptz[])
           as n (id, max_uses, current_uses, starts_at, expires_at, revoked_at, version, changed_at)
      where i.id = n.id
      """;

  private final JdbcTemplate jdbc;

  InvitesTable(JdbcTemplate jdbc) {
    this.jdbc = jdbc;
  }

  /**
   * An invite as its row has it.
   *
   * @param isChangedBySql the last change was made by SQL
   */
  record Row(Invite invite, boolean isChangedBySql) {}

  /** The rows stay as they are until the transaction ends. */
  List<Row> lock(Set<String> codes) {
    return select(LOCK, codes);
  }

  /** As they were last committed. */
  List<Row> read(Set<String> codes) {
    return select(READ, codes);
  }

  private List<Row> select(String sql, Set<String> codes) {
    if (codes.isEmpty()) {
      return List.of();
    }
    return jdbc.query(
        connection -> {
          PreparedStatement statement = connection.prepareStatement(sql);
          new Columns<>(connection, statement, codes).texts(code -> code);
          return statement;
        },
        (row, _) -> new Row(invite(row), row.getBoolean("changed_by_sql")));
  }

  void insert(Collection<Invite> invites) {
    if (!invites.isEmpty()) {
      jdbc.update(connection -> insertion(connection, invites));
    }
  }

  /**
   * Writes what may change.
   *
   * @throws LedgerConflictException if an invite is gone
   */
  void update(Collection<Invite> invites) {
    if (invites.isEmpty()) {
      return;
    }
    int updated = jdbc.update(connection -> updating(connection, invites));
    if (updated != invites.size()) {
      throw new LedgerConflictException(
          "%d of %d invites were updated".formatted(updated, invites.size()), null);
    }
  }

  private static PreparedStatement insertion(Connection connection, Collection<Invite> invites)
      throws SQLException {
    PreparedStatement insert = connection.prepareStatement(INSERT);
    Columns<Invite> columns = new Columns<>(connection, insert, invites);
    columns.uuids(Invite::id);
    columns.texts(Invite::code);
    columns.numbers(Invite::maxUses);
    columns.numbers(Invite::currentUses);
    columns.times(invite -> Rows.timestamp(invite.startsAt()));
    columns.times(invite -> Rows.timestamp(invite.expiresAt()));
    columns.times(invite -> Rows.timestamp(invite.revokedAt()));
    columns.texts(Invite::createdBy);
    columns.times(invite -> Rows.timestamp(invite.createdAt()));
    columns.numbers(Invite::version);
    columns.times(invite -> Rows.timestamp(invite.changedAt()));
    return insert;
  }

  private static PreparedStatement updating(Connection connection, Collection<Invite> invites)
      throws SQLException {
    PreparedStatement update = connection.prepareStatement(UPDATE);
    Columns<Invite> columns = new Columns<>(connection, update, invites);
    columns.uuids(Invite::id);
    columns.numbers(Invite::maxUses);
    columns.numbers(Invite::currentUses);
    columns.times(invite -> Rows.timestamp(invite.startsAt()));
    columns.times(invite -> Rows.timestamp(invite.expiresAt()));
    columns.times(invite -> Rows.timestamp(invite.revokedAt()));
    columns.numbers(Invite::version);
    columns.times(invite -> Rows.timestamp(invite.changedAt()));
    return update;
  }

  private static Invite invite(ResultSet row) throws SQLException {
    return new Invite(
        row.getObject("id", UUID.class),
        row.getString("code"),
        row.getObject("max_uses", Long.class),
        row.getLong("current_uses"),
        Rows.instantOrNull(row, "starts_at"),
        Rows.instantOrNull(row, "expires_at"),
        Rows.instantOrNull(row, "revoked_at"),
        row.getString("created_by"),
        Rows.instant(row, "created_at"),
        row.getLong("version"),
        Rows.instant(row, "changed_at"));
  }
}
