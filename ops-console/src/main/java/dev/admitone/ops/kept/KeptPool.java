package dev.admitone.ops.kept;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.admitone.ops.settings.KeptProperties;
import dev.admitone.ops.settings.LedgerProperties;

/** The sessions in which the console works with its own tables. */
final class KeptPool {

  private static final String SCHEMA_DEFAULT = "console";
  private static final String SCHEMA_ENDING = "_console";
  private static final int SOCKET_WAIT_EXTRA_SECONDS = 10;

  private KeptPool() {}

  /** A pool that makes its connections when they are asked for: the database may be down. */
  static HikariDataSource of(KeptProperties settings, LedgerProperties ledger) {
    HikariConfig pool = new HikariConfig();
    pool.setPoolName("kept");
    pool.setJdbcUrl(settings.url() == null ? ledger.url() : settings.url());
    pool.setUsername(settings.username());
    pool.setPassword(settings.password());
    pool.setMaximumPoolSize(settings.connections());
    pool.setMinimumIdle(0);
    pool.setInitializationFailTimeout(-1);
    pool.setConnectionTimeout(settings.connectionWait().toMillis());
    pool.setValidationTimeout(settings.connectionWait().toMillis());
    // Unquoted it would be taken in lower case.
    pool.addDataSourceProperty(
        "currentSchema", "\"%s\"".formatted(schema(settings, ledger).replace("\"", "\"\"")));
    pool.addDataSourceProperty("ApplicationName", "ops-console-kept");
    pool.addDataSourceProperty(
        "options",
        "-c statement_timeout=%d -c timezone=UTC -c jit=off -c synchronous_commit=on"
            .formatted(settings.statementTimeout().toMillis()));
    pool.addDataSourceProperty(
        "socketTimeout",
        settings.statementTimeout().plusSeconds(SOCKET_WAIT_EXTRA_SECONDS).toSeconds());
    pool.addDataSourceProperty("tcpKeepAlive", true);
    // The server's details quote values, and so operators' reasons, into messages that are logged.
    pool.addDataSourceProperty("logServerErrorDetail", false);
    return new HikariDataSource(pool);
  }

  /** As the migrations name it. */
  private static String schema(KeptProperties settings, LedgerProperties ledger) {
    if (settings.schema() != null) {
      return settings.schema();
    }
    String beside = ledger.schema();
    return beside == null || beside.equals("public") ? SCHEMA_DEFAULT : beside + SCHEMA_ENDING;
  }
}
