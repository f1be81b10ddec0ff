package dev.admitone.ops.imports;

import dev.admitone.ops.ledger.Ledger;
import dev.admitone.ops.log.RequestWriter;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Beans of this package. */
@Configuration(proxyBeanMethods = false)
class ImportsConfiguration {

  @Bean
  Imports imports(Ledger ledger, RequestWriter log) {
    return new Imports(new ImportsTable(ledger), log);
  }
}
