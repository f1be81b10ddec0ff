package dev.admitone.processor;

import static dev.admitone.testsupport.Await.patiently;
import static org.assertj.core.api.Assertions.assertThat;

import dev.admitone.embedded.SharedServices;
import java.security.Security;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.util.SimpleTimeZone;
import java.util.TimeZone;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.support.TransactionTemplate;

/** A processor works whatever the JVM, the server and the address are like. */
@ExtendWith(FreshSite.class)
@Tag("services")
@FreshSite.WithoutTables
class DatabaseSessionTest {

  private final TimeZone zone = TimeZone.getDefault();
  private final String code = TestRequests.newCode();

  @AfterEach
  void restoreZone() {
    TimeZone.setDefault(zone);
  }

  @Test
  void severalHostsAnotherSchemaAZoneThatTheServerDoesNotKnowAndReadOnlyForAWhile(
      Site site, TestLog log) throws Exception {
    TimeZone.setDefault(new SimpleTimeZone(0, "Mars/Olympus_Mons"));
    String hosts = site.jdbcUrl().replace("//127.0.0.1:", "//127.0.0.1:1,127.0.0.1:");
    try (RunningProcessor processor =
        RunningProcessor.start(
            site,
            "spring.datasource.url=" + hosts + "?targetServerType=primary",
            "admit-one.processor.schema=Admission")) {
      log.append(TestRequests.create(code, 3L));
      patiently().until(() -> log.results().size() == 1);
      assertThat(Security.getProperty("networkaddress.cache.ttl")).isEqualTo("3");

      String database = site.jdbcUrl().replaceFirst(".*/", "");
      try (Connection owner =
              DriverManager.getConnection(
                  site.jdbcUrl(), SharedServices.database().username(), "");
          Statement statement = owner.createStatement()) {
        statement.execute(
            "alter database %s set default_transaction_read_only = on".formatted(database));
        statement.execute(
            "alter database %s set default_transaction_isolation = 'serializable'"
                .formatted(database));
        statement.execute(
            """
            select pg_terminate_backend(pid) from pg_stat_activity
            where datname = current_database() and pid <> pg_backend_pid()
            """);
      }
      log.append(TestRequests.redeem(code, "ann"));
      patiently().until(() -> log.results().size() == 2);
      assertThat(TestLog.word(log.results().getLast().value())).isEqualTo("REDEEMED");
      JdbcTemplate sql = processor.bean(JdbcTemplate.class);
      String isolation =
          processor
              .bean(TransactionTemplate.class)
              .execute(_ -> sql.queryForObject("show transaction_isolation", String.class));
      assertThat(isolation).isEqualTo("read committed");
      processor.awaitReady();
    }
  }
}
