package dev.admitone.benchmarks.testbed;

import org.jspecify.annotations.Nullable;

/** The product's tables between two measurements. */
public final class Tables {

  /** But not how far the log is decided: the log stays as it is. */
  private static final String ALL =
      """
      select string_agg(format('%I.%I', schemaname, tablename), ', ')
      from pg_tables
      where schemaname = 'public'
        and tablename not in ('flyway_schema_history', 'ledger', 'ledger_places')
      """;

  /** A version from 1 on is the processor's own: no trigger notes these for the sweep. */
  private static final String INSERT_INVITES =
      """
      insert into invites (id, code, max_uses, version)
      select gen_random_uuid(), ? || n, ?, 1 from generate_series(0, ? - 1) as n
      """;

  private static final String SCHEMA = "public";

  private final Sql sql;

  public Tables(TestBed testBed) {
    this.sql = testBed.sql();
  }

  /**
   * Empties all, and writes out what is still in memory, so that the next measurement does not pay
   * for the one before.
   */
  public void empty() {
    sql.execute("truncate " + sql.text(ALL));
    sql.execute("checkpoint");
  }

  /** Invites with the codes {@code <prefix>0}, {@code <prefix>1}, ... */
  public void createInvites(String codePrefix, int count, @Nullable Long maxUses) {
    sql.update(INSERT_INVITES, codePrefix, maxUses, count);
  }

  public long uses() {
    return sql.number("select count(*) from invite_uses");
  }

  public long decisions(String outcome) {
    return sql.number("select count(*) from redemption_decisions where outcome::text = ?", outcome);
  }

  /**
   * Requires that each invite counts its uses rightly.
   *
   * @throws IllegalStateException if one does not
   */
  public void requireCounted() {
    requireCounted(sql, SCHEMA);
  }

  /**
   * Requires it of the two tables of that name in another schema.
   *
   * @throws IllegalStateException if an invite does not count rightly
   */
  public static void requireCounted(Sql sql, String schema) {
    // Counted once for all: invite by invite, it would read all uses for each.
    String miscounted =
        """
        select count(*)
        from %1$s.invites i
        left join
            (select invite_id, count(*) as uses from %1$s.invite_uses group by invite_id) counted
            on counted.invite_id = i.id
        where i.current_uses <> coalesce(counted.uses, 0)
        """
            .formatted(schema);
    require("miscounted invites", 0, sql.number(miscounted));
  }

  /**
   * Requires the state that a correct measurement leaves behind: otherwise its figure does not
   * count.
   *
   * @throws IllegalStateException if it did not
   */
  public static void require(String what, long expected, long actual) {
    if (expected != actual) {
      throw new IllegalStateException(
          "Not correct, so not counted: %d %s where %d were expected"
              .formatted(actual, what, expected));
    }
  }
}
