package dev.admitone.processor.jdbc;

import dev.admitone.processor.redemption.BatchState.ReleasedUse;
import dev.admitone.processor.redemption.Release;
import java.sql.PreparedStatement;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.springframework.jdbc.core.JdbcTemplate;

/** Table {@code invite_releases}. */
final class ReleasesTable {

  private static final String SELECT =
      """
      select use_id, invite_id
      from invite_releases
      where use_id = any (?)
      """;

  private static final String INSERT =
      """
      insert into invite_releases (id, use_id, invite_id, used_by, used_at, released_by, reason,
                                   released_at)
      select *
      from unnest(?::uuid[], ?::uuid[], ?::uuid[], ?::text[], ?::timestamptz[], ?::text[],
                  ?::text[], ?::timestamptz[])
      """;

  private final JdbcTemplate jdbc;

  ReleasesTable(JdbcTemplate jdbc) {
    this.jdbc = jdbc;
  }

  List<ReleasedUse> select(Set<UUID> useIds) {
    if (useIds.isEmpty()) {
      return List.of();
    }
    return jdbc.query(
        connection -> {
          PreparedStatement select = connection.prepareStatement(SELECT);
          new Columns<>(connection, select, useIds).uuids(id -> id);
          return select;
        },
        (row, _) ->
            new ReleasedUse(
                row.getObject("use_id", UUID.class), row.getObject("invite_id", UUID.class)));
  }

  void insert(Collection<Release> releases) {
    if (releases.isEmpty()) {
      return;
    }
    jdbc.update(
        connection -> {
          PreparedStatement insert = connection.prepareStatement(INSERT);
          new Columns<>(connection, insert, releases)
              .uuids(Release::id)
              .uuids(release -> release.use().id())
              .uuids(release -> release.use().inviteId())
              .texts(release -> release.use().userId())
              .times(release -> Rows.timestamp(release.use().usedAt()))
              .texts(Release::releasedBy)
              .texts(Release::reason)
              .times(release -> Rows.timestamp(release.releasedAt()));
          return insert;
        });
  }
}
