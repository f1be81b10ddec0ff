package dev.admitone.processor.adoption.inspection;

import dev.admitone.processor.adoption.tables.OldTable;
import dev.admitone.processor.adoption.tables.OldTables;
import java.util.List;
import java.util.Map;
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

  private static final String FOREIGN_KEYS =
      """
      select format('%s on %s', conname, conrelid::regclass)
      from pg_constraint
      where contype = 'f'
        and confrelid in (to_regclass(?), to_regclass(?))
        and conrelid not in (to_regclass(?), to_regclass(?))
      order by 1
      """;

  /** Those that the adoption itself made are none of the older application's. */
  private static final String VIEWS =
      """
      select distinct r.ev_class::regclass::text
      from pg_depend d
      join pg_rewrite r on r.oid = d.objid and d.classid = 'pg_rewrite'::regclass
      where d.refclassid = 'pg_class'::regclass
        and d.refobjid in (to_regclass(?), to_regclass(?))
        and r.ev_class not in (
          select c.oid from pg_class c
          where c.relnamespace = to_regnamespace(?) and c.relname in ('invites', 'invite_uses'))
      order by 1
      """;

  private final JdbcTemplate jdbc;
  private final OldTables tables;
  private final AdoptionReport report = new AdoptionReport();

  public Inspection(JdbcTemplate jdbc, OldTables tables) {
    this.jdbc = jdbc;
    this.tables = tables;
  }

  /** The report, with the codes that were decided. */
  public AdoptionReport report(Map<String, String> decided) {
    report.tell(
        "%s: ids of the type %s; %s: ids of the type %s, users of the type %s. Adopted by copy."
            .formatted(
                tables.invites().qualified(),
                tables.inviteIdType(),
                tables.uses().qualified(),
                tables.uses().required("id").type(),
                tables.userType()));
    codes(decided);
    duplicates();
    counts();
    list(FindingKind.ORPHAN, words(on(ORPHANS)));
    String invites = tables.invites().qualified();
    String uses = tables.uses().qualified();
    list(FindingKind.FOREIGN_KEY, words(FOREIGN_KEYS, invites, uses, invites, uses));
    list(FindingKind.DEPENDENT_VIEW, words(VIEWS, invites, uses, OldTable.quoted(tables.schema())));
    list(
        FindingKind.ROW_SECURITY,
        List.of(tables.invites(), tables.uses()).stream()
            .filter(OldTable::restrictsRows)
            .map(OldTable::qualified)
            .toList());
    return report;
  }

  private void codes(Map<String, String> decided) {
    List<OldCode> invites =
        jdbc.query(
            on(CODES),
            (row, _) -> new OldCode(row.getString(1), row.getString(2), row.getBoolean(3)));
    List<AdoptedCode> codes = new CanonicalCodes(decided).of(invites, Set.of());
    report.tell("%d invites".formatted(codes.size()));
    for (FindingKind kind : FindingKind.values()) {
      if (kind.holdsBack()) {
        list(
            kind,
            codes.stream()
                .filter(code -> code.heldBack() == kind)
                .map(code -> code.old().inWords())
                .sorted()
                .toList());
      }
    }
    list(
        FindingKind.SPELLING,
        codes.stream()
            .filter(AdoptedCode::isRespelled)
            .map(code -> "%s becomes %s".formatted(code.old().inWords(), code.code()))
            .sorted()
            .toList());
  }

  private void duplicates() {
    record Pair(String words, long surplus) {}
    List<Pair> pairs =
        jdbc.query(on(DUPLICATES), (row, _) -> new Pair(row.getString(1), row.getLong(2)));
    report.found(
        FindingKind.DUPLICATE,
        pairs.stream().mapToLong(Pair::surplus).sum(),
        pairs.stream().map(Pair::words).toList());
  }

  private void counts() {
    record Count(String words, boolean wrong, boolean over) {}
    List<Count> counts =
        jdbc.query(
            on(COUNTS),
            (row, _) -> new Count(row.getString(1), row.getBoolean(2), row.getBoolean(3)));
    list(FindingKind.WRONG_COUNT, counts.stream().filter(Count::wrong).map(Count::words).toList());
    list(FindingKind.OVER_LIMIT, counts.stream().filter(Count::over).map(Count::words).toList());
  }

  private List<String> words(String sql, Object... parameters) {
    return jdbc.query(sql, (row, _) -> row.getString(1), parameters);
  }

  private void list(FindingKind kind, List<String> which) {
    report.found(kind, which.size(), which);
  }

  private String on(String sql) {
    return sql.formatted(tables.invites().qualified(), tables.uses().qualified());
  }
}
