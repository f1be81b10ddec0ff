package dev.admitone.processor.adoption.views;

import dev.admitone.processor.adoption.tables.OldColumn;
import dev.admitone.processor.adoption.tables.OldTable;
import dev.admitone.processor.adoption.tables.OldTables;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Rules of the old tables that rows of Admit One may break, and their triggers. On the way back a
 * rule that is broken then is left out, with a warning that names it: the older application's calls
 * would fail otherwise.
 */
final class OldRules {

  private final OldTables tables;
  private final OldViews views;

  OldRules(OldTables tables, OldViews views) {
    this.tables = tables;
    this.views = views;
  }

  /** Takes the rules away from the tables under the names that they are kept under, in SQL. */
  String suspend() {
    return Stream.of(
            suspend(tables.invites(), tables.strictOfInvites()),
            suspend(tables.uses(), tables.strictOfUses()))
        .flatMap(List::stream)
        .collect(Collectors.joining("\n"));
  }

  private static List<String> suspend(OldTable table, List<OldColumn> strict) {
    String alter = "alter table %s ".formatted(table.qualified());
    return Stream.concat(
            strict.stream()
                .map(column -> "alter column %s drop not null;".formatted(column.quoted())),
            table.constraints().stream()
                .filter(constraint -> !constraint.isForeignKey())
                .map(OldRules::drop))
        .map(alter::concat)
        .toList();
  }

  private static String drop(OldTable.Constraint constraint) {
    return "drop constraint if exists %s;".formatted(OldTable.quoted(constraint.name()));
  }

  /** Puts them back, and the triggers, on the tables under their first names; in SQL. */
  String restore() {
    return Stream.of(
            restore(views.invites(), tables.invites(), tables.strictOfInvites()),
            restore(views.uses(), tables.uses(), tables.strictOfUses()))
        .flatMap(List::stream)
        .collect(Collectors.joining("\n"));
  }

  private static List<String> restore(String name, OldTable table, List<OldColumn> strict) {
    String alter = "alter table %s ".formatted(name);
    return Stream.of(
            strict.stream()
                .map(
                    column ->
                        unlessBroken(
                            "%salter column %s set not null".formatted(alter, column.quoted()),
                            "not_null_violation",
                            "the column %s of %s takes null now".formatted(column.name(), name))),
            table.constraints().stream()
                .filter(constraint -> !constraint.isForeignKey())
                .map(
                    check ->
                        unlessBroken(
                            alter + added(check),
                            "check_violation",
                            "the constraint %s of %s is gone".formatted(check.name(), name))),
            table.triggers().stream()
                .map(
                    trigger ->
                        "%s%s trigger %s;"
                            .formatted(alter, trigger.enabling(), OldTable.quoted(trigger.name()))))
        .flatMap(each -> each)
        .toList();
  }

  private static String added(OldTable.Constraint constraint) {
    return "add constraint %s %s"
        .formatted(OldTable.quoted(constraint.name()), constraint.definition());
  }

  /** The statement, or a warning that has it for later. */
  private static String unlessBroken(String statement, String violation, String warning) {
    return """
      begin
          %s;
      exception when %s then
          %s
      end;"""
        .formatted(statement, violation, warning(warning, statement));
  }

  private static String warning(String message, String statement) {
    return """
      raise warning using message = %s, detail = 'Rows of after the adoption break it.',
          hint = %s;"""
        .formatted(
            OldViews.literal(message),
            OldViews.literal("Once they are corrected: %s;".formatted(statement)));
  }

  /**
   * Carries the statements out. Users that came by a gateway need not be in the older application's
   * table of users: then its foreign keys are taken away, and the variable {@code keys_broken} is
   * true. Not before it is necessary, since that locks the table of users.
   */
  String withKeys(String statements) {
    String dropped =
        keys()
            .map(
                key ->
                    "alter table %s %s".formatted(key.table().qualified(), drop(key.constraint())))
            .collect(Collectors.joining("\n"));
    return dropped.isEmpty()
        ? statements
        : """
      begin
          %1$s
      exception when foreign_key_violation then
          keys_broken := true;
          %2$s
          %1$s
      end;"""
            .formatted(statements, dropped);
  }

  /** Puts the foreign keys back, for rows that are written from now on. */
  String restoreKeys() {
    String restored =
        keys()
            .map(
                key ->
                    "alter table %s %s not valid;\n%s"
                        .formatted(
                            key.name(),
                            added(key.constraint()),
                            warning(
                                "the constraint %s of %s holds for new rows alone"
                                    .formatted(key.constraint().name(), key.name()),
                                "alter table %s validate constraint %s"
                                    .formatted(
                                        key.name(), OldTable.quoted(key.constraint().name())))))
            .collect(Collectors.joining("\n"));
    return restored.isEmpty() ? "null;" : restored;
  }

  /** A foreign key, with its table's first name in SQL. */
  private record Key(OldTable table, String name, OldTable.Constraint constraint) {}

  private Stream<Key> keys() {
    return Stream.concat(
        keys(views.invites(), tables.invites()), keys(views.uses(), tables.uses()));
  }

  private static Stream<Key> keys(String name, OldTable table) {
    return table.constraints().stream()
        .filter(OldTable.Constraint::isForeignKey)
        .map(constraint -> new Key(table, name, constraint));
  }
}
