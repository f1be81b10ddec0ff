package dev.admitone.faults.recording;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.admitone.faults.history.LedgerRows;
import dev.admitone.faults.history.Place;
import dev.admitone.faults.history.Seen;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What the ledger has, as values of a history. */
final class LedgerReader {

  private static final String INVITES =
      """
      select id, code, max_uses, current_uses, starts_at, expires_at, revoked_at
      from invites
      """;

  private static final String USES = "select id, invite_id, used_by, used_at from invite_uses";

  private static final String DECISIONS =
      """
      select id, code, used_by, outcome::text, decided_at,
             position_partition(position), position_offset(position), fingerprint
      from redemption_decisions
      """;

  private static final String PLACES = "select partition, next_offset, reason from ledger_places";

  private static final String PROFILES = "select user_id, invite_use_id from profiles";

  private static final String RELEASES =
      "select id, use_id, invite_id, released_at from invite_releases";

  private static final String REPAIRED =
      "select distinct i.code from count_repairs r join invites i on i.id = r.invite_id";

  private static final String CHANGED_BY_SQL =
      "select distinct i.code from invite_sql_changes c join invites i on i.id = c.invite_id";

  /** Profiles are where personal data may be. */
  private static final String TABLES =
      """
      select format('%I.%I', table_schema, table_name) from information_schema.tables
      where table_type = 'BASE TABLE' and table_name <> 'profiles'
        and table_schema not in ('pg_catalog', 'information_schema')
      """;

  private final Connection connection;

  LedgerReader(Connection connection) {
    this.connection = connection;
  }

  private interface Row<T> {
    T read(ResultSet row) throws SQLException;
  }

  LedgerRows rows() throws SQLException {
    return new LedgerRows(
        all(INVITES, LedgerReader::invite),
        all(USES, LedgerReader::use),
        all(DECISIONS, LedgerReader::decision),
        all(
            PLACES,
            row -> new LedgerRows.Progress(row.getInt(1), row.getLong(2), row.getString(3))),
        all(
            PROFILES,
            row -> new LedgerRows.Profile(row.getString(1), row.getObject(2, UUID.class))),
        all(
            RELEASES,
            row ->
                new LedgerRows.Release(
                    row.getObject(1, UUID.class),
                    row.getObject(2, UUID.class),
                    row.getObject(3, UUID.class),
                    row.getObject(4, OffsetDateTime.class).toInstant())),
        new HashSet<>(all(REPAIRED, row -> row.getString(1))),
        new HashSet<>(all(CHANGED_BY_SQL, row -> row.getString(1))));
  }

  /** The rows that hold one of the secrets, as text or as bytes, in any table but the profiles. */
  List<Seen> rowsWith(Set<String> secrets) throws SQLException {
    List<Seen> found = new ArrayList<>();
    for (String table : all(TABLES, row -> row.getString(1))) {
      for (String secret : secrets) {
        String sql =
            "select t::text from %s t where position(? in lower(t::text)) > 0".formatted(table);
        for (String form : List.of(secret, HexFormat.of().formatHex(secret.getBytes(UTF_8)))) {
          try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setString(1, form);
            try (ResultSet rows = statement.executeQuery()) {
              while (rows.next()) {
                found.add(new Seen("table " + table, rows.getString(1)));
              }
            }
          }
        }
      }
    }
    return found;
  }

  private <T> List<T> all(String sql, Row<T> row) throws SQLException {
    List<T> all = new ArrayList<>();
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      while (rows.next()) {
        all.add(row.read(rows));
      }
    }
    return all;
  }

  private static LedgerRows.Invite invite(ResultSet row) throws SQLException {
    return new LedgerRows.Invite(
        row.getObject(1, UUID.class),
        row.getString(2),
        row.getObject(3, Long.class),
        row.getLong(4),
        time(row, 5),
        time(row, 6),
        time(row, 7));
  }

  private static LedgerRows.Use use(ResultSet row) throws SQLException {
    return new LedgerRows.Use(
        row.getObject(1, UUID.class),
        row.getObject(2, UUID.class),
        row.getString(3),
        row.getObject(4, OffsetDateTime.class).toInstant());
  }

  private static LedgerRows.Decision decision(ResultSet row) throws SQLException {
    return new LedgerRows.Decision(
        row.getObject(1, UUID.class),
        row.getString(2),
        row.getString(3),
        row.getString(4),
        row.getObject(5, OffsetDateTime.class).toInstant(),
        new Place(row.getInt(6), row.getLong(7)),
        HexFormat.of().formatHex(row.getBytes(8)));
  }

  private static @Nullable Instant time(ResultSet row, int column) throws SQLException {
    OffsetDateTime time = row.getObject(column, OffsetDateTime.class);
    return time == null ? null : time.toInstant();
  }
}
