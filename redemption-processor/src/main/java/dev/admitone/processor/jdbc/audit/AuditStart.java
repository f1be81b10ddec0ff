package dev.admitone.processor.jdbc.audit;

import static java.util.Objects.requireNonNull;

import dev.admitone.processor.audit.AuditLedger.Believed;
import java.util.List;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * Fills the tables of {@link AuditSchema} with what the ledger had where the ranges begin: all that
 * came of earlier decisions and changes by SQL, and what was adopted. The ledger keeps each
 * operator's command and each change by SQL, uses that are gone included.
 */
final class AuditStart {

  /**
   * Each value of an invite is the last one that it was given. A revocation keeps the time of the
   * one before. What an adopted one had is known by the first change by SQL, or else taken as it
   * is.
   */
  private static final String INVITES =
      """
      with earlier as (
          select i.id, d.position as at, 1 as follows, 0 as number, d.decided_at,
                 d.command -> 'CreateInvite' as creation, d.command -> 'ChangeInvite' as change,
                 null::jsonb as by_sql
          from redemption_decisions d
          join %1$s.ranges r on r.partition = position_partition(d.position)
          join invites i on i.code = d.code
          where d.command is not null and d.outcome = 'DONE' and d.position < r.first
          union all
          select c.invite_id, c.first_position, 0, c.id, c.changed_at, null, null, c.new_values
          from invite_sql_changes c
          join %1$s.ranges r on r.partition = position_partition(c.first_position)
          where c.used_by is null and c.new_values is not null and c.first_position < r.first
          union all
          select i.id, -1, 0, 0, i.created_at, null, null, coalesce(f.old_values, to_jsonb(i))
          from invites i
          left join (select distinct on (invite_id) invite_id, old_values
                     from invite_sql_changes
                     where used_by is null order by invite_id, id) f on f.invite_id = i.id
          where i.created_at < (select adopted_at from adoption)
            and not exists (select from redemption_decisions d where d.id = i.id)
            and (f.invite_id is null or f.old_values is not null)
      ), given as (
          select e.id, e.at, e.follows, e.number, v.name, v.value, v.keeps
          from earlier e
          cross join lateral (values
              ('max_uses', e.creation ->> 'maxUses', false),
              ('starts_at', e.creation ->> 'startsAt', false),
              ('expires_at', e.creation ->> 'expiresAt', false),
              ('revoked_at', null, false)) as v (name, value, keeps)
          where e.creation is not null
          union all
          select e.id, e.at, e.follows, e.number, v.name, v.value, v.keeps
          from earlier e
          cross join lateral (values
              ('max_uses', e.change -> 'maxUses' ->> 'changes',
               e.change -> 'maxUses' ->> 'value', false),
              ('starts_at', e.change -> 'startsAt' ->> 'changes',
               e.change -> 'startsAt' ->> 'value', false),
              ('expires_at', e.change -> 'expiresAt' ->> 'changes',
               e.change -> 'expiresAt' ->> 'value', false),
              ('revoked_at', e.change -> 'revoked' ->> 'changes',
               case when e.change -> 'revoked' ->> 'value' = 'true' then e.decided_at::text end,
               e.change -> 'revoked' ->> 'value' = 'true')) as v (name, changes, value, keeps)
          where v.changes = 'true'
          union all
          select e.id, e.at, e.follows, e.number, v.name, e.by_sql ->> v.name, false
          from earlier e
          cross join lateral (values
              ('max_uses'), ('starts_at'), ('expires_at'), ('revoked_at')) as v (name)
          where e.by_sql is not null
      ), numbered as (
          select id, name, value, keeps,
                 row_number() over (partition by id, name order by at, follows, number) as n
          from given
      ), last_given as (
          select distinct on (id, name) id, name, value, n
          from numbered where not keeps order by id, name, n desc
      ), at_start as (
          select distinct on (s.id, s.name) s.id, s.name, coalesce(s.value, k.value) as value
          from last_given s
          left join numbered k on k.id = s.id and k.name = s.name and k.keeps and k.n > s.n
          order by s.id, s.name, k.n
      )
      insert into %1$s.invites (id, code, max_uses, current_uses, starts_at, expires_at,
                                revoked_at, created_by, created_at, version, changed_at,
                                erased_under)
      select i.id, i.code, v.max_uses::bigint, 0, v.starts_at::timestamptz,
             v.expires_at::timestamptz, v.revoked_at::timestamptz, i.created_by, i.created_at, 1,
             i.created_at, i.erased_under
      from (select id,
                   max(value) filter (where name = 'max_uses') as max_uses,
                   max(value) filter (where name = 'starts_at') as starts_at,
                   max(value) filter (where name = 'expires_at') as expires_at,
                   max(value) filter (where name = 'revoked_at') as revoked_at
            from at_start group by id) v
      join invites i on i.id = v.id
      """;

