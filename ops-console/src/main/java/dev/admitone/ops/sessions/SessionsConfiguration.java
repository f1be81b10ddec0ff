package dev.admitone.ops.sessions;

import dev.admitone.ops.audit.Audit;
import dev.admitone.ops.ledger.Ledger;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Beans of this package. */
@Configuration(proxyBeanMethods = false)
class SessionsConfiguration {

  @Bean
  Sessions blockingSessions(Ledger ledger, Audit audit) {
    return new Sessions(new SessionsTable(ledger), audit);
  }
}
