package dev.admitone.ops.support;

import dev.admitone.embedded.SharedServices;
import java.util.Map;
import java.util.UUID;
import org.flywaydb.core.Flyway;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/** A database with the ledger's tables on the shared server, and what the processor writes. */
public final class TestLedger {

  private static @Nullable TestLedger shared;

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
    String name = "ops_" + UUID.randomUUID().toString().replace('-', '_');
    TestLedger ledger = new TestLedger(SharedServices.database().createDatabase(name));
    Flyway.configure()
        .configuration(Map.of("flyway.postgresql.transactional.lock", "false"))
        .dataSource(ledger.dataSource())
        .load()
        .migrate();
    // As each migration of a processor does it.
    ledger.sql().execute("grant select on flyway_schema_history to admit_one_reader");
    return ledger;
  }

  public String url() {
    return url;
  }

  /** As the owner of the tables. */
  public JdbcTemplate sql() {
    return new JdbcTemplate(dataSource());
  }

  /** Connections as the owner. */
  public DriverManagerDataSource dataSource() {
    return new DriverManagerDataSource(url, SharedServices.database().username(), "");
  }
}
