package dev.admitone.processor.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.admitone.embedded.SharedServices;
import java.io.IOException;
import java.net.UnknownHostException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import javax.net.ssl.SSLHandshakeException;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

@ExtendWith(OutputCaptureExtension.class)
@Tag("services")
class DatabaseAtStartTest {

  private static final Duration SHORT = Duration.ofMillis(600);

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "28P01 | password authentication failed | refuses the user: the name or the password",
        "28000 | no pg_hba.conf entry for host | refuses the user: no pg_hba.conf entry for host",
        "3D000 | database x does not exist | has no such database",
        "42704 | unrecognized configuration parameter | gives no connection: unrecognized"
            + " configuration parameter (SQLSTATE 42704)",
        "22023 | invalid value for parameter TimeZone | gives no connection: invalid value",
        "08004 | The server does not support SSL. | gives no connection: The server does not",
        "08P01 | FATAL: unsupported startup parameter: options | a connection pooler",
        "08P01 | unsupported startup parameter in options: transaction_timeout | a connection",
        "08P01 | something else | gives no connection: something else (SQLSTATE 08P01)",
        "0A000 | what nobody has seen yet | gives no connection: what nobody has seen yet",
      })
  void whatDoesNotPassIsToldAtOnceAndUnknownThingsInTheirOwnWords(
      String state, String message, String told) {
    var trouble = ConnectionTrouble.of(new RuntimeException(new SQLException(message, state)));
    assertThat(trouble.hopeless("db").orElseThrow()).hasMessageContaining(told);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "08001 | Connection refused | No PostgreSQL responds at db. The last try: Connection"
            + " refused",
        "08006 | An I/O error occurred | No PostgreSQL responds at db. The last try: An I/O error",
        "57P03 | the database system is starting up | responds, but gives no connection: the"
            + " database system is starting up (SQLSTATE 57P03)",
        "53300 | sorry, too many clients already | gives no connection: sorry, too many clients",
      })
  void whatMayPassIsWaitedForAndThenTold(String state, String message, String told) {
    var trouble = ConnectionTrouble.of(new SQLException(message, state));
    assertThat(trouble.hopeless("db")).isEmpty();
    assertThat(trouble.tooLate("db")).hasMessageContaining(told);
  }

  @Test
  void aNameThatIsNotKnownMayComeButACertificateThatIsNotTrustedStays() {
    assertThat(
            ConnectionTrouble.of(
                    new SQLException("failed", "08001", new UnknownHostException("db")))
                .hopeless("db"))
        .isEmpty();
    assertThat(
            ConnectionTrouble.of(
                    new SQLException("SSL error: PKIX", "08006", new SSLHandshakeException("PKIX")))
                .hopeless("db")
                .orElseThrow())
        .hasMessageContaining("SSL error: PKIX");
  }

  @Test
  void theServerItselfAndAProxyThatPassesBytesOnArePostgreSql() {
    DatabaseAtStart.await(NewDatabase.create().dataSource(), SHORT, "db");
  }

  @Test
  void aServerBeforeVersion17IsToldWithTheVersionsFoundAndNeededAndLeftAsItIs() {
    NewDatabase database = NewDatabase.create();
    // The server itself, made to say that it is older.
    database
        .sql()
        .execute(
            """
            create schema older;
            create function older.current_setting(name text) returns text language sql
              return case name when 'server_version_num' then '150014' else '15.14' end
            """);
    NewDatabase older =
        NewDatabase.at(database.url() + "?options=-c%20search_path%3Dolder,pg_catalog");

    assertThatThrownBy(() -> DatabaseAtStart.await(older.dataSource(), Duration.ofMinutes(1), "db"))
        .isInstanceOf(DatabaseUnusableException.class)
        .hasMessage("PostgreSQL at db has version 15.14, but Admit One needs version 17 or newer.");
    assertThat(
            database
                .sql()
                .queryForList("select tablename from pg_tables where schemaname = 'public'"))
        .isEmpty();
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void aPoolerIsToldWhetherItRefusesTheSettingsOrHidesThem(boolean refuses) throws IOException {
    try (PlayedPooler pooler = new PlayedPooler(SharedServices.database().port(), refuses)) {
      var through =
          new DriverManagerDataSource(
              "jdbc:postgresql://127.0.0.1:%d/postgres?options=-c%%20lock_timeout=1s"
                  .formatted(pooler.port()),
              SharedServices.database().username(),
              "");
      assertThatThrownBy(() -> DatabaseAtStart.await(through, SHORT, "db"))
          .isInstanceOfSatisfying(
              DatabaseUnusableException.class,
              refused -> {
                assertThat(refused).hasMessageContaining("a connection pooler, such as PgBouncer");
                assertThat(refused.whatToDo()).startsWith("Connect directly");
              });
    }
  }

  @Test
  void aChangedCollationUnderAUniqueIndexIsToldBeforeAnythingIsDecidedAndElseItIsAWarning(
      CapturedOutput output) throws Exception {
    NewDatabase database = withLibrarysCollation();
    for (String script : NewDatabase.scripts().subList(0, 6)) {
      database.applyByHand(script);
    }
    database
        .sql()
        .execute(
            "update pg_database set datcollversion = '1.0' where datname = current_database()");
    try (Connection connection = database.dataSource().getConnection()) {
      assertThatThrownBy(() -> Collations.requireUnchanged(connection))
          .isInstanceOf(DatabaseUnusableException.class)
          .hasMessageContaining("idx_invite_uses_unique_per_user")
          .hasMessageContaining("a user could redeem twice");

      database.migrate();

      assertThat(output).contains("The database's collation has version");
    }
  }

  /** The server's own default may be "C", which no library changes. */
  private static NewDatabase withLibrarysCollation() {
    NewDatabase any = NewDatabase.create();
    String name = "collated_" + System.nanoTime();
    any.sql()
        .execute(
            "create database %s template template0 locale_provider icu icu_locale 'en-US' locale 'C'"
                .formatted(name));
    return NewDatabase.at(any.url().replaceFirst("/[^/]*$", "/" + name));
  }
}