  /** Those that there are, and those that were given back or taken by SQL since. */
  private static final String USES =
      """
      insert into %1$s.invite_uses (id, invite_id, used_by, used_at, by_sql)
      select u.id, u.invite_id, u.used_by, u.used_at, case when d.id is null then true end
      from (select id, invite_id, used_by, used_at from invite_uses
            union all
            select l.use_id, l.invite_id, l.used_by, l.used_at
            from invite_releases l
            join redemption_decisions d on d.id = l.id
            join %1$s.ranges r on r.partition = position_partition(d.position)
            where d.position >= r.first
            union all
            select (c.old_values ->> 'id')::uuid, c.invite_id, c.used_by,
                   (c.old_values ->> 'used_at')::timestamptz
            from invite_sql_changes c
            left join %1$s.ranges r on r.partition = position_partition(c.first_position)
            where c.used_by is not null and c.new_values is null
              and (c.first_position is null or c.first_position >= r.first)) u
      left join redemption_decisions d on d.id = u.id
      left join %1$s.ranges r on r.partition = position_partition(d.position)
      left join (select c.invite_id, c.new_values ->> 'id' as use_id, min(c.first_position) as at
                 from invite_sql_changes c
                 where c.used_by is not null and c.new_values is not null group by 1, 2) added
          on d.id is null and added.invite_id = u.invite_id and added.use_id = u.id::text
      left join %1$s.ranges ra on ra.partition = position_partition(added.at)
      where d.position < r.first
         or added.at < ra.first
         or (d.id is null and added.use_id is null
             and u.used_at < (select adopted_at from adoption))
      on conflict do nothing
      """;

  private static final String COUNTS =
      """
      update %1$s.invites i set current_uses = u.rows
      from (select invite_id, count(*) as rows from %1$s.invite_uses group by invite_id) u
      where u.invite_id = i.id
      """;

  private static final String RELEASES =
      """
      insert into %1$s.invite_releases
      select l.*
      from invite_releases l
      join redemption_decisions d on d.id = l.id
      join %1$s.ranges r on r.partition = position_partition(d.position)
      where d.position < r.first
      """;

  private static final String PROFILES =
      """
      insert into %1$s.profiles
      select p.*
      from profiles p
      join redemption_decisions d on d.id = p.invite_use_id
      join %1$s.ranges r on r.partition = position_partition(d.position)
      where d.position < r.first
      """;

  /** A release names a decision, which says whose use is to be given back. */
  private static final String DECISIONS_TO_RELEASE =
      """
      insert into %1$s.redemption_decisions
      select d.*
      from redemption_decisions d
      join %1$s.ranges r on r.partition = position_partition(d.position)
      where d.position < r.first
        and d.id in (select (c.command -> 'ReleaseUse' ->> 'useId')::uuid
                     from redemption_decisions c
                     join %1$s.ranges cr on c.position >= cr.first and c.position < cr.beyond
                     where c.command -> 'ReleaseUse' is not null)
      """;

  private static final List<String> STATEMENTS =
      List.of(INVITES, USES, COUNTS, RELEASES, PROFILES, DECISIONS_TO_RELEASE);

  private final JdbcTemplate jdbc;

  /** Takes the connections; the caller has begun a transaction. */
  AuditStart(JdbcTemplate jdbc) {
    this.jdbc = jdbc;
  }

  Believed fill() {
    WholeTables.allow(jdbc);
    STATEMENTS.forEach(statement -> jdbc.execute(statement.formatted(AuditSchema.NAME)));
    return requireNonNull(
        jdbc.queryForObject(
            """
            select count(*),
                   count(*) filter (where by_sql and used_at < (select adopted_at from adoption))
            from %s.invite_uses
            """
                .formatted(AuditSchema.NAME),
            (row, _) -> new Believed(row.getLong(1), row.getLong(2))));
  }
}
