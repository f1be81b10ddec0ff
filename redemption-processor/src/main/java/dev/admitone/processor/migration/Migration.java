package dev.admitone.processor.migration;

import dev.admitone.processor.ProcessorProperties;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.flyway.autoconfigure.FlywayAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Import;

/**
 * The migrations alone, as the owner of the tables, so that the processor need not know the owner's
 * password.
 */
@ImportAutoConfiguration({DataSourceAutoConfiguration.class, FlywayAutoConfiguration.class})
@EnableConfigurationProperties({ProcessorProperties.class, MigrationProperties.class})
@Import(MigrationConfiguration.class)
public final class Migration {

  private static final Logger log = LoggerFactory.getLogger(Migration.class);
  private static final String ROLE = "admit_one_processor";

  private static final String LET_IN = "alter role admit_one_processor login";

  /** So that the processor can say that its database is too old. */
  private static final String SHOW_VERSION =
      "grant select on flyway_schema_history to admit_one_processor";

  private Migration() {}

  /** Returns when the database is up to date. */
  public static void run(String... arguments) {
    try (ConfigurableApplicationContext context =
        new SpringApplicationBuilder(Migration.class)
            .properties("spring.config.name=redemption-processor")
            .web(WebApplicationType.NONE)
            .run(arguments)) {
      settle(
          context.getBean(DataSource.class),
          context.getBean(MigrationProperties.class).processorPassword());
      log.info("The database is up to date.");
    } catch (SQLException e) {
      throw new IllegalStateException("The processor's role cannot be set up", e);
    }
  }

  private static void settle(DataSource owner, @Nullable String processorPassword)
      throws SQLException {
    try (Connection connection = owner.getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute(SHOW_VERSION);
      if (processorPassword != null && !processorPassword.isBlank()) {
        // Hashed here: the server's log may show statements.
        connection
            .unwrap(PGConnection.class)
            .alterUserPassword(ROLE, processorPassword.toCharArray(), "scram-sha-256");
        statement.execute(LET_IN);
      }
    }
  }
}
