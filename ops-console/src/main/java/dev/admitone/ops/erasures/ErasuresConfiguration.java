package dev.admitone.ops.erasures;

import dev.admitone.ops.audit.Audit;
import dev.admitone.ops.ledger.Ledger;
import dev.admitone.ops.log.Commands;
import dev.admitone.service.ContractProperties;
import dev.admitone.service.ErasureProperties;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Beans of this package. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(ErasureProperties.class)
class ErasuresConfiguration {

  /** The first version of the requests that has the command. */
  private static final int WRITE_VERSION_MIN = 2;

  @Bean
  Erasures erasures(
      Ledger ledger,
      Commands commands,
      Audit audit,
      ContractProperties contract,
      ErasureProperties settings) {
    return new Erasures(
        new KnownUsersTable(ledger),
        commands,
        audit,
        contract.writeVersion() < WRITE_VERSION_MIN ? null : settings.pseudonyms().orElse(null));
  }
}
