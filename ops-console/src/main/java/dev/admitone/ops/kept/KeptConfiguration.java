package dev.admitone.ops.kept;

import dev.admitone.ops.settings.KeptProperties;
import dev.admitone.ops.settings.LedgerProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Beans of this package. */
@Configuration(proxyBeanMethods = false)
class KeptConfiguration {

  /** The pool is no bean of its own: a bean that asks for a data source gets the ledger's. */
  @Bean(destroyMethod = "close")
  Kept kept(KeptProperties settings, LedgerProperties ledger) {
    return new Kept(KeptPool.of(settings, ledger));
  }

  @Bean
  KeptHealth keptHealthIndicator(Kept kept) {
    return new KeptHealth(kept);
  }
}
