package dev.admitone.processor.jdbc;

import dev.admitone.processor.jdbc.sql.Columns;
import dev.admitone.processor.jdbc.sql.Trip;
import dev.admitone.processor.redemption.BatchState.ReleasedUse;
import dev.admitone.processor.redemption.Release;
import java.util.Collection;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;

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

  private ReleasesTable() {}

  static void select(Trip trip, Set<UUID> useIds, Consumer<ReleasedUse> releases) {
    if (!useIds.isEmpty()) {
      trip.query(
          SELECT,
          parameters -> new Columns<>(parameters, useIds).uuids(id -> id),
          row ->
              releases.accept(
                  new ReleasedUse(
                      row.getObject("use_id", UUID.class),
                      row.getObject("invite_id", UUID.class))));
    }
  }

  static void insert(Trip trip, Collection<Release> releases) {
    if (!releases.isEmpty()) {
      trip.update(
          INSERT,
          parameters ->
              new Columns<>(parameters, releases)
                  .uuids(Release::id)
                  .uuids(release -> release.use().id())
                  .uuids(release -> release.use().inviteId())
                  .texts(release -> release.use().userId())
                  .moments(release -> release.use().usedAt())
                  .texts(Release::releasedBy)
                  .texts(Release::reason)
                  .moments(Release::releasedAt),
          _ -> {});
    }
  }
}
