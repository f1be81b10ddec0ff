package dev.admitone.processor.adoption;

import dev.admitone.processor.adoption.tables.OldTables;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;

/** Copies old uses in the order of invite and user, a bounded number in each transaction. */
final class UsesCopy {

  /** What the topics can say. A use without a time is of the beginning of the epoch. */
  static final String FINITE_TIME =
      """
      case when %1$s between '0001-01-01 00:00:00+00' and '9999-12-31 23:59:59.999+00'
           then %1$s::timestamptz else 'epoch' end""";

  /** The pair that a batch ended with, and how many uses it read. */
  record Batch(String invite, String user, long uses) {

    static Batch of(ResultSet row) throws SQLException {
      return new Batch(row.getString(1), row.getString(2), row.getLong(3));
    }
  }

  private final JdbcTemplate jdbc;
  private final String first;
  private final String next;

  UsesCopy(JdbcTemplate jdbc, OldTables tables, int batchRows) {
    this.jdbc = jdbc;
    this.first = copy(tables, batchRows, "");
    this.next =
        copy(
            tables,
            batchRows,
            "and (u.invite_id, u.used_by) > (?::text::%1$s, ?::text::%2$s)"
                .formatted(tables.usesInviteType(), tables.userType()));
  }

  /** Copies the next ones; empty: there are no more. */
  Optional<Batch> copyAfter(@Nullable String invite, @Nullable String user) {
    List<Batch> batches =
        invite == null || user == null
            ? jdbc.query(first, (row, _) -> Batch.of(row))
            : jdbc.query(next, (row, _) -> Batch.of(row), invite, user);
    return batches.stream().findFirst();
  }

  /**
   * All uses of a pair come together, and the earliest stays. One that the catching-up has brought
   * already is left alone.
   */
  private static String copy(OldTables tables, int batchRows, String after) {
    return """
      with batch as (
        select u.id, u.invite_id, u.used_by, u.used_at,
               row_number() over (
                 partition by u.invite_id, u.used_by order by u.used_at, u.id) as place
        from (
          select u.id, u.invite_id, u.used_by, u.used_at
          from %1$s u
          where u.invite_id is not null and u.used_by is not null %2$s
          order by u.invite_id, u.used_by
          fetch first %3$d rows with ties) u),
      put as (
        insert into invite_uses (id, invite_id, used_by, used_at, by_sql)
        select %4$s, m.invite_id, k.used_by::text, %5$s, true
        from batch k
        join adopted_invites m on m.old_id = k.invite_id
        where k.place = 1
        on conflict (invite_id, used_by) do nothing
        returning invite_id),
      counted as (
        update adopted_invites m set uses = m.uses + p.added
        from (select invite_id, count(*) as added from put group by invite_id) p
        where m.invite_id = p.invite_id),
      spare as (
        insert into adopted_duplicates (old_id, invite_id, used_by, used_at)
        select b.id::text, m.invite_id, b.used_by::text, b.used_at
        from batch b
        join adopted_invites m on m.old_id = b.invite_id
        where b.place > 1
        on conflict do nothing)
      select b.invite_id::text, b.used_by::text, count(*) over ()
      from batch b
      order by b.invite_id desc, b.used_by desc
      limit 1
      """
        .formatted(
            tables.uses().qualified(),
            after,
            batchRows,
            tables.useIds().toUuid("k.id"),
            FINITE_TIME.formatted("k.used_at"));
  }
}
