package dev.admitone.processor.adoption;

import dev.admitone.processor.adoption.tables.OldTables;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * Brings the copy after the old table: for each noted pair of invite and user it reads what the old
 * table has now.
 */
final class ChangedUses {

  private static final String COUNT = "select count(*) from adoption_changes";

  private final JdbcTemplate jdbc;
  private final String take;

  ChangedUses(JdbcTemplate jdbc, OldTables tables, int batchRows) {
    this.jdbc = jdbc;
    this.take =
        """
      with taken as (
        delete from adoption_changes
        where seq in (select seq from adoption_changes order by seq limit %3$d)
        returning invite, used_by),
      pairs as (
        select distinct t.invite::%4$s as invite_id, t.used_by::%5$s as used_by from taken t),
      found as (
        select m.invite_id, p.used_by::text as used_by, u.id, u.used_at,
               row_number() over (
                 partition by p.invite_id, p.used_by order by u.used_at, u.id) as place
        from pairs p
        join adopted_invites m on m.old_id = p.invite_id
        left join %1$s u on u.invite_id = p.invite_id and u.used_by = p.used_by),
      wanted as (
        select f.*, n.id as copied
        from found f
        left join invite_uses n on n.invite_id = f.invite_id and n.used_by = f.used_by
        where f.place = 1),
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
      adopted as (
        delete from adopted_duplicates d using wanted w
        where d.invite_id = w.invite_id and d.used_by = w.used_by
          and not exists (select from found f where f.place > 1 and f.id::text = d.old_id)),
      spare as (
        insert into adopted_duplicates (old_id, invite_id, used_by, used_at)
        select f.id::text, f.invite_id, f.used_by, f.used_at
        from found f
        where f.place > 1
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
      """
            .formatted(
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
