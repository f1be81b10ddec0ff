package dev.admitone.processor.jdbc;

import dev.admitone.embedded.SharedServices;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.flywaydb.core.Flyway;
import org.jspecify.annotations.Nullable;
import org.postgresql.ds.PGSimpleDataSource;
import org.springframework.jdbc.core.JdbcTemplate;

/** A database of one's own on the shared server. */
final class TestDatabase {

  private static final String COUNTED_AND_ACTUAL =
      """
      SELECT
        i.code,
        i.current_uses,
        i.max_uses,
        COUNT(iu.id) as actual_uses
      FROM invites i
      LEFT JOIN invite_uses iu ON iu.invite_id = i.id
      WHERE i.code = ?
      GROUP BY i.id
      """;

  private static final String DUPLICATES =
      """
      SELECT invite_id, used_by, COUNT(*)
      FROM invite_uses
      GROUP BY invite_id, used_by
      HAVING COUNT(*) > 1
      """;

  private final String url;

  private TestDatabase(String url) {
    this.url = url;
  }

  static TestDatabase empty() {
    return new TestDatabase(SharedServices.database().createDatabase(newName()));
  }

  /** With the newest tables. */
  static TestDatabase migrated() {
    return new TestDatabase(MigratedDatabases.create(newName()));
  }

  private static String newName() {
    return "jdbc_" + UUID.randomUUID().toString().replace('-', '_');
  }

  Flyway flyway() {
    return flyway("latest");
  }

  /** Migrates as far as the version. */
  Flyway flyway(String version) {
    return Flyway.configure()
        .configuration(Map.of("flyway.postgresql.transactional.lock", "false"))
        .dataSource(dataSource())
        .target(version)
        .load();
  }

  PGSimpleDataSource dataSource() {
    PGSimpleDataSource dataSource = new PGSimpleDataSource();
    dataSource.setUrl(url);
    dataSource.setUser(SharedServices.database().username());
    return dataSource;
  }

  /** Each statement on a connection, and so in a transaction, of its own. */
  JdbcTemplate sql() {
    return new JdbcTemplate(dataSource());
  }

  /** The same as the processor. */
  JdbcTemplate sqlOfTheProcessor() {
    PGSimpleDataSource dataSource = dataSource();
    dataSource.setUser(SharedServices.database().processorUsername());
    return new JdbcTemplate(dataSource);
  }

  Connection connect() throws SQLException {
    return dataSource().getConnection();
  }

  /** What the invite says of its uses, and how many there are. */
  Map<String, @Nullable Object> countedAndActual(String code) {
    return sql().queryForMap(COUNTED_AND_ACTUAL, code);
  }

  /** The codes that the log is to be told of. */
  List<@Nullable String> refreshes() {
    return sql().queryForList("select distinct code from invite_refreshes", String.class);
  }

  /** Users with two uses of one invite. */
  List<Map<String, @Nullable Object>> duplicates() {
    return sql().queryForList(DUPLICATES);
  }
}
