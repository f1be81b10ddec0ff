package dev.admitone.processor.jdbc;

import dev.admitone.embedded.SharedServices;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.UUID;
import org.flywaydb.core.Flyway;
import org.postgresql.ds.PGSimpleDataSource;
import org.springframework.jdbc.core.JdbcTemplate;

/** A database of one's own on the shared server. */
final class TestDatabase {

  private final String url;

  private TestDatabase(String url) {
    this.url = url;
  }

  static TestDatabase empty() {
    String name = "jdbc_" + UUID.randomUUID().toString().replace('-', '_');
    return new TestDatabase(SharedServices.database().createDatabase(name));
  }

  static TestDatabase migrated() {
    TestDatabase database = empty();
    database.flyway().migrate();
    return database;
  }

  Flyway flyway() {
    return flyway("latest");
  }

  /** Migrates as far as the version. */
  Flyway flyway(String version) {
    return Flyway.configure().dataSource(dataSource()).target(version).load();
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
}
