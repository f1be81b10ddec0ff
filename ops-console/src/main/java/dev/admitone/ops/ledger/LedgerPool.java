package dev.admitone.ops.ledger;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.admitone.ops.settings.LedgerProperties;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The sessions in which the console reads the ledger. Each question in them ends by itself, so an
 * operator's question never takes the database from the lanes for long.
 */
final class LedgerPool {

  /** A question is one statement, so no transaction of the console is open for longer than one. */
  private static final Duration IDLE_IN_TRANSACTION_MAX = Duration.ofSeconds(10);

  /** Readers wait for no lock but those of migrations. */
  private static final Duration LOCK_WAIT_MAX = Duration.ofSeconds(1);

  private LedgerPool() {}

  /** A pool that makes its connections when they are asked for: the database may be down. */
  static HikariDataSource of(LedgerProperties settings) {
    HikariConfig pool = new HikariConfig();
    pool.setPoolName("ledger-reader");
    pool.setJdbcUrl(settings.url());
    pool.setUsername(settings.username());
    pool.setPassword(settings.password());
    pool.setMaximumPoolSize(settings.connections());
    pool.setMinimumIdle(0);
    pool.setInitializationFailTimeout(-1);
    pool.setConnectionTimeout(settings.connectionWait().toMillis());
    pool.setValidationTimeout(settings.connectionWait().toMillis());
    pool.setReadOnly(true);
    if (settings.schema() != null) {
      // Unquoted it would be taken in lower case.
      pool.addDataSourceProperty(
          "currentSchema", "\"%s\"".formatted(settings.schema().replace("\"", "\"\"")));
    }
    pool.addDataSourceProperty("ApplicationName", "ops-console");
    pool.addDataSourceProperty("options", options(settings.statementTimeout()));
    // Longer than any statement may take: then the connection is broken and not the question long.
    pool.addDataSourceProperty(
        "socketTimeout", settings.statementTimeout().plusSeconds(10).toSeconds());
    pool.addDataSourceProperty("tcpKeepAlive", true);
    // The server's details quote keys, and so users, into messages that are logged.
    pool.addDataSourceProperty("logServerErrorDetail", false);
    return new HikariDataSource(pool);
  }

  private static String options(Duration statementTimeout) {
    Map<String, String> settings = new LinkedHashMap<>();
    settings.put("statement_timeout", millis(statementTimeout));
    settings.put("lock_timeout", millis(LOCK_WAIT_MAX));
    settings.put("idle_in_transaction_session_timeout", millis(IDLE_IN_TRANSACTION_MAX));
    settings.put("default_transaction_read_only", "on");
    settings.put("timezone", "UTC");
    // Each question names what its index finds. Without figures about a table that grows the
    // planner would read it from end to end.
    settings.put("enable_seqscan", "off");
    settings.put("plan_cache_mode", "force_custom_plan");
    // Compiling costs more than any of these questions, and an avoided scan looks costly enough.
    settings.put("jit", "off");
    // Questions of people: no helper process takes a processor from the lanes.
    settings.put("max_parallel_workers_per_gather", "0");
    return settings.entrySet().stream()
        .map(setting -> "-c %s=%s".formatted(setting.getKey(), setting.getValue()))
        .collect(Collectors.joining(" "));
  }

  private static String millis(Duration duration) {
    return String.valueOf(duration.toMillis());
  }
}
