package dev.admitone.processor.adoption.inspection;

import dev.admitone.processor.adoption.tables.OldColumn;
import dev.admitone.processor.adoption.tables.OldTable;
import dev.admitone.processor.adoption.tables.OldTables;
import java.util.List;
import org.springframework.jdbc.core.JdbcTemplate;

/** Reads what the older application has around its tables: keys, views, triggers and rules. */
final class CatalogInspection {

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
  private final AdoptionReport report;

  CatalogInspection(JdbcTemplate jdbc, OldTables tables, AdoptionReport report) {
    this.jdbc = jdbc;
    this.tables = tables;
    this.report = report;
  }

  void run() {
    String invites = tables.invites().qualified();
    String uses = tables.uses().qualified();
    read(FindingKind.FOREIGN_KEY, FOREIGN_KEYS, invites, uses, invites, uses);
    read(FindingKind.DEPENDENT_VIEW, VIEWS, invites, uses, OldTable.quoted(tables.schema()));
    rules(tables.invites(), tables.strictOfInvites());
    rules(tables.uses(), tables.strictOfUses());
    for (OldTable table : List.of(tables.invites(), tables.uses())) {
      for (OldTable.Trigger trigger : table.triggers()) {
        found(FindingKind.TRIGGER, "%s on %s".formatted(trigger.name(), table.qualified()));
      }
      if (table.restrictsRows()) {
        found(FindingKind.ROW_SECURITY, table.qualified());
      }
    }
  }

  private void rules(OldTable table, List<OldColumn> strict) {
    for (OldColumn column : strict) {
      found(
          FindingKind.RULE,
          "%s.%s: not null, and nothing fills it".formatted(table.qualified(), column.quoted()));
    }
    for (OldTable.Constraint constraint : table.constraints()) {
      found(
          FindingKind.RULE,
          "%s on %s: %s".formatted(constraint.name(), table.qualified(), constraint.definition()));
    }
  }

  private void read(FindingKind kind, String question, Object... parameters) {
    jdbc.query(
        question,
        row -> {
          found(kind, row.getString(1));
        },
        parameters);
  }

  private void found(FindingKind kind, String which) {
    report.found(kind, 1, which);
  }
}
