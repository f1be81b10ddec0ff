package dev.admitone.processor.jdbc.healing;

import dev.admitone.processor.healing.Reconciliation.Touched;
import dev.admitone.processor.healing.Snapshot;
import dev.admitone.processor.jdbc.sql.Columns;
import dev.admitone.processor.jdbc.sql.Rows;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;

/** Table {@code healing_codes}. */
final class HealingCodesTable {

  private static final String KEEP =
      """
      insert into healing_codes as h
        (code, invite_id, max_uses, current_uses, starts_at, expires_at, revoked_at, topic_version,
         published_at)
      select distinct on (code) *
      from unnest(?::text[], ?::uuid[], ?::bigint[], ?::bigint[], ?::timestamptz[],
                  ?::timestamptz[], ?::timestamptz[], ?::bigint[], ?::timestamptz[])
           as n (code, invite_id, max_uses, current_uses, starts_at, expires_at, revoked_at,
                 topic_version, published_at)
      order by code, topic_version desc
      on conflict (code) do update
      set invite_id = excluded.invite_id, max_uses = excluded.max_uses,
          current_uses = excluded.current_uses, starts_at = excluded.starts_at,
          expires_at = excluded.expires_at, revoked_at = excluded.revoked_at,
          topic_version = excluded.topic_version, published_at = excluded.published_at
      where h.topic_version is null or h.topic_version <= excluded.topic_version
      """;

  private static final String TOUCH =
      """
      insert into healing_codes as h (code, version_before, redefined)
      select code, version_before, redefined = 1
      from unnest(?::text[], ?::bigint[], ?::bigint[]) as n (code, version_before, redefined)
      on conflict (code) do update
      set version_before = coalesce(h.version_before, excluded.version_before),
          redefined = h.redefined or excluded.redefined
      """;

  private static final String SELECT =
      """
      select code, version_before, redefined, invite_id, max_uses, current_uses, starts_at,
             expires_at, revoked_at, topic_version, published_at
      from healing_codes
      where code = any (?) and topic_version is not null
      """;

  /** Those that differ, after a code. */
  private static final String COMPARE =
      """
      select h.code, h.version_before, h.redefined, h.invite_id, h.max_uses, h.current_uses,
             h.starts_at, h.expires_at, h.revoked_at, h.topic_version, h.published_at
      from healing_codes h left join invites i on i.code = h.code collate "C"
      where h.code > ?
        and (i.id is null or h.version_before is not null or h.topic_version > i.version)
      order by h.code
      limit ?
      """;

  private static final String DELETE = "delete from healing_codes where code = any (?)";

  private static final String FORGET =
      """
      delete from healing_codes
      where code in (select code from healing_codes where version_before is null limit ?)
      """;

  private static final int ROWS_AT_ONCE = 50_000;

  private final JdbcTemplate jdbc;

  /** A row. */
  record Row(String code, @Nullable Touched touched, @Nullable Snapshot topic) {}

  HealingCodesTable(JdbcTemplate jdbc) {
    this.jdbc = jdbc;
  }

  /** Keeps the newer of each two. */
  void keep(Collection<Snapshot> snapshots) {
    jdbc.update(
        connection -> {
          PreparedStatement insert = connection.prepareStatement(KEEP);
          Columns<Snapshot> columns = new Columns<>(connection, insert, snapshots);
          columns.texts(Snapshot::code);
          columns.uuids(Snapshot::inviteId);
          columns.numbers(Snapshot::maxUses);
          columns.numbers(Snapshot::currentUses);
          columns.times(snapshot -> Rows.timestamp(snapshot.startsAt()));
          columns.times(snapshot -> Rows.timestamp(snapshot.expiresAt()));
          columns.times(snapshot -> Rows.timestamp(snapshot.revokedAt()));
          columns.numbers(Snapshot::version);
          columns.times(snapshot -> Rows.timestamp(snapshot.publishedAt()));
          return insert;
        });
  }

  /** What is known of a code stays. */
  void touch(Map<String, Touched> codes) {
    if (codes.isEmpty()) {
      return;
    }
    jdbc.update(
        connection -> {
          PreparedStatement insert = connection.prepareStatement(TOUCH);
          new Columns<>(connection, insert, codes.entrySet())
              .texts(Map.Entry::getKey)
              .numbers(entry -> entry.getValue().versionBefore())
              .numbers(entry -> entry.getValue().redefined() ? 1L : 0L);
          return insert;
        });
  }

  List<Snapshot> select(Set<String> codes) {
    return jdbc.query(
        connection -> {
          PreparedStatement select = connection.prepareStatement(SELECT);
          new Columns<>(connection, select, codes).texts(code -> code);
          return select;
        },
        (row, _) -> snapshot(row));
  }

  List<Row> compare(String after, int countMax) {
    return jdbc.query(
        COMPARE,
        (row, _) ->
            new Row(
                row.getString("code"),
                touched(row),
                row.getObject("topic_version") == null ? null : snapshot(row)),
        after,
        countMax);
  }

  void delete(Collection<String> codes) {
    jdbc.update(
        connection -> {
          PreparedStatement delete = connection.prepareStatement(DELETE);
          new Columns<>(connection, delete, codes).texts(code -> code);
          return delete;
        });
  }

  /** Deletes what was not touched. */
  void forget() {
    int deleted;
    do {
      deleted = jdbc.update(FORGET, ROWS_AT_ONCE);
    } while (deleted == ROWS_AT_ONCE);
  }

  private static @Nullable Touched touched(ResultSet row) throws SQLException {
    Long before = row.getObject("version_before", Long.class);
    return before == null ? null : new Touched(before, row.getBoolean("redefined"));
  }

  private static Snapshot snapshot(ResultSet row) throws SQLException {
    return new Snapshot(
        row.getObject("invite_id", UUID.class),
        row.getString("code"),
        row.getObject("max_uses", Long.class),
        row.getLong("current_uses"),
        Rows.instantOrNull(row, "starts_at"),
        Rows.instantOrNull(row, "expires_at"),
        Rows.instantOrNull(row, "revoked_at"),
        row.getLong("topic_version"),
        Rows.instant(row, "published_at"));
  }
}
