package dev.admitone.ops.drift;

/** The statements that look for drift between tables of the ledger, each at a page of a table. */
enum TablePages {
  COUNT(
      DriftKind.COUNT,
      Keys.UUIDS,
      """
      select p.id::text as key, p.code as subject,
        case when p.current_uses <> p.rows
          then format('current_uses is %s, and there are %s uses', p.current_uses, p.rows)
        end as problem
      from (
        select i.id, i.code, i.current_uses,
          (select count(*) from invite_uses u where u.invite_id = i.id) as rows
        from (
          select id, code, current_uses from invites
          where id > cast(:after as uuid) order by id limit :size
        ) i
      ) p
      order by p.id
      """),

  /** Names the first uses of a code alone: it may have a million of them. */
  USE_WITHOUT_DECISION(
      DriftKind.USE_WITHOUT_DECISION,
      Keys.UUIDS,
      """
      select i.id::text as key, i.code as subject,
        (
          select format('no decision granted the uses %s',
              string_agg(w.id::text, ', ') filter (where w.number <= 20))
            || case when count(*) > 20 then format(' and %s more', count(*) - 20) else '' end
          from (
            select u.id, row_number() over () as number
            from invite_uses u
            where u.invite_id = i.id and u.by_sql is null
              and not exists (
                select from redemption_decisions d
                where d.id = u.id and d.outcome = 'REDEEMED' and d.code = i.code
                  and d.used_by = u.used_by)
          ) w
          having count(*) > 0
        ) as problem
      from (
        select id, code from invites where id > cast(:after as uuid) order by id limit :size
      ) i
      order by i.id
      """),

  /**
   * A use may have been given back since: the one that the decision granted, or, of a signup on a
   * use that the user had, one that was given back later. Both times are of the log; equal ones are
   * no drift, because the release may be the later of the two.
   */
  DECISION_WITHOUT_USE(
      DriftKind.DECISION_WITHOUT_USE,
      Keys.UUIDS,
      """
      select d.id::text as key, d.code as subject,
        case when d.outcome = 'REDEEMED'
          and not exists (
            select from invites i join invite_uses u on u.invite_id = i.id
            where i.code = d.code and u.used_by = d.used_by)
          and not exists (
            select from invites i join invite_releases r on r.invite_id = i.id
            where i.code = d.code and r.used_by = d.used_by
              and (r.use_id = d.id or r.released_at >= d.decided_at))
          then format('the use that request %s was granted is gone', d.id)
        end as problem
      from (
        select id, code, used_by, outcome, decided_at from redemption_decisions
        where id > cast(:after as uuid) order by id limit :size
      ) d
      order by d.id
      """),

  RELEASED_USE(
      DriftKind.RELEASED_USE,
      Keys.UUIDS,
      """
      select r.id::text as key, i.code as subject,
        case when exists (
            select from invite_uses u where u.id = r.use_id and u.invite_id = r.invite_id)
          then format('the use %s was given back and is still there', r.use_id)
        end as problem
      from (
        select id, use_id, invite_id from invite_releases
        where id > cast(:after as uuid) order by id limit :size
      ) r
      left join invites i on i.id = r.invite_id
      order by r.id
      """),

  RELEASE_WITHOUT_DECISION(
      DriftKind.RELEASE_WITHOUT_DECISION,
      Keys.UUIDS,
      """
      select r.id::text as key, i.code as subject,
        case when not exists (
            select from redemption_decisions d where d.id = r.id and d.outcome = 'RELEASED')
          then format('no decision made the release %s', r.id)
        end as problem
      from (
        select id, invite_id from invite_releases
        where id > cast(:after as uuid) order by id limit :size
      ) r
      left join invites i on i.id = r.invite_id
      order by r.id
      """),

  PROFILE_WITHOUT_USE(
      DriftKind.PROFILE_WITHOUT_USE,
      Keys.TEXTS,
      """
      select p.user_id as key, p.user_id as subject,
        case when not exists (
            select from invite_uses u where u.used_by = p.user_id and u.id = p.invite_use_id)
          and not exists (select from invite_releases r where r.use_id = p.invite_use_id)
          then format('the use %s of the profile is gone', p.invite_use_id)
        end as problem
      from (
        select user_id, invite_use_id from profiles
        where user_id > :after order by user_id limit :size
      ) p
      order by p.user_id
      """);

  private final DriftKind kind;
  private final String beforeFirst;
  private final String page;

  TablePages(DriftKind kind, String beforeFirst, String page) {
    this.kind = kind;
    this.beforeFirst = beforeFirst;
    this.page = page;
  }

  /** What the statement looks for. */
  DriftKind kind() {
    return kind;
  }

  /** What lies before each key of the table. */
  String beforeFirst() {
    return beforeFirst;
  }

  /**
   * The statement. Its columns are {@code key}, {@code subject} and {@code problem}, which is null
   * where all agrees; one statement has one snapshot, so that redemptions meanwhile are no drift.
   */
  String page() {
    return page;
  }

  /** What lies before all keys of a type. */
  private static final class Keys {

    static final String UUIDS = "00000000-0000-0000-0000-000000000000";
    static final String TEXTS = "";

    private Keys() {}
  }
}
