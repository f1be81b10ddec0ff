package dev.admitone.processor.adoption.tables;

import java.util.List;
import org.springframework.jdbc.core.JdbcTemplate;

/** Reads from the catalog what the old tables are. */
public final class OldTablesReader {

  /** A column of identity has no default in the catalog, but a sequence. */
  private static final String COLUMNS =
      """
      select a.attname, format_type(a.atttypid, a.atttypmod),
             case
               when a.attgenerated <> '' then null
               when a.attidentity <> '' then
                 format('nextval(%L)',
                        pg_get_serial_sequence(a.attrelid::regclass::text, a.attname))
               else pg_get_expr(d.adbin, d.adrelid)
             end,
             case when a.attgenerated <> '' then pg_get_expr(d.adbin, d.adrelid) end,
             a.attnotnull and not exists (
               select from pg_index x
               where x.indrelid = a.attrelid and (x.indisprimary or x.indisreplident)
                 and a.attnum = any (x.indkey))
      from pg_attribute a
      left join pg_attrdef d on d.adrelid = a.attrelid and d.adnum = a.attnum
      where a.attrelid = to_regclass(?) and a.attnum > 0 and not a.attisdropped
      order by a.attnum
      """;

  /** The adoption's own one is none of the older application's. */
  private static final String TRIGGERS =
      """
      select tgname,
             case tgenabled when 'R' then 'enable replica' when 'A' then 'enable always'
                  else 'enable' end
      from pg_trigger
      where tgrelid = to_regclass(?) and not tgisinternal and tgenabled <> 'D'
        and tgname <> 'admit_one_adoption'
      order by tgname
      """;

  /** Users that come by a gateway need not be in the older application's table of users. */
  private static final String CONSTRAINTS =
      """
      select c.conname, pg_get_constraintdef(c.oid), c.contype = 'f'
      from pg_constraint c
      where c.conrelid = to_regclass(?)
        and (c.contype = 'c' or c.contype = 'f' and exists (
          select from pg_attribute a
          where a.attrelid = c.conrelid and a.attnum = any (c.conkey)
            and a.attname in ('used_by', 'created_by')))
      order by c.conname
      """;

  /** Empty where nothing has the name. */
  private static final String KIND =
      "select coalesce((select relkind::text from pg_class where oid = to_regclass(?)), '')";

  private static final String RESTRICTS_ROWS =
      "select coalesce((select relrowsecurity from pg_class where oid = to_regclass(?)), false)";

  private OldTablesReader() {}

  /**
   * Reads them.
   *
   * @throws AdoptionImpossibleException if they are not there, or not such that they can be adopted
   */
  public static OldTables read(JdbcTemplate jdbc, String schema) {
    boolean switched = !kind(jdbc, schema, OldTables.USES + OldTables.KEPT).isEmpty();
    String suffix = switched ? OldTables.KEPT : "";
    return new OldTables(
        table(jdbc, schema, OldTables.INVITES + suffix),
        table(jdbc, schema, OldTables.USES + suffix),
        switched);
  }

  private static OldTable table(JdbcTemplate jdbc, String schema, String name) {
    String qualified = qualified(schema, name);
    String kind = kind(jdbc, schema, name);
    if (!kind.equals("r")) {
      throw new AdoptionImpossibleException(
          kind.isEmpty()
              ? "There is no table %s: --from names the schema that has it.".formatted(qualified)
              : "%s is no plain table, so it cannot be adopted.".formatted(qualified),
          null);
    }
    List<OldColumn> columns =
        jdbc.query(
            COLUMNS,
            (row, _) ->
                new OldColumn(
                    row.getString(1),
                    row.getString(2),
                    row.getString(3),
                    row.getString(4),
                    row.getBoolean(5)),
            qualified);
    return new OldTable(
        schema,
        name,
        columns,
        jdbc.query(
            TRIGGERS,
            (row, _) -> new OldTable.Trigger(row.getString(1), row.getString(2)),
            qualified),
        jdbc.query(
            CONSTRAINTS,
            (row, _) ->
                new OldTable.Constraint(row.getString(1), row.getString(2), row.getBoolean(3)),
            qualified),
        Boolean.TRUE.equals(jdbc.queryForObject(RESTRICTS_ROWS, Boolean.class, qualified)));
  }

  private static String kind(JdbcTemplate jdbc, String schema, String name) {
    return String.valueOf(jdbc.queryForObject(KIND, String.class, qualified(schema, name)));
  }

  private static String qualified(String schema, String name) {
    return OldTable.quoted(schema) + "." + OldTable.quoted(name);
  }
}
