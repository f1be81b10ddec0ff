package dev.admitone.processor.migration;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a start asks of the database: that it answers within a while, lets the user in, and is as
 * new as this processor. Later an outage is waited for without end.
 */
public final class DatabaseAtStart {

  private static final Logger log = LoggerFactory.getLogger(DatabaseAtStart.class);

  /** Null where there is no history; fails where the user may not read it. */
  private static final String VERSION =
      """
      select max(version::int) from flyway_schema_history where success and version is not null
      """;

  private static final String HAS_HISTORY =
      "select to_regclass('flyway_schema_history') is not null";
  private static final String MAY_READ_HISTORY =
      "select has_table_privilege('flyway_schema_history', 'select')";

  private static final Duration BETWEEN_TRIES = Duration.ofMillis(500);
  private static final String WRONG_LOGIN = "28";
  private static final String NO_SUCH_DATABASE = "3D000";

  private DatabaseAtStart() {}

  /**
   * Returns when the database takes the user's connections.
   *
   * @throws DatabaseUnusableException if it does not in time, or never will
   */
  public static void await(DataSource database, Duration longestWait, String url) {
    String address = url.replaceFirst("\\?.*", "");
    long deadlineNanos = System.nanoTime() + longestWait.toNanos();
    while (true) {
      try (Connection _ = database.getConnection()) {
        return;
      } catch (SQLException | RuntimeException e) {
        String state = sqlState(e);
        if (state == null && e instanceof RuntimeException other && rootIsNoSql(e)) {
          throw other;
        }
        requireHope(state, address, e);
        Duration left = Duration.ofNanos(deadlineNanos - System.nanoTime());
        if (!left.isPositive()) {
          throw new DatabaseUnusableException(
              "No PostgreSQL answers at %s.".formatted(address),
              "Start it, or set spring.datasource.url to where it is. How long a start waits for it"
                  + " is admit-one.processor.database-wait.",
              e);
        }
        log.warn(
            "No PostgreSQL answers at {} yet; asking again for up to {} s",
            address,
            left.toSeconds());
        pause();
      }
    }
  }

  /**
   * Compares the versions, where the user may know the database's.
   *
   * @throws DatabaseUnusableException if the database is older
   */
  public static void requireVersion(DataSource database, int needed) {
    try (Connection connection = database.getConnection();
        Statement statement = connection.createStatement()) {
      if (!isTrue(statement, HAS_HISTORY)) {
        throw outdated("has no tables of Admit One", needed);
      }
      if (!isTrue(statement, MAY_READ_HISTORY)) {
        return;
      }
      try (ResultSet version = statement.executeQuery(VERSION)) {
        version.next();
        if (version.getInt(1) < needed) {
          throw outdated("is at version " + version.getInt(1), needed);
        }
      }
    } catch (SQLException e) {
      throw new IllegalStateException("The database's version cannot be read", e);
    }
  }

  private static DatabaseUnusableException outdated(String what, int needed) {
    return new DatabaseUnusableException(
        "The database %s, but this processor needs version %d.".formatted(what, needed),
        "Run the migrations of this release first: its image with the command migrate, as the"
            + " owner of the tables.",
        null);
  }

  private static void requireHope(@Nullable String state, String address, Exception e) {
    if (state != null && state.startsWith(WRONG_LOGIN)) {
      throw new DatabaseUnusableException(
          "PostgreSQL at %s refuses the user: the name or the password is wrong."
              .formatted(address),
          "Set spring.datasource.username and spring.datasource.password (for migrations"
              + " spring.flyway.user and spring.flyway.password) to what the database knows. A"
              + " volume keeps the password that it was made with.",
          e);
    }
    if (NO_SUCH_DATABASE.equals(state)) {
      throw new DatabaseUnusableException(
          "PostgreSQL answers at %s, but has no such database.".formatted(address),
          "Create the database, or set spring.datasource.url to one that exists.",
          e);
    }
  }

  private static boolean isTrue(Statement statement, String question) throws SQLException {
    try (ResultSet answer = statement.executeQuery(question)) {
      return answer.next() && answer.getBoolean(1);
    }
  }

  /** The innermost one: a pool puts exceptions of its own around the driver's. */
  private static @Nullable String sqlState(Throwable failure) {
    String state = null;
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof SQLException sql && sql.getSQLState() != null) {
        state = sql.getSQLState();
      }
    }
    return state;
  }

  private static boolean rootIsNoSql(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof SQLException) {
        return false;
      }
    }
    return true;
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
