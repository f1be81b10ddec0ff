package dev.admitone.processor.migration;

import dev.admitone.processor.ProcessorProperties;
import org.springframework.boot.flyway.autoconfigure.FlywayMigrationStrategy;
import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Migrations wait for the database, in the processor and where they run alone. */
@Configuration(proxyBeanMethods = false)
class MigrationConfiguration {

  @Bean
  FlywayMigrationStrategy migrationStrategy(
      ProcessorProperties processor, JdbcConnectionDetails database) {
    return flyway -> {
      DatabaseAtStart.await(
          flyway.getConfiguration().getDataSource(),
          processor.databaseWait(),
          database.getJdbcUrl());
      flyway.migrate();
    };
  }
}
