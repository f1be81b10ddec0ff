package dev.admitone.processor.database;

import com.zaxxer.hikari.HikariDataSource;
import dev.admitone.processor.jdbc.LedgerTransactions;
import dev.admitone.processor.jdbc.SessionTransactionManager;
import dev.admitone.processor.settings.ProcessorProperties;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Properties;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.springframework.kafka.core.ConsumerFactory;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** The lanes' connections: one for each, in sessions that end by themselves when a lane freezes. */
@Configuration(proxyBeanMethods = false)
public class DatabaseConfiguration {

  private static final Logger LOG = LoggerFactory.getLogger(DatabaseConfiguration.class);

  private static final String MIGRATIONS = "classpath:db/migration/V*.sql";
  private static final Pattern VERSION = Pattern.compile("V(\\d+)__.*");

  /** Sets up the pool before its first connection, for connection details of any source. */
  @Bean
  static BeanPostProcessor ledgerPool(
      ObjectProvider<ProcessorProperties> processor,
      ObjectProvider<ConsumerFactory<byte[], byte[]>> consumers) {
    return new BeanPostProcessor() {
      @Override
      public Object postProcessBeforeInitialization(Object bean, String beanName) {
        if (bean instanceof HikariDataSource pool) {
          LedgerPool.setUp(pool, processor.getObject(), maxPollInterval(consumers.getObject()));
        }
        return bean;
      }
    };
  }

  @Bean
  PlatformTransactionManager transactionManager(DataSource database) {
    return new SessionTransactionManager(database);
  }

  @Bean
  TransactionTemplate transactionTemplate(PlatformTransactionManager transactionManager) {
    return new LedgerTransactions(transactionManager);
  }

  /** Replaces Spring Boot's own health of the database, which has no time-out. */
  @Bean
  DatabaseHealth dbHealthContributor(DataSource database) {
    return new DatabaseHealth(database);
  }

  /** Before a lane begins, and once the migrations have run where they run here. */
  @Bean
  SmartInitializingSingleton databaseAtStart(
      HikariDataSource pool,
      JdbcConnectionDetails details,
      ProcessorProperties processor,
      DatabaseHealth health) {
    return () -> {
      DatabaseAtStart.await(plain(pool), processor.databaseWait(), details.getJdbcUrl());
      LedgerPool.requireSettings(pool, processor.session());
      DatabaseAtStart.requireTables(pool, newestMigration());
      Object warning = health.health().getDetails().get(DatabaseHealth.WARNING);
      if (warning != null) {
        LOG.warn("{}", warning);
      }
    };
  }

  /** Connections to the same database without the settings that an old server does not know. */
  private static DataSource plain(HikariDataSource pool) {
    Properties properties = new Properties();
    pool.getDataSourceProperties()
        .forEach((name, value) -> properties.setProperty((String) name, String.valueOf(value)));
    properties.remove("options");
    setUnlessNull(properties, "user", pool.getUsername());
    setUnlessNull(properties, "password", pool.getPassword());
    return new DriverManagerDataSource(pool.getJdbcUrl(), properties);
  }

  private static void setUnlessNull(Properties properties, String name, @Nullable String value) {
    if (value != null) {
      properties.setProperty(name, value);
    }
  }

  private static int newestMigration() {
    try {
      return Stream.of(new PathMatchingResourcePatternResolver().getResources(MIGRATIONS))
          .map(resource -> VERSION.matcher(String.valueOf(resource.getFilename())))
          .filter(Matcher::matches)
          .mapToInt(version -> Integer.parseInt(version.group(1)))
          .max()
          .orElseThrow();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Duration maxPollInterval(ConsumerFactory<byte[], byte[]> consumers) {
    ConsumerConfig config = new ConsumerConfig(consumers.getConfigurationProperties());
    return Duration.ofMillis(config.getInt(ConsumerConfig.MAX_POLL_INTERVAL_MS_CONFIG));
  }
}
