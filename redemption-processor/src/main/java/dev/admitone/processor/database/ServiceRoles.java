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
 * The roles that the services work under. Roles belong to the server and not to the database: a
 * restored dump comes without them, and often without their rights.
 */
final class ServiceRoles {

  /** The roles; the migrations say what each may do. */
  enum Role {
    /** Decides: the only writer of the ledger. */
    PROCESSOR("admit_one_processor"),
    /** The console's, which reads the ledger. */
    READER("admit_one_reader"),
    /** The console's, for what it keeps itself. */
    CONSOLE("admit_one_console");

    private final String username;

    Role(String username) {
      this.username = username;
    }

    /** The name on the server. */
    String username() {
      return username;
    }
  }

  private static final String INSUFFICIENT_PRIVILEGE = "42501";

  /** As V4 and V15 do it. */
  private static final String USE_SCHEMAS =
      """
      do $$
      declare
          kept text := case current_schema() when 'public' then 'console'
                                             else current_schema() || '_console' end;
      begin
          execute format('grant usage on schema %I to admit_one_processor, admit_one_reader',
                         current_schema());
          if to_regnamespace(quote_ident(kept)) is null then
              execute format('create schema %I', kept);
          end if;
          execute format('grant usage, create on schema %I to admit_one_console', kept);
      end
      $$
      """;

  /** So that a service can report that its database is too old. */
  private static final String SHOW_VERSION =
      "grant select on flyway_schema_history to admit_one_processor, admit_one_reader";

  /** The grants to the roles that the migrations have; granting again does no harm. */
  private static final Pattern GRANT =
      Pattern.compile(
          "^(grant|revoke) [^;]*\\b(admit_one_processor|admit_one_reader|admit_one_console);",
          Pattern.MULTILINE);

  private final Connection owner;

  /** With a session of the owner that works in the schema. */
  ServiceRoles(Connection owner) {
    this.owner = owner;
  }

  /** Makes those that are missing. */
  void create() throws SQLException {
    try (Statement statement = owner.createStatement()) {
      for (Role role : Role.values()) {
        create(role, statement);
      }
    }
  }

  private static void create(Role role, Statement statement) throws SQLException {
    try {
      statement.execute(creating(role));
    } catch (SQLException e) {
      if (INSUFFICIENT_PRIVILEGE.equals(e.getSQLState())) {
        throw new DatabaseUnusableException(
            "The role %s is missing, and the user of the migrations may not make it."
                .formatted(role.username()),
            "Make it as a superuser: create role %s login password '…'.".formatted(role.username()),
            e);
      }
      throw e;
    }
  }

  private static String creating(Role role) {
    return """
        do $$
        begin
            if not exists (select from pg_roles where rolname = '%1$s') then
                create role %1$s nologin;
            end if;
        exception
            when duplicate_object or unique_violation then null;
        end
        $$
        """
        .formatted(role.username());
  }

  /** Gives the roles the rights that the applied migrations name. */
  void grant(Flyway migrated) throws SQLException {
    try (Statement statement = owner.createStatement()) {
      statement.execute(USE_SCHEMAS);
      statement.execute(SHOW_VERSION);
      for (MigrationInfo applied : migrated.info().applied()) {
        for (String grant : grantsOf(applied.getScript())) {
          statement.execute(grant);
        }
      }
    }
  }

  /** Lets the role in with the password. */
  void letIn(Role role, String password) throws SQLException {
    // Hashed here: the server's log may show statements.
    owner
        .unwrap(PGConnection.class)
        .alterUserPassword(role.username(), password.toCharArray(), "scram-sha-256");
    try (Statement statement = owner.createStatement()) {
      statement.execute("alter role %s login".formatted(role.username()));
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
          // V4 names the usual schema; USE_SCHEMAS grants the same on the actual one.
          .filter(grant -> !grant.startsWith("grant usage on schema"))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
