package dev.admitone.processor.database;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.MigrationInfo;
import org.postgresql.PGConnection;
import org.springframework.core.io.ClassPathResource;

/**
 * The role that the processor works under. Roles belong to the server and not to the database: a
 * restored dump comes without them, and often without their rights.
 */
final class ProcessorRole {

  private static final String ROLE = "admit_one_processor";
  private static final String INSUFFICIENT_PRIVILEGE = "42501";

  private static final String CREATE =
      """
      do $$
      begin
          if not exists (select from pg_roles where rolname = 'admit_one_processor') then
              create role admit_one_processor nologin;
          end if;
      exception
          when duplicate_object or unique_violation then null;
      end
      $$
      """;

  private static final String LET_IN = "alter role admit_one_processor login";

  private static final String USE_SCHEMA =
      """
      do $$
      begin
          execute format('grant usage on schema %I to admit_one_processor', current_schema());
      end
      $$
      """;

  /** So that the processor can report that its database is too old. */
  private static final String SHOW_VERSION =
      "grant select on flyway_schema_history to admit_one_processor";

  /** The grants to the role that the migrations have; granting again does no harm. */
  private static final Pattern GRANT =
      Pattern.compile("^(grant|revoke) [^;]*\\badmit_one_processor;", Pattern.MULTILINE);

  private final Connection owner;

  /** With a session of the owner that works in the schema. */
  ProcessorRole(Connection owner) {
    this.owner = owner;
  }

  /** Makes the role if it is missing. */
  void create() throws SQLException {
    try (Statement statement = owner.createStatement()) {
      statement.execute(CREATE);
    } catch (SQLException e) {
      if (INSUFFICIENT_PRIVILEGE.equals(e.getSQLState())) {
        throw new DatabaseUnusableException(
            "The role %s is missing, and the user of the migrations may not make it."
                .formatted(ROLE),
            "Make it as a superuser: create role admit_one_processor login password '…'.",
            e);
      }
      throw e;
    }
  }

  /** Gives the role the rights that the applied migrations name. */
  void grant(Flyway migrated) throws SQLException {
    try (Statement statement = owner.createStatement()) {
      statement.execute(USE_SCHEMA);
      statement.execute(SHOW_VERSION);
      for (MigrationInfo applied : migrated.info().applied()) {
        for (String grant : grantsOf(applied.getScript())) {
          statement.execute(grant);
        }
      }
    }
  }

  /** Lets the role in with the password. */
  void letIn(String password) throws SQLException {
    // Hashed here: the server's log may show statements.
    owner
        .unwrap(PGConnection.class)
        .alterUserPassword(ROLE, password.toCharArray(), "scram-sha-256");
    try (Statement statement = owner.createStatement()) {
      statement.execute(LET_IN);
    }
  }

  private static List<String> grantsOf(String script) {
    ClassPathResource migration =
        new ClassPathResource("db/migration/" + script.substring(script.lastIndexOf('/') + 1));
    if (!migration.exists()) {
      // The row that marks the beginning of the history, or a newer release's migration.
      return List.of();
    }
    try {
      return GRANT
          .matcher(migration.getContentAsString(UTF_8))
          .results()
          .map(MatchResult::group)
          // V4 names the usual schema; USE_SCHEMA grants the same on the actual one.
          .filter(grant -> !grant.startsWith("grant usage on schema"))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
