package dev.admitone.processor;

import com.zaxxer.hikari.HikariDataSource;
import java.time.Duration;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.springframework.boot.jdbc.autoconfigure.DataSourceProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.kafka.core.ConsumerFactory;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/** The lanes' connections: one for each, in sessions that end by themselves when a lane freezes. */
@Configuration(proxyBeanMethods = false)
class DatabaseConfiguration {

  /** For health checks beside the lanes. */
  private static final int CONNECTIONS_BESIDE_LANES = 2;

  private static final Duration CONNECTION_WAIT = Duration.ofSeconds(5);

  @Bean
  HikariDataSource dataSource(
      DataSourceProperties connection,
      ProcessorProperties processor,
      ConsumerFactory<byte[], byte[]> consumers) {
    SessionSettings session = new SessionSettings(processor.session());
    session.requireBelow(maxPollInterval(consumers));
    HikariDataSource pool =
        connection.initializeDataSourceBuilder().type(HikariDataSource.class).build();
    pool.setPoolName("ledger");
    pool.setMaximumPoolSize(processor.lanes() + CONNECTIONS_BESIDE_LANES);
    pool.setMinimumIdle(processor.lanes());
    pool.setConnectionTimeout(CONNECTION_WAIT.toMillis());
    session.applyTo(pool);
    return pool;
  }

  /** Each statement of a batch sees what was committed before it: the lock is the first one. */
  @Bean
  TransactionTemplate transactionTemplate(PlatformTransactionManager transactionManager) {
    TransactionTemplate transactions = new TransactionTemplate(transactionManager);
    transactions.setIsolationLevel(TransactionDefinition.ISOLATION_READ_COMMITTED);
    return transactions;
  }

  private static Duration maxPollInterval(ConsumerFactory<byte[], byte[]> consumers) {
    ConsumerConfig config = new ConsumerConfig(consumers.getConfigurationProperties());
    return Duration.ofMillis(config.getInt(ConsumerConfig.MAX_POLL_INTERVAL_MS_CONFIG));
  }
}
