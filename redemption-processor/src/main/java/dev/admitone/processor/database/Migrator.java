package dev.admitone.processor.database;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Map;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings a database up to date: its schema, its tables, the services' roles and their rights. Of
 * several that run at once, one works and the others wait.
 */
final class Migrator {

  private static final Logger LOG = LoggerFactory.getLogger(Migrator.class);

  /** "admit1" in ASCII. Tried repeatedly: a waiting statement would keep a snapshot. */
  private static final String TRY_LOCK = "select pg_try_advisory_lock(x'61646d697431'::bigint)";

  private static final String UNLOCK = "select pg_advisory_unlock(x'61646d697431'::bigint)";
  private static final String WORK_IN = "select set_config('search_path', quote_ident(?), false)";
  private static final String HAS_SCHEMA = "select to_regnamespace(quote_ident(?)) is not null";
  private static final Duration BETWEEN_TRIES = Duration.ofMillis(200);

  private Migrator() {}

  /**
   * Returns when the database is up to date.
   *
   * @param passwords let these roles in; the others stay as they are
   * @throws DatabaseUnusableException if that is not possible
   */
  static void migrate(Flyway flyway, Map<ServiceRoles.Role, String> passwords) {
    try (Connection owner = flyway.getConfiguration().getDataSource().getConnection()) {
      lock(owner);
      try {
        workIn(owner, flyway.getConfiguration().getDefaultSchema());
        ServiceRoles roles = new ServiceRoles(owner);
        new OwnSchema(flyway, owner).prepare();
        roles.create();
        inCheckedSchema(flyway).migrate();
        roles.grant(flyway);
        for (Map.Entry<ServiceRoles.Role, String> password : passwords.entrySet()) {
          roles.letIn(password.getKey(), password.getValue());
        }
        Collations.requireUnchanged(owner);
      } finally {
        unlock(owner);
      }
    } catch (FlywayException e) {
      throw failed(rootMessage(e), e);
    } catch (SQLException e) {
      throw failed(e.getMessage(), e);
    }
  }

  /** Flyway alone would take a function of another application for its data. */
  private static Flyway inCheckedSchema(Flyway flyway) {
    return Flyway.configure(flyway.getConfiguration().getClassLoader())
        .configuration(flyway.getConfiguration())
        .baselineOnMigrate(true)
        .baselineVersion("0")
        .load();
  }

  private static void workIn(Connection owner, @Nullable String schema) throws SQLException {
    if (schema == null) {
      return;
    }
    try (PreparedStatement known = owner.prepareStatement(HAS_SCHEMA)) {
      known.setString(1, schema);
      try (ResultSet rows = known.executeQuery()) {
        rows.next();
        if (!rows.getBoolean(1)) {
          try (Statement create = owner.createStatement()) {
            create.execute("create schema " + create.enquoteIdentifier(schema, true));
          }
        }
      }
    }
    try (PreparedStatement path = owner.prepareStatement(WORK_IN)) {
      path.setString(1, schema);
      path.execute();
    }
  }

  private static void lock(Connection owner) throws SQLException {
    boolean waits = false;
    try (Statement statement = owner.createStatement()) {
      while (true) {
        try (ResultSet rows = statement.executeQuery(TRY_LOCK)) {
          rows.next();
          if (rows.getBoolean(1)) {
            return;
          }
        }
        if (!waits) {
          waits = true;
          LOG.info("Another process is bringing the database up to date: waiting for it");
        }
        Thread.sleep(BETWEEN_TRIES);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Interrupted while waiting for another migration", e);
    }
  }

  /** A session that broke has given the lock back. */
  private static void unlock(Connection owner) {
    try (Statement statement = owner.createStatement()) {
      statement.execute(UNLOCK);
    } catch (SQLException e) {
      LOG.debug("The session that had the lock is gone", e);
    }
  }

  private static DatabaseUnusableException failed(@Nullable String why, Exception e) {
    return new DatabaseUnusableException(
        "The database could not be brought up to date: %s".formatted(why),
        "The words are the server's. Repair what they name and run the migrations again: what was"
            + " done so far is kept, what failed is done again.",
        e);
  }

  /** Flyway adds the script's path and more to the server's words. */
  private static @Nullable String rootMessage(Throwable failure) {
    String message = failure.getMessage();
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof SQLException) {
        message = cause.getMessage();
      }
    }
    return message;
  }
}
