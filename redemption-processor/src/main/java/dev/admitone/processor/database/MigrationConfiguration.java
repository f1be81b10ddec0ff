package dev.admitone.processor.database;

import dev.admitone.processor.settings.ProcessorProperties;
import java.util.Map;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.flyway.autoconfigure.FlywayConfigurationCustomizer;
import org.springframework.boot.flyway.autoconfigure.FlywayMigrationStrategy;
import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Migrations wait for the database, in the processor and where they run alone. */
@Configuration(proxyBeanMethods = false)
class MigrationConfiguration {

  @Bean
  FlywayConfigurationCustomizer schema(ProcessorProperties processor) {
    return flyway -> {
      if (processor.schema() != null) {
        flyway.defaultSchema(processor.schema());
      }
    };
  }

  @Bean
  FlywayMigrationStrategy migrationStrategy(
      ProcessorProperties processor,
      JdbcConnectionDetails database,
      ObjectProvider<MigrationProperties> migration) {
    return flyway -> {
      DatabaseAtStart.await(
          flyway.getConfiguration().getDataSource(),
          processor.databaseWait(),
          database.getJdbcUrl());
      MigrationProperties alone = migration.getIfAvailable();
      Migrator.migrate(flyway, alone == null ? Map.of() : alone.passwords());
    };
  }
}
