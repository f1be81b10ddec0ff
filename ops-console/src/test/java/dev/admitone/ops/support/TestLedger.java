package dev.admitone.ops.support;

import dev.admitone.embedded.SharedServices;
import java.util.Map;
import java.util.UUID;
import org.flywaydb.core.Flyway;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

/** A database with the ledger's tables on the shared server, and what the processor writes. */
public final class TestLedger {

  private static final String TEMPLATE = "migrated";

  private static @Nullable TestLedger shared;
  private static boolean hasTemplate;

  private final String url;

  private TestLedger(String url) {
    this.url = url;
  }

  /** The one of the shared console. */
  public static synchronized TestLedger shared() {
    if (shared == null) {
      shared = create();
    }
    return shared;
  }

  /** One of its own, with the newest tables. */
  public static TestLedger create() {
    makeTemplate();
    String name = "ops_" + UUID.randomUUID().toString().replace('-', '_');
    return new TestLedger(SharedServices.database().createDatabase(name, TEMPLATE));
  }

  /** What the others are copies of: a migration takes seconds on a slow machine. */
  private static synchronized void makeTemplate() {
    if (hasTemplate) {
      return;
    }
    TestLedger template = new TestLedger(SharedServices.database().createDatabase(TEMPLATE));
    Flyway.configure()
        .configuration(Map.of("flyway.postgresql.transactional.lock", "false"))
        .dataSource(template.dataSource())
        .load()
        .migrate();
    // As each migration of a processor does it.
    template.sql().execute("grant select on flyway_schema_history to admit_one_reader");
    hasTemplate = true;
  }

  public String url() {
    return url;
  }

  /** As the owner of the tables. */
  public JdbcTemplate sql() {
    return new JdbcTemplate(dataSource());
  }

  /** One connection as the owner, of which the caller takes care. */
  SingleConnectionDataSource connection() {
    return new SingleConnectionDataSource(url, SharedServices.database().username(), "", true);
  }

  /** Connections as the owner. */
  public DriverManagerDataSource dataSource() {
    return new DriverManagerDataSource(url, SharedServices.database().username(), "");
  }
}
