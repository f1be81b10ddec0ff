package dev.admitone.processor.database;

import dev.admitone.processor.settings.ProcessorProperties;
import java.util.ArrayList;
import java.util.List;
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

  private static final Logger LOG = LoggerFactory.getLogger(Migration.class);

  private static final String ENABLED = "--spring.flyway.enabled=";

  private Migration() {}

  /**
   * Returns when the database is up to date and the processor's role has its rights, also where
   * {@code spring.flyway.enabled} is false: that keeps a processor from migrating at its start.
   */
  public static void run(String... arguments) {
    List<String> all = new ArrayList<>(List.of(arguments));
    all.removeIf(argument -> argument.startsWith(ENABLED));
    all.add(ENABLED + true);
    new SpringApplicationBuilder(Migration.class)
        .properties("spring.config.name=redemption-processor")
        .web(WebApplicationType.NONE)
        .run(all.toArray(String[]::new))
        .close();
    LOG.info("The database is up to date.");
  }
}
