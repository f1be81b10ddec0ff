package dev.admitone.processor;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/** The contents of a ledger's tables, to be put back as a restored backup would. */
final class SavedLedger {

  private static final String TABLES =
      """
      select tablename from pg_tables
      where schemaname = 'public' and tablename <> 'flyway_schema_history' order by 1
      """;

  private final JdbcTemplate sql;
  private final String schema = "saved_" + UUID.randomUUID().toString().replace('-', '_');

  private final List<String> tables;

  private SavedLedger(JdbcTemplate sql) {
    this.sql = sql;
    this.tables = sql.queryForList(TABLES, String.class).stream().map(String::valueOf).toList();
  }

  static SavedLedger of(Site site) {
    SavedLedger saved = new SavedLedger(owner(site));
    saved.sql.execute("create schema " + saved.schema);
    for (String table : saved.tables) {
      saved.sql.execute("create table %s.%s as table %2$s".formatted(saved.schema, table));
    }
    return saved;
  }

  static JdbcTemplate owner(Site site) {
    return new JdbcTemplate(new DriverManagerDataSource(site.jdbcUrl(), "postgres", ""));
  }

  /** All tables at once, past the triggers. */
  void putBack() {
    List<String> statements = new ArrayList<>();
    statements.add("begin");
    statements.add("set local session_replication_role = replica");
    statements.add("lock table " + String.join(", ", tables));
    for (String table : tables) {
      statements.add("delete from " + table);
      statements.add(
          "insert into %s overriding system value table %s.%1$s".formatted(table, schema));
    }
    statements.add("commit");
    sql.execute(String.join("; ", statements));
  }
}
