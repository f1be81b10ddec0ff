package dev.admitone.ops.changes;

import dev.admitone.ops.audit.Audit;
import dev.admitone.ops.invites.Invites;
import dev.admitone.ops.ledger.Ledger;
import dev.admitone.ops.log.Commands;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Beans of this package. */
@Configuration(proxyBeanMethods = false)
class ChangesConfiguration {

  @Bean
  Changes changes(Invites invites, Ledger ledger, Commands commands, Audit audit) {
    return new Changes(
        invites, new GrantsTable(ledger), new AuditedCommands(commands, audit, invites));
  }
}
