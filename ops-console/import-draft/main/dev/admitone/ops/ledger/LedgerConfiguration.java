package dev.admitone.ops.ledger;

import com.zaxxer.hikari.HikariDataSource;
import dev.admitone.ops.settings.LedgerProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Beans of this package. */
@Configuration(proxyBeanMethods = false)
class LedgerConfiguration {

  @Bean
  HikariDataSource ledgerReader(LedgerProperties settings) {
    return LedgerPool.of(settings);
  }

  @Bean
  Ledger ledger(HikariDataSource ledgerReader) {
    return new Ledger(ledgerReader);
  }

  @Bean
  LedgerHealth ledgerHealthIndicator(Ledger ledger) {
    return new LedgerHealth(ledger);
  }
}
