package dev.admitone.processor.database;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a start requires of the database: that it responds within a while, lets the user in, is new
 * enough and PostgreSQL itself, and has the tables that this processor needs. After the start, the
 * lanes wait for the end of any outage.
 */
final class DatabaseAtStart {

  private static final Logger LOG = LoggerFactory.getLogger(DatabaseAtStart.class);

  /** Null where there is no history; fails where the user may not read it. */
  private static final String VERSION =
      """
      select max(version::int) from flyway_schema_history where success and version is not null
      """;

  private static final String HAS_HISTORY =
      "select to_regclass('flyway_schema_history') is not null";
  private static final String MAY_READ_HISTORY =
      "select has_table_privilege('flyway_schema_history', 'select')";
  private static final String SERVER_VERSION =
      """
      select current_setting('server_version_num')::int, current_setting('server_version')
      """;

  /** The first with transaction_timeout, which a frozen processor's locks depend on. */
  private static final int SERVER_VERSION_MIN = 170_000;

  private static final Duration BETWEEN_TRIES = Duration.ofMillis(500);

  private DatabaseAtStart() {}

  /**
   * Returns when the server takes the user's connections and is one that Admit One can run on.
   * Nothing is changed there.
   *
   * @param database gives plain connections, without the lanes' settings: a server that does not
   *     know one of them would refuse to say which it is
   * @throws DatabaseUnusableException if it does not in time, or never will
   */
  public static void await(DataSource database, Duration maxWait, String url) {
    String address = DatabaseAddress.shown(url);
    long deadlineNanos = System.nanoTime() + maxWait.toNanos();
    while (true) {
      try (Connection connection = database.getConnection()) {
        requireServer(connection, address);
        return;
      } catch (SQLException e) {
        ConnectionTrouble trouble = ConnectionTrouble.of(e);
        trouble
            .hopeless(address)
            .ifPresent(
                told -> {
                  throw told;
                });
        Duration left = Duration.ofNanos(deadlineNanos - System.nanoTime());
        if (!left.isPositive()) {
          throw trouble.tooLate(address);
        }
        LOG.warn(
            "No PostgreSQL responds at {} yet; trying again for up to {} s: {}",
            address,
            left.toSeconds(),
            trouble.message());
        pause();
      }
    }
  }

  /**
   * Compares the versions, where the user may know the database's, and checks that the order of the
   * indexes is still the one that they were built with.
   *
   * @throws DatabaseUnusableException if the database is older, or the order of a unique index has
   *     changed
   */
  public static void requireTables(DataSource database, int needed) {
    try (Connection connection = database.getConnection();
        Statement statement = connection.createStatement()) {
      if (!isTrue(statement, HAS_HISTORY)) {
        throw outdated("has no tables of Admit One", needed);
      }
      if (isTrue(statement, MAY_READ_HISTORY)) {
        try (ResultSet version = statement.executeQuery(VERSION)) {
          version.next();
          if (version.getInt(1) < needed) {
            throw outdated("is at version " + version.getInt(1), needed);
          }
        }
      }
      Collations.requireUnchanged(connection);
    } catch (SQLException e) {
      throw new DatabaseUnusableException(
          "The database's version cannot be read: " + e.getMessage(),
          "The words are those of the server. The migrations, the processor's image with the"
              + " command migrate, grant what the processor needs.",
          e);
    }
  }

  private static void requireServer(Connection connection, String address) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet version = statement.executeQuery(SERVER_VERSION)) {
      version.next();
      if (version.getInt(1) < SERVER_VERSION_MIN) {
        throw new DatabaseUnusableException(
            "PostgreSQL at %s has version %s, but Admit One needs version 17 or newer."
                .formatted(address, version.getString(2)),
            "Upgrade the server (pg_upgrade, or dump and restore), or set spring.datasource.url to"
                + " a newer one. Nothing was changed in this one.",
            null);
      }
    }
    Poolers.requireNone(connection, address);
  }

  private static DatabaseUnusableException outdated(String what, int needed) {
    return new DatabaseUnusableException(
        "The database %s, but this processor needs version %d.".formatted(what, needed),
        "Run the migrations of this release first: its image with the command migrate, as the"
            + " owner of the tables.",
        null);
  }

  private static boolean isTrue(Statement statement, String question) throws SQLException {
    try (ResultSet rows = statement.executeQuery(question)) {
      return rows.next() && rows.getBoolean(1);
    }
  }

  private static void pause() {
    try {
      Thread.sleep(BETWEEN_TRIES);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Interrupted while waiting for the database", e);
    }
  }
}
