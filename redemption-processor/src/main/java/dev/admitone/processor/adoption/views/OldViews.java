package dev.admitone.processor.adoption.views;

import dev.admitone.processor.adoption.tables.OldColumn;
import dev.admitone.processor.adoption.tables.OldTable;
import dev.admitone.processor.adoption.tables.OldTables;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The views that get the old names: the same columns in the same order and of the same types, with
 * the old ids and spellings. Columns that Admit One does not have are read from the old table.
 */
public final class OldViews {

  private final OldTables tables;

  /** With the tables under the names that they are kept under. */
  public OldViews(OldTables tables) {
    this.tables = tables;
  }

  /** The statements, in their order. */
  public List<String> statements() {
    List<String> all = new ArrayList<>();
    all.add("create view %s as %s".formatted(invites(), selectInvites()));
    all.add("create view %s as %s".formatted(uses(), selectUses()));
    defaults(invites(), tables.invites()).forEach(all::add);
    defaults(uses(), tables.uses()).forEach(all::add);
    if (!tables.invites().restrictsRows() && !tables.uses().restrictsRows()) {
      all.add(rights(invites(), tables.invites()));
      all.add(rights(uses(), tables.uses()));
    }
    return all;
  }

  /** The view's name in SQL, with the schema. */
  public String invites() {
    return OldTable.quoted(tables.schema()) + "." + OldTables.INVITES;
  }

  /** The view's name in SQL, with the schema. */
  public String uses() {
    return OldTable.quoted(tables.schema()) + "." + OldTables.USES;
  }

  private String selectInvites() {
    return withComputed(
        tables.invites().columns().stream().filter(this::isComputed).toList(),
        tables.invites(),
        """
      select %s
      from invites i
      join adopted_invites m on m.invite_id = i.id
      """
            .formatted(String.join(", ", columnsOfInvites())));
  }

  private String selectUses() {
    return withComputed(
        tables.uses().generated(),
        tables.uses(),
        """
      select %s
      from adopted_invites m
      join invite_uses u on u.invite_id = m.invite_id
      """
            .formatted(String.join(", ", columnsOfUses())));
  }

  /** Whether the view computes the column, which the older application alone knows. */
  private boolean isComputed(OldColumn column) {
    return column.isGenerated() && !tables.isKnownOfInvites(column);
  }

  /** From what the view shows, since the old table has what was there before the switch. */
  private static String withComputed(List<OldColumn> computed, OldTable table, String select) {
    if (computed.isEmpty()) {
      return select;
    }
    return "select %s from (%s) v"
        .formatted(
            table.columns().stream()
                .map(
                    column ->
                        computed.contains(column)
                            ? "(%s)::%s as %s"
                                .formatted(column.generatedFrom(), column.type(), column.quoted())
                            : "v." + column.quoted())
                .collect(Collectors.joining(", ")),
            select);
  }

  private List<String> columnsOfInvites() {
    return tables.invites().columns().stream()
        .filter(column -> !isComputed(column))
        .map(
            column ->
                switch (column.name()) {
                  case "id" -> "m.old_id as id";
                  case "code" -> "m.old_code::%s as code".formatted(column.typeInView());
                  case "max_uses" -> "%s::%s as max_uses".formatted(limit(column), column.type());
                  case OldTables.ACTIVE -> active(column);
                  default ->
                      tables.isKnownOfInvites(column)
                          ? "i.%1$s::%2$s as %1$s".formatted(column.quoted(), column.type())
                          : own(column, tables.invites(), "m.old_id");
                })
        .toList();
  }

  /**
   * Of a revoked code nothing is left, where the old table has no other way to say so. A limit that
   * the column cannot hold, or that it needs and the code does not have, is the largest that it
   * can.
   */
  private String limit(OldColumn column) {
    String most =
        switch (column.type()) {
          case "smallint" -> "32767";
          case "integer" -> "2147483647";
          default -> "9223372036854775807";
        };
    return "(case %s%s when i.max_uses > %s then %3$s else i.max_uses end)"
        .formatted(
            tables.canRevoke() ? "" : "when i.revoked_at is not null then i.current_uses",
            column.isRequired() ? " when i.max_uses is null then " + most : "",
            most);
  }

  private String active(OldColumn column) {
    return tables.revokesByActive()
        ? "(i.revoked_at is null) as " + column.quoted()
        : own(column, tables.invites(), "m.old_id");
  }

  private List<String> columnsOfUses() {
    String id = tables.useIds().fromUuid("u.id");
    return tables.uses().written().stream()
        .map(
            column ->
                switch (column.name()) {
                  // Ids of uses that Admit One made need a bigint.
                  case "id" -> "%s as id".formatted(id);
                  case "invite_id" -> "m.old_id::%s as invite_id".formatted(column.type());
                  case "used_by" ->
                      tables.oldUser("u.used_by")
                          + "::%s as used_by".formatted(column.typeInView());
                  case "used_at" -> "u.used_at::%s as used_at".formatted(column.type());
                  default -> own(column, tables.uses(), id);
                })
        .toList();
  }

  /** No join: a row that is locked through the view must not be on its nullable side. */
  private static String own(OldColumn column, OldTable table, String id) {
    return "(select o.%1$s from %2$s o where o.id = %3$s) as %1$s"
        .formatted(column.quoted(), table.qualified(), id);
  }

  private static Stream<String> defaults(String view, OldTable table) {
    return table.columns().stream()
        .filter(column -> column.defaultValue() != null)
        .map(
            column ->
                "alter view %s alter column %s set default %s"
                    .formatted(view, column.quoted(), column.defaultValue()));
  }

  /** Without row-level security: a view shows all rows to those that may read it. */
  private static String rights(String view, OldTable table) {
    return """
      do $rights$
      declare
          given record;
      begin
          for given in
              select a.privilege_type,
                     case a.grantee when 0 then 'public' else a.grantee::regrole::text end as role
              from pg_class t
              cross join aclexplode(t.relacl) a
              where t.oid = %2$s::regclass
                and a.grantee <> t.relowner
                and a.privilege_type in ('SELECT', 'INSERT', 'UPDATE', 'DELETE')
          loop
              execute format('grant %%s on %%s to %%s',
                             given.privilege_type, %1$s::text, given.role);
          end loop;
      end
      $rights$
      """
        .formatted(literal(view), literal(table.qualified()));
  }

  /** A text in SQL. */
  static String literal(String text) {
    return "'" + text.replace("'", "''") + "'";
  }

  /** Names of columns in SQL, each after a prefix, with commas between. */
  static String listed(String prefix, List<OldColumn> columns) {
    return columns.stream()
        .map(column -> prefix + column.quoted())
        .collect(Collectors.joining(", "));
  }
}
