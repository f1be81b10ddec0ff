package dev.admitone.processor.jdbc;

import dev.admitone.embedded.EmbeddedDatabase;
import dev.admitone.embedded.SharedServices;
import java.util.Map;
import org.flywaydb.core.Flyway;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/** Databases of the shared server with the newest tables, each a copy of one that was migrated. */
public final class MigratedDatabases {

  private static final String TEMPLATE = "migrated";
  private static boolean hasTemplate;

  private MigratedDatabases() {}

  /**
   * Creates one.
   *
   * @return its JDBC address
   */
  public static String create(String name) {
    makeTemplate();
    String url = SharedServices.database().createDatabase(name, TEMPLATE);
    new JdbcTemplate(as(url)).execute("update ledger set id = gen_random_uuid()");
    return url;
  }

  private static synchronized void makeTemplate() {
    if (!hasTemplate) {
      String url = SharedServices.database().createDatabase(TEMPLATE);
      Flyway.configure()
          .configuration(Map.of("flyway.postgresql.transactional.lock", "false"))
          .dataSource(as(url))
          .load()
          .migrate();
      hasTemplate = true;
    }
  }

  private static DriverManagerDataSource as(String url) {
    EmbeddedDatabase database = SharedServices.database();
    return new DriverManagerDataSource(url, database.username(), "");
  }
}
