package dev.admitone.processor.database;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.MigrationInfo;
import org.flywaydb.core.api.MigrationVersion;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.io.ClassPathResource;

/**
 * The schema with the tables: Admit One's own. Its contents are checked before Flyway runs, whose
 * advice for unknown contents (baseline, repair) would do harm here.
 */
final class OwnSchema {

  private static final Logger LOG = LoggerFactory.getLogger(OwnSchema.class);

  private static final String HISTORY = "flyway_schema_history";
  private static final String FIRST_SCRIPT = "V1__invites_and_ledger.sql";

  private static final String HAS_HISTORY =
      "select to_regclass(format('%I.flyway_schema_history', current_schema())) is not null";

  /** Also of an empty one: Flyway makes the table first. */
  private static final String HISTORY_IS_OURS =
      """
      select exists (select from %1$s where script = '%2$s')
          or not exists (select from %1$s)
      """
          .formatted(HISTORY, FIRST_SCRIPT);

  /** Only scripts that can be run again leave such a row: the others are rolled back whole. */
  private static final String FORGET_FAILED = "delete from %s where not success".formatted(HISTORY);

  /** Tables that extensions made are no data of another application. */
  private static final String TABLES =
      """
      select string_agg(relname, ', ' order by relname)
      from (
        select relname from pg_class t
        where relnamespace = quote_ident(current_schema())::regnamespace
          and relkind in ('r', 'p', 'v', 'm', 'f') and relname <> 'flyway_schema_history'
          and not exists (
            select from pg_depend
            where classid = 'pg_class'::regclass and objid = t.oid and deptype = 'e')
        order by relname
        limit 5
      ) listed
      """;

  private static final String ADVICE =
      "Give Admit One a database or a schema of its own: spring.datasource.url, or"
          + " admit-one.processor.schema, as docs/how-to/set-up-the-database.md describes. Do not"
          + " baseline or repair.";

  private final Flyway flyway;
  private final Connection connection;

  /** With a session that works in the schema. */
  OwnSchema(Flyway flyway, Connection connection) {
    this.flyway = flyway;
    this.connection = connection;
  }

  /**
   * Records the migrations that were applied by hand as applied.
   *
   * @throws DatabaseUnusableException if the schema is not Admit One's
   */
  void prepare() throws SQLException {
    boolean hasHistory = isTrue(HAS_HISTORY);
    if (hasHistory) {
      requireOwnHistory();
    }
    MigrationVersion applied = appliedByHand();
    if (applied != null) {
      record(applied, hasHistory);
    } else if (!hasHistory) {
      String tables = text(TABLES);
      if (tables != null) {
        throw new DatabaseUnusableException(
            "The schema %s has tables of another application: %s.".formatted(name(), tables),
            ADVICE,
            null);
      }
    }
  }

  private void requireOwnHistory() throws SQLException {
    boolean ours;
    try {
      ours = isTrue(HISTORY_IS_OURS);
    } catch (SQLException e) {
      throw notOurs(e);
    }
    if (!ours) {
      throw notOurs(null);
    }
    try (Statement statement = connection.createStatement()) {
      statement.executeUpdate(FORGET_FAILED);
    }
  }

  private DatabaseUnusableException notOurs(@Nullable SQLException e) throws SQLException {
    return new DatabaseUnusableException(
        "The schema %s belongs to another application: its %s does not begin with Admit One's"
                .formatted(name(), HISTORY)
            + " first migration.",
        ADVICE,
        e);
  }

  /** The newest of those that came without Flyway, for instance by psql -f, without a gap. */
  private @Nullable MigrationVersion appliedByHand() throws SQLException {
    MigrationVersion newest = null;
    for (MigrationInfo pending : flyway.info().pending()) {
      Optional<String> question = question(pending.getScript());
      if (question.isEmpty() || !isTrue(question.get())) {
        break;
      }
      newest = pending.getVersion();
    }
    return newest;
  }

  private void record(MigrationVersion upTo, boolean hasHistory) {
    LOG.info("The migrations up to {} were applied by hand: recorded", upTo);
    var recording =
        Flyway.configure(flyway.getConfiguration().getClassLoader())
            .configuration(flyway.getConfiguration())
            .target(upTo)
            .skipExecutingMigrations(true);
    if (!hasHistory) {
      recording.baselineOnMigrate(true).baselineVersion("0");
    }
    recording.load().migrate();
  }

  /**
   * Each migration comes with a question to the database: is this one applied. Without one it is
   * Flyway's alone.
   */
  private static Optional<String> question(String script) {
    var question =
        new ClassPathResource("db/applied/" + script.substring(script.lastIndexOf('/') + 1));
    try {
      return question.exists() ? Optional.of(question.getContentAsString(UTF_8)) : Optional.empty();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private @Nullable String name() throws SQLException {
    return text("select current_schema()");
  }

  private boolean isTrue(String question) throws SQLException {
    return "t".equals(text(question));
  }

  private @Nullable String text(String question) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(question)) {
      rows.next();
      return rows.getString(1);
    }
  }
}
