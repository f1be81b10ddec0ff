package dev.admitone.ops.ledger;

import com.zaxxer.hikari.HikariDataSource;
import dev.admitone.ops.settings.LedgerProperties;
import java.time.Duration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Beans of this package. */
@Configuration(proxyBeanMethods = false)
class LedgerConfiguration {

  private static final Duration CONNECTED_WAIT = Duration.ofSeconds(1);

  @Bean
  HikariDataSource ledgerReader(LedgerProperties settings) {
    return LedgerPool.of(settings);
  }

  @Bean
  Ledger ledger(HikariDataSource ledgerReader) {
    return new Ledger(ledgerReader);
  }

  @Bean
  LedgerHealth ledgerHealthIndicator(Ledger ledger, LedgerProperties settings) {
    return new LedgerHealth(ledger, settings.connectionWait().plus(CONNECTED_WAIT));
  }
}
