package dev.admitone.system.monitoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.admitone.system.Ledger;
import dev.admitone.testsupport.OldFunction;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;

/** What sessions do to the database beside the services. */
final class SqlFaults {

  /** More than have space in 4 MiB: each takes some 60 bytes, and memory is taken by the MiB. */
  private static final String FILL =
      """
      insert into invites (code, max_uses)
      select rpad('FILLS-' || number || '-', 64, 'X'), 1000000 from generate_series(1, 40000) number
      """;

  /** Sorts more than it has memory for. */
  private static final String SORT =
      """
      set work_mem = '64kB';
      select count(*) from (
        select number from generate_series(1, 100000) number order by md5(number::text)
      ) sorted
      """;

  private SqlFaults() {}

  static void execute(Ledger ledger, String sql) throws SQLException {
    try (Connection session = ledger.connect();
        Statement statement = session.createStatement()) {
      statement.execute(sql);
    }
  }

  /** Brings along more codes than fit into the smallest memory for invites. */
  static void bringManyCodesAlong(Ledger ledger) throws SQLException {
    execute(ledger, FILL);
  }

  /** A statement that needs files for what it sorts. */
  static void writeTemporaryFiles(Ledger ledger) throws SQLException {
    execute(ledger, SORT);
  }

  /** Makes the sequences in which the function that the product replaces counts its errors. */
  static void makeCountersOfTheOldFunction(Ledger ledger) throws SQLException, IOException {
    execute(ledger, OldFunction.counters());
  }

  /**
   * Installs the function that the product replaces, and calls it for some users of the code, for
   * each of them once more than it permits.
   */
  static void callTheOldFunction(Ledger ledger, String code) throws SQLException, IOException {
    try (Connection session = ledger.connect();
        Statement statement = session.createStatement()) {
      statement.execute(OldFunction.definition());
      statement.execute("set track_functions = 'pl'");
      for (int user = 0; user < 100; user++) {
        String call = "select %s('%s', 'old-%d')".formatted(OldFunction.NAME, code, user);
        statement.execute(call);
        assertThatThrownBy(() -> statement.execute(call))
            .isInstanceOfSatisfying(
                SQLException.class, e -> assertThat(e.getSQLState()).isEqualTo("23505"));
      }
    }
  }

  /** Locks the code's row until the session ends its transaction. */
  static void lock(Connection session, String code) throws SQLException {
    session.setAutoCommit(false);
    try (Statement statement = session.createStatement()) {
      statement.execute("select from invites where code = '%s' for update".formatted(code));
    }
  }

  /** Two sessions lock the codes' rows in opposite orders; the server ends one of them. */
  static void makeADeadlock(Ledger ledger, String one, String two) throws Exception {
    try (Connection first = ledger.connect();
        Connection second = ledger.connect()) {
      lock(first, one);
      lock(second, two);
      Thread other = Thread.ofVirtual().start(() -> lockOrBeEnded(first, two));
      lockOrBeEnded(second, one);
      second.rollback();
      other.join();
      first.rollback();
    }
  }

  private static void lockOrBeEnded(Connection session, String code) {
    try {
      lock(session, code);
    } catch (SQLException e) {
      assertThat(e.getSQLState()).isEqualTo("40P01");
    }
  }
}
