package dev.admitone.processor.database;

import com.zaxxer.hikari.HikariDataSource;
import dev.admitone.processor.settings.ProcessorProperties;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;

/**
 * The settings of the lanes' database sessions. A frozen client would otherwise keep its row locks
 * until TCP's keep-alive gives up, after about two hours.
 */
final class LedgerPool {

  /** For the sweep, and two for health checks: a lane never waits for a connection. */
  private static final int CONNECTIONS_BESIDE_LANES = 3;

  private static final Duration CONNECTION_WAIT = Duration.ofSeconds(5);
  private static final Duration HOST_ROLE_TTL = Duration.ofSeconds(2);

  private static final String SETTINGS =
      """
      select name, setting from pg_settings
      where name in ('transaction_timeout', 'idle_in_transaction_session_timeout', 'lock_timeout',
                     'synchronous_commit', 'default_transaction_read_only',
                     'default_transaction_isolation')
      """;

  private LedgerPool() {}

  /**
   * Sets the pool up.
   *
   * @throws InvalidConfigurationPropertyValueException if a time-out would outlast a lane's right
   *     to its partitions
   */
  public static void setUp(
      HikariDataSource pool, ProcessorProperties processor, Duration maxPollInterval) {
    ProcessorProperties.Session timeouts = processor.session();
    requireBelow(maxPollInterval, timeouts);
    pool.setPoolName("ledger");
    pool.setMaximumPoolSize(processor.lanes() + CONNECTIONS_BESIDE_LANES);
    pool.setMinimumIdle(processor.lanes());
    pool.setConnectionTimeout(CONNECTION_WAIT.toMillis());
    pool.addDataSourceProperty("options", options(serverSettings(timeouts)));
    pool.addDataSourceProperty("socketTimeout", timeouts.network().toSeconds());
    pool.addDataSourceProperty("tcpKeepAlive", true);
    // With several hosts in the address: which is the primary may have changed.
    pool.addDataSourceProperty("hostRecheckSeconds", HOST_ROLE_TTL.toSeconds());
    pool.setExceptionOverride(new LostSessions(pool));
    if (processor.schema() != null) {
      // Unquoted it would be taken in lower case.
      pool.addDataSourceProperty(
          "currentSchema", "\"%s\"".formatted(processor.schema().replace("\"", "\"\"")));
    }
    // The server's details quote keys, and so users, into messages that are logged.
    pool.addDataSourceProperty("logServerErrorDetail", false);
    pool.addDataSourceProperty("ApplicationName", "redemption-processor");
    // The few statements are the same in every batch: prepared on the server from the first use.
    pool.addDataSourceProperty("prepareThreshold", 1);
  }

  /**
   * Requires that the sessions have the settings that the pool asks for.
   *
   * @throws DatabaseUnusableException if a program between this process and the server discards
   *     them
   */
  public static void requireSettings(HikariDataSource pool, ProcessorProperties.Session timeouts) {
    Map<String, String> wanted = serverSettings(timeouts);
    try (Connection connection = pool.getConnection();
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(SETTINGS)) {
      while (row.next()) {
        String name = row.getString(1);
        if (!row.getString(2).equals(wanted.get(name))) {
          throw new DatabaseUnusableException(
              "The sessions' settings do not reach PostgreSQL: %s is %s instead of %s."
                  .formatted(name, row.getString(2), wanted.get(name)),
              "Connect directly to the server: a frozen processor would keep its row locks, or what"
                  + " it committed could be lost. A pooler that ignores the startup parameter"
                  + " options does this, and so do hikari data-source-properties named options.",
              null);
        }
      }
    } catch (SQLException e) {
      throw new DatabaseUnusableException(
          "PostgreSQL gives the lanes no session: " + e.getMessage(),
          "The words are those of the server or of its driver. The lanes' sessions ask for"
              + " time-outs (admit-one.processor.session) and for the schema"
              + " (admit-one.processor.schema).",
          e);
    }
  }

  private static void requireBelow(Duration maxPollInterval, ProcessorProperties.Session timeouts) {
    Map<String, Duration> byProperty = new LinkedHashMap<>();
    byProperty.put("transaction", timeouts.transaction());
    byProperty.put("idle-in-transaction", timeouts.idleInTransaction());
    byProperty.put("lock", timeouts.lock());
    byProperty.put("network", timeouts.network());
    byProperty.forEach(
        (property, timeout) -> {
          if (timeout.compareTo(maxPollInterval) >= 0 || !timeout.isPositive()) {
            throw new InvalidConfigurationPropertyValueException(
                "admit-one.processor.session." + property,
                timeout,
                "Set it above 0 and below the consumer's max.poll.interval.ms, which is %s."
                    .formatted(maxPollInterval));
          }
        });
  }

  private static String options(Map<String, String> settings) {
    return settings.entrySet().stream()
        .map(
            setting ->
                "-c %s=%s".formatted(setting.getKey(), setting.getValue().replace(" ", "\\ ")))
        .collect(Collectors.joining(" "));
  }

  private static Map<String, String> serverSettings(ProcessorProperties.Session timeouts) {
    Map<String, String> settings = new LinkedHashMap<>();
    settings.put("transaction_timeout", millis(timeouts.transaction()));
    settings.put("idle_in_transaction_session_timeout", millis(timeouts.idleInTransaction()));
    settings.put("lock_timeout", millis(timeouts.lock()));
    settings.put("tcp_user_timeout", millis(timeouts.network()));
    // The defaults of the role, the database or the server do not count: what was committed must
    // not be lost, and a session that was opened while the default was read-only must not stay so.
    settings.put("synchronous_commit", "on");
    settings.put("default_transaction_read_only", "off");
    // What the ledger needs. As a setting of each transaction it would cost a round trip: the
    // driver asks the server first which level the session has.
    settings.put("default_transaction_isolation", "read committed");
    // A batch's arrays may have one element or thousands, and the tables grow: a plan that was
    // right for an empty table would read a full one from end to end.
    settings.put("plan_cache_mode", "force_custom_plan");
    // A batch knows the keys of what it wants. The planner would read a ledger of up to some
    // 300,000 uses whole for 4,000 of them: 11.6 microseconds a decision instead of 4.7.
    settings.put("enable_seqscan", "off");
    settings.put("enable_hashjoin", "off");
    settings.put("enable_mergejoin", "off");
    // The triggers that count changes by SQL skip the processor's sessions.
    settings.put("admit_one.session", "processor");
    return settings;
  }

  private static String millis(Duration duration) {
    return String.valueOf(duration.toMillis());
  }
}
