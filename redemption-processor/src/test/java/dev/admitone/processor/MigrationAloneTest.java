package dev.admitone.processor;

import static dev.admitone.testsupport.Await.patiently;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatException;

import dev.admitone.embedded.SharedServices;
import dev.admitone.processor.database.Migration;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** The migrations as a step of their own, and a processor that runs none. */
@ExtendWith({FreshSite.class, OutputCaptureExtension.class})
@Tag("services")
@FreshSite.WithoutTables
class MigrationAloneTest {

  private static final String NOT_HERE = "spring.flyway.enabled=false";
  private final String code = TestRequests.newCode();

  @Test
  void bringsTheDatabaseUpToDateForAProcessorThatMayNot(Site site, TestLog log) throws Exception {
    // The settings of both in one place: what keeps the processor from it does not keep the
    // command.
    migrate(site, "--" + NOT_HERE, "--admit-one.migration.processor-password=a password");
    try (RunningProcessor _ =
        RunningProcessor.start(site, NOT_HERE, "spring.datasource.password=a password")) {
      log.append(TestRequests.create(code, 1L));
      patiently().until(() -> log.resultsFor(code).size() == 1);
    }
    // Again, as at each start of a stack.
    migrate(site);
  }

  @Test
  void keepsThePasswordsAsHashes(Site site) throws Exception {
    migrate(
        site,
        "--admit-one.migration.processor-password=a password",
        "--admit-one.migration.reader-password=another",
        "--admit-one.migration.console-password=a third");
    assertThat(
            ask(
                site,
                """
                select count(*) from pg_authid
                where rolname in ('admit_one_processor', 'admit_one_reader', 'admit_one_console')
                  and rolcanlogin and rolpassword like 'SCRAM-SHA-256$%'\
                """))
        .isEqualTo("3");
  }

  @Test
  void aProcessorSaysThatItsDatabaseHasNoTables(Site site, CapturedOutput output) {
    assertThatException().isThrownBy(() -> RunningProcessor.start(site, NOT_HERE).close());
    assertThat(output)
        .contains("The database has no tables of Admit One, but this processor needs version")
        .contains("with the command migrate")
        .doesNotContain("\tat ");
  }

  @Test
  void aProcessorSaysThatItsDatabaseIsOlder(Site site, CapturedOutput output) throws Exception {
    migrate(site);
    ask(
        site,
        """
        delete from flyway_schema_history
        where version = (select max(version::int)::text from flyway_schema_history)
        returning version\
        """);
    assertThatException().isThrownBy(() -> RunningProcessor.start(site, NOT_HERE).close());
    assertThat(output).contains("The database is at version ").doesNotContain("\tat ");
  }

  @Test
  void aProcessorSaysThatTheDatabaseIsNotThere(Site site, CapturedOutput output) {
    assertThatException()
        .isThrownBy(
            () ->
                RunningProcessor.start(
                        site,
                        NOT_HERE,
                        "spring.datasource.url=jdbc:postgresql://127.0.0.1:1/admit_one?x=y",
                        "admit-one.processor.database-wait=2s")
                    .close());
    assertThat(output)
        .contains("No PostgreSQL responds at jdbc:postgresql://127.0.0.1:1/admit_one yet")
        .contains("No PostgreSQL responds at jdbc:postgresql://127.0.0.1:1/admit_one.")
        .contains("admit-one.processor.database-wait")
        .doesNotContain("\tat ");
  }

  @Test
  void aProcessorWaitsForItsBroker(Site site, CapturedOutput output) {
    assertThatException()
        .isThrownBy(
            () ->
                RunningProcessor.start(
                        site,
                        "spring.kafka.bootstrap-servers=127.0.0.1:1",
                        "admit-one.broker-wait=3s")
                    .close());
    assertThat(output)
        .contains("No Kafka broker responds at [127.0.0.1:1]. Trying again")
        .contains("No Kafka broker responds at [127.0.0.1:1].");
  }

  private static void migrate(Site site, String... settings) {
    String[] arguments = new String[settings.length + 2];
    arguments[0] = "--spring.datasource.url=" + site.jdbcUrl();
    arguments[1] = "--spring.datasource.username=" + SharedServices.database().username();
    System.arraycopy(settings, 0, arguments, 2, settings.length);
    Migration.run(arguments);
  }

  private static String ask(Site site, String question) throws SQLException {
    try (Connection connection =
            DriverManager.getConnection(site.jdbcUrl(), SharedServices.database().username(), "");
        Statement statement = connection.createStatement();
        ResultSet answer = statement.executeQuery(question)) {
      answer.next();
      return answer.getString(1);
    }
  }
}
