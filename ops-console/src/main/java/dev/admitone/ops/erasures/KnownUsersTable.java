package dev.admitone.ops.erasures;

import dev.admitone.ops.ledger.Ledger;
import java.util.List;

/** Reads which codes the ledger knows a user of. Each part has an index by user. */
final class KnownUsersTable {

  /** The profile's code is among those of the uses, the releases or the decision that made it. */
  private static final String CODES =
      """
      with found as (
          select i.code, 1 as uses, 0 as releases, 0 as refusals
          from invite_uses u join invites i on i.id = u.invite_id
          where u.used_by = :user
          union all
          select i.code, 0, 1, 0
          from invite_releases l join invites i on i.id = l.invite_id
          where l.used_by = :user
          union all
          select d.code, 0, 0, 1
          from redemption_decisions d
          where d.used_by = :user and d.outcome not in ('REDEEMED', 'RELEASED', 'DONE')
          union all
          select i.code, 0, 0, 0
          from invite_sql_changes c join invites i on i.id = c.invite_id
          where c.used_by = :user
          union all
          select d.code, 0, 0, 0
          from profiles p join redemption_decisions d on d.id = p.invite_use_id
          where p.user_id = :user
      )
      select code, sum(uses), sum(releases), sum(refusals)
      from found group by code order by code collate "C" limit :limit
      """;

  private static final String HAS_PROFILE =
      "select exists (select from profiles where user_id = :user)";

  private final Ledger ledger;

  KnownUsersTable(Ledger ledger) {
    this.ledger = ledger;
  }

  List<KnownCode> codes(String userId, int limit) {
    return ledger.ask(
        jdbc ->
            jdbc.sql(CODES)
                .param("user", userId)
                .param("limit", limit)
                .query(
                    (row, _) ->
                        new KnownCode(
                            row.getString(1), row.getLong(2), row.getLong(3), row.getLong(4)))
                .list());
  }

  boolean hasProfile(String userId) {
    return ledger.ask(
        jdbc -> jdbc.sql(HAS_PROFILE).param("user", userId).query(Boolean.class).single());
  }
}
