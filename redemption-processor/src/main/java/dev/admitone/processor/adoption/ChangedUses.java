package dev.admitone.processor.adoption;

import org.springframework.jdbc.core.JdbcTemplate;

/**
 * Brings the copy after the old table: for each noted pair of invite and user it reads what the old
 * table has now.
 */
final class ChangedUses {

  private static final String COUNT = "select count(*) from adoption_changes";

  private static final String TAKE =
      """
      with taken as (
        delete from adoption_changes
        where seq in (select seq from adoption_changes order by seq limit %3$d)
        returning invite, used_by),
      pairs as (
        select distinct t.invite::%4$s as invite_id, t.used_by::%5$s as used_by from taken t),
      wanted as (
        select distinct on (p.invite_id, p.used_by)
               m.invite_id, p.used_by::text as used_by, u.id, u.used_at, n.id as copied
        from pairs p
        join adopted_invites m on m.old_id = p.invite_id
        left join %1$s u on u.invite_id = p.invite_id and u.used_by = p.used_by
        left join invite_uses n on n.invite_id = m.invite_id and n.used_by = p.used_by::text
        order by p.invite_id, p.used_by, u.used_at, u.id),
      gone as (
        delete from invite_uses n using wanted w
        where w.id is null and n.invite_id = w.invite_id and n.used_by = w.used_by),
      put as (
        insert into invite_uses as n (id, invite_id, used_by, used_at, by_sql)
        select %2$s, w.invite_id, w.used_by, %6$s, true
        from wanted w
        where w.id is not null
        on conflict (invite_id, used_by)
          do update set id = excluded.id, used_at = excluded.used_at
          where (n.id, n.used_at) is distinct from (excluded.id, excluded.used_at)),
      spare as (
        insert into adopted_duplicates (old_id, invite_id, used_by, used_at)
        select u.id::text, m.invite_id, u.used_by::text, u.used_at
        from pairs p
        join adopted_invites m on m.old_id = p.invite_id
        join %1$s u on u.invite_id = p.invite_id and u.used_by = p.used_by
        where not exists (select from wanted w where w.id = u.id)
        on conflict do nothing),
      counted as (
        update adopted_invites m set uses = m.uses + d.difference
        from (
          select w.invite_id,
                 count(*) filter (where w.copied is null and w.id is not null)
                   - count(*) filter (where w.copied is not null and w.id is null) as difference
          from wanted w
          group by w.invite_id
        ) d
        where m.invite_id = d.invite_id and d.difference <> 0)
      select count(*) from taken
      """;

  private final JdbcTemplate jdbc;
  private final String take;

  ChangedUses(JdbcTemplate jdbc, OldTables tables, int batchRows) {
    this.jdbc = jdbc;
    this.take =
        TAKE.formatted(
            tables.uses().qualified(),
            tables.useIds().toUuid("w.id"),
            batchRows,
            tables.usesInviteType(),
            tables.userType(),
            UsesCopy.FINITE_TIME.formatted("w.used_at"));
  }

  /** How many changes wait. */
  long waiting() {
    return number(COUNT);
  }

  /** Carries a bounded number of them out, and returns how many. */
  long takeSome() {
    return number(take);
  }

  private long number(String sql) {
    Long number = jdbc.queryForObject(sql, Long.class);
    return number == null ? 0 : number;
  }
}
