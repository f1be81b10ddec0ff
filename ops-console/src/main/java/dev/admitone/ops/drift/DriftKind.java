package dev.admitone.ops.drift;

/** What does not agree. Each kind has one statement, which looks at one page of a table. */
enum DriftKind {
  /** {@code current_uses} is not the number of the code's rows. */
  COUNT(
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

  /** A use that the processor did not grant, and SQL did not make as SQL does. */
  USE_WITHOUT_DECISION(
      Keys.UUIDS,
      """
      select i.id::text as key, i.code as subject,
        (
          select format('no decision granted the uses %s', string_agg(u.id::text, ', '))
          from invite_uses u
          where u.invite_id = i.id and u.by_sql is null
            and not exists (
              select from redemption_decisions d
              where d.id = u.id and d.outcome = 'REDEEMED' and d.code = i.code
                and d.used_by = u.used_by)
          having count(*) > 0
        ) as problem
      from (
        select id, code from invites where id > cast(:after as uuid) order by id limit :size
      ) i
      order by i.id
      """),

  /**
   * A redemption that was granted, of which there is neither a use nor a release. Looked for by
   * code and user: a signup may take a use that its user had before, which has another id.
   */
  DECISION_WITHOUT_USE(
      Keys.UUIDS,
      """
      select d.id::text as key, d.code as subject,
        case when d.outcome = 'REDEEMED'
          and not exists (
            select from invites i join invite_uses u on u.invite_id = i.id
            where i.code = d.code and u.used_by = d.used_by)
          and not exists (
            select from invites i join invite_releases r on r.invite_id = i.id
            where i.code = d.code and r.used_by = d.used_by)
          then format('the use that request %s was granted is gone', d.id)
        end as problem
      from (
        select id, code, used_by, outcome from redemption_decisions
        where id > cast(:after as uuid) order by id limit :size
      ) d
      order by d.id
      """),

  /** A profile whose use is neither there nor given back. */
  PROFILE_WITHOUT_USE(
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

  private final String beforeFirst;
  private final String page;

  DriftKind(String beforeFirst, String page) {
    this.beforeFirst = beforeFirst;
    this.page = page;
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
