package dev.admitone.processor.jdbc;

import dev.admitone.processor.jdbc.sql.Columns;
import dev.admitone.processor.jdbc.sql.Parameters;
import dev.admitone.processor.jdbc.sql.Rows;
import dev.admitone.processor.jdbc.sql.Trip;
import dev.admitone.processor.redemption.Invite;
import dev.admitone.processor.redemption.LedgerConflictException;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;

/** Table {@code invites}. */
public final class InvitesTable {

  /**
   * The lock that everything after it relies on. Alone in its statement: one that locked and read
   * other tables would read them as they were before it had waited for the lock.
   */
  private static final String LOCK =
      """
      select id, code, max_uses, current_uses, starts_at, expires_at, revoked_at, created_by,
             created_at, version, changed_at, version = sql_version as changed_by_sql,
             erased_under
      from invites
      where code = any (?)
      order by id
      for update
      """;

  private static final String READ =
      """
      select id, code, max_uses, current_uses, starts_at, expires_at, revoked_at, created_by,
             created_at, version, changed_at, version = sql_version as changed_by_sql,
             erased_under
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

  private InvitesTable() {}

  /**
   * An invite as its row has it.
   *
   * @param isChangedBySql the last change was made by SQL
   * @param erasedUnder the keys under which users of it were erased; none for most invites
   */
  public record Row(Invite invite, boolean isChangedBySql, List<String> erasedUnder) {}

  /** The rows stay as they are until the transaction ends. */
  public static void lock(Trip trip, Set<String> codes, Consumer<Row> rows) {
    select(trip, LOCK, codes, rows);
  }

  /** As they were last committed. */
  public static void read(Trip trip, Set<String> codes, Consumer<Row> rows) {
    select(trip, READ, codes, rows);
  }

  private static void select(Trip trip, String sql, Set<String> codes, Consumer<Row> rows) {
    if (!codes.isEmpty()) {
      trip.query(
          sql,
          parameters -> new Columns<>(parameters, codes).texts(code -> code),
          row ->
              rows.accept(
                  new Row(invite(row), row.getBoolean("changed_by_sql"), erasedUnder(row))));
    }
  }

  public static void insert(Trip trip, Collection<Invite> invites) {
    if (!invites.isEmpty()) {
      trip.update(INSERT, parameters -> insertion(parameters, invites), _ -> {});
    }
  }

  /** Writes what may change. An invite that is gone is a {@link LedgerConflictException}. */
  public static void update(Trip trip, Collection<Invite> invites) {
    if (!invites.isEmpty()) {
      trip.update(
          UPDATE,
          parameters -> updating(parameters, invites),
          updated -> {
            if (updated != invites.size()) {
              throw new LedgerConflictException(
                  "%d of %d invites were updated".formatted(updated, invites.size()), null);
            }
          });
    }
  }

  private static void insertion(Parameters parameters, Collection<Invite> invites)
      throws SQLException {
    Columns<Invite> columns = new Columns<>(parameters, invites);
    columns.uuids(Invite::id);
    columns.texts(Invite::code);
    columns.numbers(Invite::maxUses);
    columns.numbers(Invite::currentUses);
    columns.times(invite -> Rows.timestamp(invite.startsAt()));
    columns.times(invite -> Rows.timestamp(invite.expiresAt()));
    columns.times(invite -> Rows.timestamp(invite.revokedAt()));
    columns.texts(Invite::createdBy);
    columns.moments(Invite::createdAt);
    columns.numbers(Invite::version);
    columns.moments(Invite::changedAt);
  }

  private static void updating(Parameters parameters, Collection<Invite> invites)
      throws SQLException {
    Columns<Invite> columns = new Columns<>(parameters, invites);
    columns.uuids(Invite::id);
    columns.numbers(Invite::maxUses);
    columns.numbers(Invite::currentUses);
    columns.times(invite -> Rows.timestamp(invite.startsAt()));
    columns.times(invite -> Rows.timestamp(invite.expiresAt()));
    columns.times(invite -> Rows.timestamp(invite.revokedAt()));
    columns.numbers(Invite::version);
    columns.moments(Invite::changedAt);
  }

  private static List<String> erasedUnder(ResultSet row) throws SQLException {
    Array names = row.getArray("erased_under");
    return names == null ? List.of() : List.of((String[]) names.getArray());
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
