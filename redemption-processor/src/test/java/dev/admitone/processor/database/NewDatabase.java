package dev.admitone.processor.database;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.admitone.embedded.SharedServices;
import java.io.IOException;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.flywaydb.core.Flyway;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.ClassPathResource;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/** An empty database of the shared server, and the ways to bring tables into it. */
record NewDatabase(DriverManagerDataSource dataSource) {

  static NewDatabase create() {
    String name = "start_" + UUID.randomUUID().toString().replace('-', '_');
    return at(SharedServices.database().createDatabase(name));
  }

  static NewDatabase at(String url) {
    return new NewDatabase(
        new DriverManagerDataSource(url, SharedServices.database().username(), ""));
  }

  JdbcTemplate sql() {
    return new JdbcTemplate(dataSource);
  }

  String url() {
    return String.valueOf(dataSource.getUrl());
  }

  Flyway flyway(@Nullable String schema) {
    var flyway =
        Flyway.configure()
            .configuration(Map.of("flyway.postgresql.transactional.lock", "false"))
            .dataSource(dataSource);
    if (schema != null) {
      flyway.defaultSchema(schema);
    }
    return flyway.load();
  }

  void migrate() {
    Migrator.migrate(flyway(null), Map.of());
  }

  /** The migrations in their order. */
  static List<String> scripts() throws IOException {
    var resources =
        new PathMatchingResourcePatternResolver().getResources("classpath:db/migration/V*.sql");
    return Stream.of(resources)
        .map(Resource::getFilename)
        .map(String::valueOf)
        .sorted(
            Comparator.comparingInt(
                name -> Integer.parseInt(name.substring(1, name.indexOf("__")))))
        .toList();
  }

  /** As {@code psql -f} does: what stands alone in a transaction is sent alone. */
  void applyByHand(String script) throws IOException {
    String text = new ClassPathResource("db/migration/" + script).getContentAsString(UTF_8);
    boolean inOneTransaction = !new ClassPathResource("db/migration/" + script + ".conf").exists();
    if (inOneTransaction) {
      sql().execute(text);
      return;
    }
    for (String statement : statements(text)) {
      sql().execute(statement);
    }
  }

  /** Cut at the semicolons that end a line, but for those within a quoted body. */
  static List<String> statements(String text) {
    String[] parts = text.split("\\$\\$", -1);
    for (int i = 1; i < parts.length; i += 2) {
      parts[i] = parts[i].replace(";\n", ";\r");
    }
    return Stream.of(String.join("$$", parts).split(";\n"))
        .map(statement -> statement.replace(";\r", ";\n"))
        .filter(statement -> !statement.isBlank())
        .toList();
  }
}
