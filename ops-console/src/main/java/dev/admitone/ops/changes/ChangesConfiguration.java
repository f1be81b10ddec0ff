package dev.admitone.ops.changes;

import dev.admitone.ops.audit.Audit;
import dev.admitone.ops.invites.Invites;
import dev.admitone.ops.ledger.Ledger;
import dev.admitone.ops.log.Commands;
import dev.admitone.service.ContractProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Beans of this package. */
@Configuration(proxyBeanMethods = false)
class ChangesConfiguration {

  @Bean
  AuditedCommands auditedCommands(Commands commands, Audit audit, Invites invites) {
    return new AuditedCommands(commands, audit, invites);
  }

  @Bean
  Changes changes(Invites invites, Ledger ledger, AuditedCommands commands) {
    return new Changes(invites, new GrantsTable(ledger), commands);
  }

  @Bean
  CountRepairs countRepairs(Ledger ledger, AuditedCommands commands, ContractProperties contract) {
    return new CountRepairs(new CountsTable(ledger), commands, contract.writeVersion());
  }
}
