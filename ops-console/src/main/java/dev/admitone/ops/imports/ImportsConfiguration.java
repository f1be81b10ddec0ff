package dev.admitone.ops.imports;

import dev.admitone.ops.audit.Audit;
import dev.admitone.ops.ledger.Ledger;
import dev.admitone.ops.log.Commands;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Beans of this package. */
@Configuration(proxyBeanMethods = false)
class ImportsConfiguration {

  @Bean
  Imports imports(Ledger ledger, Commands commands, Audit audit) {
    return new Imports(new ImportBatches(new ImportsTable(ledger), commands), audit);
  }
}
