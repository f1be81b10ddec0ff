package dev.admitone.processor.jdbc;

import dev.admitone.processor.jdbc.sql.Columns;
import dev.admitone.processor.jdbc.sql.Parameters;
import dev.admitone.processor.jdbc.sql.Trip;
import dev.admitone.processor.redemption.Erasure;
import dev.admitone.processor.redemption.Pseudonyms;
import dev.admitone.processor.redemption.Use;
import java.sql.SQLException;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;

/**
 * Erases users: what the ledger has of them and one invite goes on under their pseudonym. Runs
 * before anything else of the batch is written, on what was there before it: what the batch itself
 * adds has the pseudonym already. The locks on the invites protect all of it.
 */
final class ErasuresTable {

  private static final String OF_ERASURES =
      """
      from unnest(?::uuid[], ?::text[], ?::text[], ?::text[])
          as e (invite_id, code, used_by, pseudonym)
      """;

  /** The user's profile belongs to the code whose use, or whose request, it came with. */
  private static final String PROFILE_OF_CODE =
      """
      (exists (select from redemption_decisions d
               where d.id = p.invite_use_id and d.code = e.code)
       or exists (select from invite_uses u
                  where u.invite_id = e.invite_id and u.used_by = e.used_by
                    and u.id = p.invite_use_id)
       or exists (select from invite_releases l
                  where l.use_id = p.invite_use_id and l.invite_id = e.invite_id))
      """;

  private static final String SELECT_PROFILES =
      """
      select e.invite_id, p.user_id
      from unnest(?::uuid[], ?::text[], ?::text[]) as e (invite_id, code, used_by)
      join profiles p on p.user_id = e.used_by
      where
      """
          + PROFILE_OF_CODE;

  /**
   * The table has no index by user for decisions that were granted: these are found by the ids of
   * the uses, of the releases and of the uses that SQL took away, and that of a signup on an older
   * use by its time.
   */
  private static final String RENAME_DECISIONS =
      """
      update redemption_decisions d
      set used_by = e.pseudonym
      """
          + OF_ERASURES
          + """
            cross join lateral (
                select u.id from invite_uses u
                where u.invite_id = e.invite_id and u.used_by = e.used_by
                union
                select l.use_id from invite_releases l
                where l.invite_id = e.invite_id and l.used_by = e.used_by
                union
                select (c.old_values ->> 'id')::uuid from invite_sql_changes c
                where c.invite_id = e.invite_id and c.used_by = e.used_by
                union
                select r.id from redemption_decisions r
                where r.used_by = e.used_by and r.used_by is not null
                  and r.outcome not in ('REDEEMED', 'RELEASED', 'DONE')
                union
                select s.id from profiles p
                join redemption_decisions s on s.decided_at = p.created_at
                where p.user_id = e.used_by) theirs
            where d.id = theirs.id and d.code = e.code and d.used_by = e.used_by
            """;

  private static final String DELETE_PROFILES =
      """
      delete from profiles p using (select e.*
      """
          + OF_ERASURES
          + """
            ) e
            where p.user_id = e.used_by and
            """
          + PROFILE_OF_CODE;

  /**
   * A use that SQL gave the user again after an erasure does not collide with the one that the
   * pseudonym has: its own id is added.
   */
  private static final String RENAME_USES =
      """
      update invite_uses u
      set used_by = case when exists (select from invite_uses o
                                      where o.invite_id = e.invite_id and o.used_by = e.pseudonym)
                         then e.pseudonym || '-' || u.id else e.pseudonym end
      """
          + OF_ERASURES
          + "where u.invite_id = e.invite_id and u.used_by = e.used_by";

  private static final String RENAME_RELEASES =
      "update invite_releases l set used_by = e.pseudonym\n"
          + OF_ERASURES
          + "where l.invite_id = e.invite_id and l.used_by = e.used_by";

  private static final String RENAME_SQL_CHANGES =
      "update invite_sql_changes c set used_by = e.pseudonym\n"
          + OF_ERASURES
          + "where c.invite_id = e.invite_id and c.used_by = e.used_by";

  private static final String RENAME_DUPLICATES =
      "update adopted_duplicates a set used_by = e.pseudonym\n"
          + OF_ERASURES
          + "where a.invite_id = e.invite_id and a.used_by = e.used_by";

  private static final List<String> RENAMES =
      List.of(
          RENAME_DECISIONS,
          DELETE_PROFILES,
          RENAME_USES,
          RENAME_RELEASES,
          RENAME_SQL_CHANGES,
          RENAME_DUPLICATES);

  /** From now on requests about the code are looked up under pseudonyms, too. */
  private static final String MARK =
      """
      update invites i
      set erased_under = array_append(i.erased_under, n.key_name)
      from unnest(?::uuid[], ?::text[]) as n (invite_id, key_name)
      where i.id = n.invite_id
        and (i.erased_under is null or not n.key_name = any (i.erased_under))
      """;

  private ErasuresTable() {}

  /** A user that is to be erased. */
  record UserOfInvite(UUID inviteId, String code, String userId) {}

  /** Those whose profile came with the invite. */
  static void selectProfiles(Trip trip, Set<UserOfInvite> users, Consumer<Use.Key> profiles) {
    if (!users.isEmpty()) {
      trip.query(
          SELECT_PROFILES,
          parameters ->
              new Columns<>(parameters, users)
                  .uuids(UserOfInvite::inviteId)
                  .texts(UserOfInvite::code)
                  .texts(UserOfInvite::userId),
          row ->
              profiles.accept(
                  new Use.Key(row.getObject("invite_id", UUID.class), row.getString("user_id"))));
    }
  }

  /** Of what was written before the batch. */
  static void rename(Trip trip, List<Erasure> erasures) {
    if (erasures.isEmpty()) {
      return;
    }
    for (String sql : RENAMES) {
      trip.update(sql, parameters -> columns(parameters, erasures), _ -> {});
    }
  }

  /** Marks the invites, those included that the batch has created. */
  static void mark(Trip trip, List<Erasure> erasures) {
    if (!erasures.isEmpty()) {
      trip.update(
          MARK,
          parameters ->
              new Columns<>(parameters, erasures)
                  .uuids(Erasure::inviteId)
                  .texts(erasure -> Pseudonyms.keyName(erasure.pseudonym())),
          _ -> {});
    }
  }

  private static void columns(Parameters parameters, List<Erasure> erasures) throws SQLException {
    new Columns<>(parameters, erasures)
        .uuids(Erasure::inviteId)
        .texts(Erasure::code)
        .texts(Erasure::userId)
        .texts(Erasure::pseudonym);
  }
}
