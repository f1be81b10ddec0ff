package dev.admitone.ops.numbers;

import static org.assertj.core.api.Assertions.assertThat;

import dev.admitone.ops.support.Console;
import dev.admitone.ops.support.TestLedger;
import dev.admitone.testsupport.Await;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;
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
  void theLastNumbersStayWhileTheDatabaseCannotBeAsked() {
    DatabaseNumbers some = new DatabaseNumbers(7, 6, 5, 4, 3, 2, 1, 0, Duration.ZERO);
    Iterator<DatabaseNumbers> once = List.of(some).iterator();
    DatabaseWatch watch =
        new DatabaseWatch(
            () -> {
              if (once.hasNext()) {
                return once.next();
              }
              throw new DataAccessResourceFailureException("gone");
            });
    watch.look();
    watch.look();
    assertThat(watch.latest()).isEqualTo(some);
  }

  private static double value(String metrics, String name) {
    Matcher line = Pattern.compile("(?m)^" + name + "\\{[^}]*} (\\S+)$").matcher(metrics);
    assertThat(line.find()).as(name).isTrue();
    return Double.parseDouble(line.group(1));
  }
}
