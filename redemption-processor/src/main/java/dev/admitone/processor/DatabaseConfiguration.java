package dev.admitone.processor;

import com.zaxxer.hikari.HikariDataSource;
import java.time.Duration;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.kafka.core.ConsumerFactory;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/** The lanes' connections: one for each, in sessions that end by themselves when a lane freezes. */
@Configuration(proxyBeanMethods = false)
class DatabaseConfiguration {

  /** Sets up the pool before its first connection, whoever says where the database is. */
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
