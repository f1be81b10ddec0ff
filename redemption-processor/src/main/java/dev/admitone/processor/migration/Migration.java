package dev.admitone.processor.migration;

import dev.admitone.processor.ProcessorProperties;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.flyway.autoconfigure.FlywayAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
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

  private Migration() {}

  /** Returns when the database is up to date and the processor's role has its rights. */
  public static void run(String... arguments) {
    new SpringApplicationBuilder(Migration.class)
        .properties("spring.config.name=redemption-processor")
        .web(WebApplicationType.NONE)
        .run(arguments)
        .close();
    log.info("The database is up to date.");
  }
}
