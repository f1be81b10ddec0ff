package dev.admitone.processor.jdbc.audit;

import dev.admitone.processor.audit.Difference;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * Compares the ledger with the tables of {@link AuditSchema}. Each statement sees one moment of
 * both; what the ledger decided beyond the ranges is left out. Rows come through a cursor.
 */
final class AuditComparison {

  private static final int ROWS_AT_ONCE = 1_000;

  /** Pseudonyms that stand for users since the ranges ended: left to the next audit. */
  private static final String LATER_PSEUDONYMS =
      """
      (select d.command -> 'EraseUser' ->> 'pseudonym' from redemption_decisions d
       join %1$s.ranges r on r.partition = position_partition(d.position)
       where d.position >= r.beyond and d.command -> 'EraseUser' is not null)
      """
          .formatted(AuditSchema.NAME);

  private static final String DECISIONS =
      """
      select case when live.id is null then 'decision missing'
                  when replay.id is null then 'decision extra'
                  else 'decision differs' end,
             coalesce(live.id, replay.id)::text,
             format('of code %%s: the log makes %%s at %%s, the ledger has %%s at %%s',
                    coalesce(live.code, replay.code),
                    replay.outcome, position_offset(replay.position),
                    live.outcome, position_offset(live.position))
      from (select d.* from redemption_decisions d
            join %1$s.ranges r on d.position >= r.first and d.position < r.beyond) live
      full join (select d.* from %1$s.redemption_decisions d
                 join %1$s.ranges r on d.position >= r.first and d.position < r.beyond) replay
          on replay.id = live.id
      where (live.id is null or replay.id is null
             or (live.code, live.outcome, live.position, live.decided_at, live.fingerprint)
                is distinct from
                (replay.code, replay.outcome, replay.position, replay.decided_at,
                 replay.fingerprint)
             or (live.used_by is distinct from replay.used_by
                 and coalesce(live.used_by, '') not in %2$s))
      """
          .formatted(AuditSchema.NAME, LATER_PSEUDONYMS);

  /** A use without a decision was made by SQL, or by nothing that may: it is compared always. */
  private static final String EXTRA_USES =
      """
      select 'use extra', u.id::text, format('of user %%s: no request makes it', u.used_by)
      from invite_uses u
      left join redemption_decisions d on d.id = u.id
      where not exists (select from %1$s.invite_uses replay
                        where replay.invite_id = u.invite_id and replay.used_by = u.used_by
                          and replay.id = u.id)
        and u.used_by not in %2$s
        and (d.id is null
             or exists (select from %1$s.ranges r
                        where d.position >= r.first and d.position < r.beyond))
        and not exists (select from invite_sql_changes c
                        where c.invite_id = u.invite_id and c.used_by = u.used_by
                          and c.new_values ->> 'id' = u.id::text)
      """
          .formatted(AuditSchema.NAME, LATER_PSEUDONYMS);

  /** A use that was given back since is in the releases. */
  private static final String MISSING_USES =
      """
      select 'use missing', replay.id::text, format('of user %%s', replay.used_by)
      from %1$s.invite_uses replay
      where not exists (select from invite_uses u
                        where u.invite_id = replay.invite_id and u.id = replay.id
                          and (u.used_by = replay.used_by or u.used_by in %2$s))
        and not exists (select from invite_releases l
                        where l.use_id = replay.id and l.invite_id = replay.invite_id)
        and not exists (select from invite_sql_changes c
                        where c.invite_id = replay.invite_id and c.new_values is null
                          and (c.used_by = replay.used_by or c.used_by in %2$s))
      """
          .formatted(AuditSchema.NAME, LATER_PSEUDONYMS);

  /** Codes that operators or SQL changed since the audit began are left to the next one. */
  private static final String INVITES =
      """
      select case when live.id is null then 'invite missing'
                  when replay.id is null then 'invite extra'
                  else 'invite differs' end,
             coalesce(live.code, replay.code),
             format('the log makes a limit of %%s, the ledger has %%s',
                    replay.max_uses, live.max_uses)
      from invites live
      full join %1$s.invites replay on replay.id = live.id
      where (live.id is null or replay.id is null
             or (live.max_uses, live.starts_at, live.expires_at, live.revoked_at)
                is distinct from
                (replay.max_uses, replay.starts_at, replay.expires_at, replay.revoked_at))
        and not exists (select from redemption_decisions d
                        join %1$s.ranges r on r.partition = position_partition(d.position)
                        where d.code = live.code and d.command is not null
                          and d.position >= r.beyond)
        and not exists (select from invite_sql_changes c
                        where c.invite_id = live.id and c.first_position is null)
      """
          .formatted(AuditSchema.NAME);

  private static final String COUNTS =
      """
      select 'count differs', i.code,
             format('current_uses is %s, invite_uses has %s rows', i.current_uses, u.rows)
      from invites i
      cross join lateral (select count(*) as rows from invite_uses
                          where invite_id = i.id) u
      where i.current_uses <> u.rows
      """;

  private final JdbcTemplate jdbc;

  /** Takes the connections; the caller has begun a transaction, which cursors need. */
  AuditComparison(JdbcTemplate jdbc) {
    this.jdbc = new JdbcTemplate(Objects.requireNonNull(jdbc.getDataSource()));
    this.jdbc.setFetchSize(ROWS_AT_ONCE);
  }

  void run(Consumer<Difference> differences) {
    WholeTables.allow(jdbc);
    for (String question : List.of(DECISIONS, EXTRA_USES, MISSING_USES, INVITES, COUNTS)) {
      jdbc.query(
          question,
          row -> {
            differences.accept(
                new Difference(row.getString(1), row.getString(2), row.getString(3)));
          });
    }
  }
}
