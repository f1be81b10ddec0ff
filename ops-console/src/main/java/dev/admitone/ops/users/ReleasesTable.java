package dev.admitone.ops.users;

import static dev.admitone.ops.ledger.Columns.instant;
import static dev.admitone.ops.ledger.Columns.uuid;

import dev.admitone.ops.ledger.Ledger;
import java.util.List;

/** Reads which uses of a user were given back, by their index by user. */
final class ReleasesTable {

  private static final String LATEST =
      """
      select l.id, l.use_id, i.code, l.used_at, l.released_by, l.reason, l.released_at
      from invite_releases l join invites i on i.id = l.invite_id
      where l.used_by = :user
      order by l.released_at desc, l.id desc
      limit :limit
      """;

  private final Ledger ledger;

  ReleasesTable(Ledger ledger) {
    this.ledger = ledger;
  }

  /** The newest first. */
  List<UsersRelease> latest(String userId, int limit) {
    return ledger.ask(
        jdbc ->
            jdbc.sql(LATEST)
                .param("user", userId)
                .param("limit", limit)
                .query(
                    (row, _) ->
                        new UsersRelease(
                            uuid(row, "id"),
                            uuid(row, "use_id"),
                            row.getString("code"),
                            instant(row, "used_at"),
                            row.getString("released_by"),
                            row.getString("reason"),
                            instant(row, "released_at")))
                .list());
  }
}
