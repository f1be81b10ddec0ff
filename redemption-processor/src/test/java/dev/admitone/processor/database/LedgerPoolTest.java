package dev.admitone.processor.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariDataSource;
import dev.admitone.embedded.SharedServices;
import dev.admitone.processor.JvmSettings;
import dev.admitone.processor.settings.ProcessorProperties;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.SimpleTimeZone;
import java.util.TimeZone;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

/** What the lanes' sessions are, whatever server, database and role prefer. */
@Tag("services")
class LedgerPoolTest {

  private final String name = "pool_" + UUID.randomUUID().toString().replace('-', '_');
  private final String url = SharedServices.database().createDatabase(name);
  private final TimeZone zone = TimeZone.getDefault();
  private final ProcessorProperties properties =
      new Binder(new MapConfigurationPropertySource())
          .bindOrCreate("admit-one.processor", ProcessorProperties.class);

  @BeforeEach
  void otherPreferences() throws SQLException {
    try (HikariDataSource owner = pool(url);
        Connection connection = owner.getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute("alter database %s set synchronous_commit = off".formatted(name));
      statement.execute("alter database %s set default_transaction_read_only = on".formatted(name));
      statement.execute("alter database %s set timezone = 'Asia/Tokyo'".formatted(name));
    }
  }

  @AfterEach
  void restoreZone() {
    TimeZone.setDefault(zone);
  }

  @Test
  void commitsAreDurableTransactionsWritableAndTheZoneIsUtc() throws SQLException {
    TimeZone.setDefault(TimeZone.getTimeZone("UTC"));
    try (HikariDataSource pool = lanes()) {
      assertThat(setting(pool, "synchronous_commit")).isEqualTo("on");
      assertThat(setting(pool, "transaction_read_only")).isEqualTo("off");
      assertThat(setting(pool, "timezone")).isEqualTo("UTC");
      LedgerPool.requireSettings(pool, properties.session());
    }
  }

  @Test
  void aZoneThatTheServerDoesNotKnowIsNoObstacle() throws SQLException {
    TimeZone.setDefault(new SimpleTimeZone(0, "Mars/Olympus_Mons"));
    JvmSettings.apply();
    try (HikariDataSource pool = lanes()) {
      assertThat(setting(pool, "timezone")).isEqualTo("UTC");
    }
  }

  @Test
  void settingsThatDoNotReachTheServerAreTold() {
    try (HikariDataSource pool = lanes(url + "?options=-c%20lock_timeout=1s")) {
      assertThatThrownBy(() -> LedgerPool.requireSettings(pool, properties.session()))
          .hasMessageContaining("The sessions' settings do not reach PostgreSQL");
    }
  }

  @Test
  void aSessionThatBecameReadOnlyIsThrownAwayWithTheOthers() throws SQLException {
    try (HikariDataSource pool = lanes()) {
      String first;
      try (Connection connection = pool.getConnection();
          Statement statement = connection.createStatement()) {
        first = setting(statement, "select pg_backend_pid()::text");
        statement.execute("set default_transaction_read_only = on");
      }
      try (Connection connection = pool.getConnection();
          Statement statement = connection.createStatement()) {
        assertThat(setting(statement, "select pg_backend_pid()::text")).isEqualTo(first);
        assertThatThrownBy(() -> statement.execute("create table written (id int)"))
            .isInstanceOfSatisfying(
                SQLException.class, e -> assertThat(e.getSQLState()).isEqualTo("25006"));
      }

      try (Connection connection = pool.getConnection();
          Statement statement = connection.createStatement()) {
        assertThat(setting(statement, "select pg_backend_pid()::text")).isNotEqualTo(first);
        statement.execute("create table written (id int)");
      }
    }
  }

  /** A processor's pool of one session. */
  private HikariDataSource lanes() {
    return lanes(url);
  }

  private HikariDataSource lanes(String address) {
    HikariDataSource pool = pool(address);
    LedgerPool.setUp(pool, properties, Duration.ofMinutes(1));
    pool.setMaximumPoolSize(1);
    return pool;
  }

  private static HikariDataSource pool(String address) {
    HikariDataSource pool = new HikariDataSource();
    pool.setJdbcUrl(address);
    pool.setUsername(SharedServices.database().username());
    pool.setMaximumPoolSize(1);
    return pool;
  }

  private static String setting(HikariDataSource pool, String name) throws SQLException {
    try (Connection connection = pool.getConnection();
        Statement statement = connection.createStatement()) {
      return setting(statement, "show " + name);
    }
  }

  private static String setting(Statement statement, String question) throws SQLException {
    try (ResultSet answer = statement.executeQuery(question)) {
      answer.next();
      return answer.getString(1);
    }
  }
}
