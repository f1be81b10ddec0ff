package dev.admitone.ops.numbers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.admitone.ops.support.Console;
import dev.admitone.ops.support.LedgerRows;
import dev.admitone.ops.support.TestLedger;
import dev.admitone.testsupport.Await;
import dev.admitone.testsupport.OldFunction;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.dao.DataAccessResourceFailureException;

/** The database's own counters among the console's metrics. */
@Tag("services")
class DatabaseNumbersTest {

  private static final String FUNCTION =
      """
      create or replace function use_invite_code(wanted text) returns boolean
      language plpgsql as 'begin return wanted is not null; end'
      """;

  @Test
  void callsOfTheFunctionAndTransactionsThatAreRolledBackAreCounted() throws SQLException {
    TestLedger ledger = TestLedger.create();
    try (Console console = Console.on(ledger)) {
      console.awaitReady();
      try (Connection connection = ledger.dataSource().getConnection();
          Statement statement = connection.createStatement()) {
        statement.execute(FUNCTION);
        statement.execute("set track_functions = 'pl'");
        for (int i = 0; i < 3; i++) {
          statement.execute("select use_invite_code('ANY')");
        }
        connection.setAutoCommit(false);
        statement.execute("select 1");
        connection.rollback();
      }
      Await.patiently()
          .untilAsserted(
              () -> {
                String metrics = console.manage("/actuator/prometheus").text();
                assertThat(value(metrics, "admitone_use_invite_code_seconds_count")).isEqualTo(3);
                assertThat(value(metrics, "admitone_database_rollbacks_total")).isPositive();
                assertThat(value(metrics, "admitone_database_sessions")).isPositive();
              });
    }
  }

  @Test
  void errorsOfTheFunctionThatCountsThemAreShownBySqlstate() throws Exception {
    TestLedger ledger = TestLedger.create();
    new LedgerRows(ledger).invite("TWICE");
    try (Console console = Console.on(ledger);
        Connection connection = ledger.dataSource().getConnection();
        Connection other = ledger.dataSource().getConnection();
        Statement statement = connection.createStatement();
        Statement lock = other.createStatement()) {
      statement.execute(OldFunction.definition());
      statement.execute("select use_invite_code('TWICE', 'ann')");
      assertFails(statement, "ann", "23505");
      statement.execute(OldFunction.counters());
      for (int i = 0; i < 3; i++) {
        assertFails(statement, "ann", "23505");
      }
      other.setAutoCommit(false);
      lock.execute("select from invites for update");
      assertFails(statement, "bob", "55P03");
      other.rollback();
      Await.patiently()
          .untilAsserted(
              () -> {
                String metrics = console.manage("/actuator/prometheus").text();
                assertThat(errors(metrics, "23505")).isEqualTo(3);
                assertThat(errors(metrics, "55P03")).isEqualTo(1);
                assertThat(errors(metrics, "other")).isZero();
              });
    }
  }

  private static void assertFails(Statement statement, String user, String sqlstate) {
    assertThatThrownBy(
            () -> statement.execute("select use_invite_code('TWICE', '%s')".formatted(user)))
        .isInstanceOfSatisfying(
            SQLException.class, e -> assertThat(e.getSQLState()).isEqualTo(sqlstate));
  }

  @Test
  void thereIsNoNumberBeforeTheFirstOneAndTheLastOnesStayWhileTheDatabaseCannotBeAsked() {
    DatabaseNumbers some = new DatabaseNumbers(7, 6, 5, 4, 3, 2, 1, 0, Duration.ZERO, Map.of());
    SimpleMeterRegistry registry = new SimpleMeterRegistry();
    AtomicBoolean isThere = new AtomicBoolean();
    DatabaseWatch watch =
        new DatabaseWatch(
            () -> {
              if (isThere.get()) {
                return some;
              }
              throw new DataAccessResourceFailureException("gone");
            },
            new DatabaseMeters(registry)::show);
    watch.look();
    assertThat(registry.getMeters()).isEmpty();
    isThere.set(true);
    watch.look();
    isThere.set(false);
    watch.look();
    assertThat(registry.get("admitone.database.deadlocks").functionCounter().count()).isEqualTo(5);
  }

  private static double errors(String metrics, String sqlstate) {
    return value(metrics, "admitone_use_invite_code_errors_total", "sqlstate=\"" + sqlstate + "\"");
  }

  private static double value(String metrics, String name) {
    return value(metrics, name, "");
  }

  private static double value(String metrics, String name, String label) {
    Matcher line =
        Pattern.compile("(?m)^" + name + "\\{[^}]*" + label + "[^}]*} (\\S+)$").matcher(metrics);
    assertThat(line.find()).as(name).isTrue();
    return Double.parseDouble(line.group(1));
  }
}
