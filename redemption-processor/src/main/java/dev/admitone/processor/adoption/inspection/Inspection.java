package dev.admitone.processor.adoption.inspection;

import dev.admitone.processor.adoption.tables.OldTables;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.springframework.jdbc.core.JdbcTemplate;

/** Reads the old tables for a report, and changes nothing. */
public final class Inspection {

  private static final String CODES = "select id::text, code::text, max_uses < 0 from %1$s";

  private static final String DUPLICATES =
      """
      select format('invite %%s, user %%s: %%s uses', invite_id, used_by, count(*)), count(*) - 1
      from %2$s
      where invite_id is not null and used_by is not null
      group by invite_id, used_by
      having count(*) > 1
      order by invite_id, used_by
      """;

  /** Of the uses those that are adopted. */
  private static final String COUNTS =
      """
      select format('%%s: says %%s, used by %%s, of at most %%s',
                    i.code, i.current_uses, coalesce(u.actual, 0),
                    coalesce(i.max_uses::text, 'any')),
             coalesce(u.actual, 0) <> coalesce(i.current_uses, 0),
             coalesce(u.actual, 0) > i.max_uses
      from %1$s i
      left join (
        select invite_id, count(distinct used_by) as actual from %2$s group by invite_id
      ) u on u.invite_id = i.id
      where coalesce(u.actual, 0) <> coalesce(i.current_uses, 0)
         or coalesce(u.actual, 0) > i.max_uses
      order by i.code
      """;

  private static final String ORPHANS =
      """
      select format('id %%s: invite %%s, user %%s', u.id, u.invite_id, u.used_by)
      from %2$s u
      where u.used_by is null or not exists (select from %1$s i where i.id = u.invite_id)
      order by u.id
      """;

  private static final String HELD_BACK =
      """
      select o.id::text, o.code::text, o.max_uses < 0
      from adopted_invites m
      join %1$s o on o.id = m.old_id
      where m.code is null
      """;

  private static final String TAKEN =
      "select code from invites union select code from adopted_invites where code is not null";

  private static final String ADOPTED_AT = "select adopted_at from adoption";

  private static final int ROWS_AT_ONCE = 1_000;

  private final JdbcTemplate jdbc;
  private final OldTables tables;
  private final AdoptionReport report = new AdoptionReport();

  /** With a session's connection, within a transaction. */
  public Inspection(JdbcTemplate jdbc, OldTables tables) {
    this.jdbc = new JdbcTemplate(Objects.requireNonNull(jdbc.getDataSource()));
    // Rows come through a cursor: there may be millions that do not fit.
    this.jdbc.setFetchSize(ROWS_AT_ONCE);
    this.tables = tables;
  }

  /**
   * The report, with the codes that were decided. After the switch of the codes that are still held
   * back alone: the old tables have the rest as it was before.
   */
  public AdoptionReport report(Map<String, String> decided) {
    report.tell(
        "%s: ids of the type %s; %s: ids of the type %s, users of the type %s. Adopted by copy."
            .formatted(
                tables.invites().qualified(),
                tables.inviteIdType(),
                tables.uses().qualified(),
                tables.uses().required("id").type(),
                tables.userType()));
    if (tables.switched()) {
      report.tell(
          "The old names have been views since %s."
              .formatted(String.valueOf(jdbc.queryForObject(ADOPTED_AT, String.class))));
      tell(new CanonicalCodes(decided).of(codes(HELD_BACK), taken()));
    } else {
      List<OldCode> invites = codes(CODES);
      report.tell("%d invites".formatted(invites.size()));
      tell(new CanonicalCodes(decided).of(invites, Set.of()));
      duplicates();
      counts();
      orphans();
    }
    new CatalogInspection(jdbc, tables, report).run();
    return report;
  }

  private List<OldCode> codes(String question) {
    return jdbc.query(
        on(question),
        (row, _) -> new OldCode(row.getString(1), row.getString(2), row.getBoolean(3)));
  }

  private Set<String> taken() {
    return new HashSet<>(jdbc.query(TAKEN, (row, _) -> row.getString(1)));
  }

  private void tell(List<AdoptedCode> codes) {
    codes.stream()
        .sorted(Comparator.comparing(code -> code.old().inWords()))
        .forEach(
            code -> {
              FindingKind heldBack = code.heldBack();
              if (heldBack != null) {
                found(heldBack, code.old().inWords());
              } else if (code.isRespelled()) {
                found(
                    FindingKind.SPELLING,
                    "%s becomes %s".formatted(code.old().inWords(), code.code()));
              }
            });
  }

  private void duplicates() {
    jdbc.query(
        on(DUPLICATES),
        row -> {
          report.found(FindingKind.DUPLICATE, row.getLong(2), row.getString(1));
        });
  }

  private void counts() {
    jdbc.query(
        on(COUNTS),
        row -> {
          String words = row.getString(1);
          if (row.getBoolean(2)) {
            found(FindingKind.WRONG_COUNT, words);
          }
          if (row.getBoolean(3)) {
            found(FindingKind.OVER_LIMIT, words);
          }
        });
  }

  private void orphans() {
    jdbc.query(
        on(ORPHANS),
        row -> {
          found(FindingKind.ORPHAN, row.getString(1));
        });
  }

  private void found(FindingKind kind, String which) {
    report.found(kind, 1, which);
  }

  private String on(String sql) {
    return sql.formatted(tables.invites().qualified(), tables.uses().qualified());
  }
}
