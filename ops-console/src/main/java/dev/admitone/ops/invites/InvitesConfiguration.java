package dev.admitone.ops.invites;

import dev.admitone.ops.export.Exports;
import dev.admitone.ops.history.History;
import dev.admitone.ops.ledger.Ledger;
import dev.admitone.ops.settings.LedgerProperties;
import java.time.Clock;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Beans of this package. */
@Configuration(proxyBeanMethods = false)
class InvitesConfiguration {

  @Bean
  Invites invites(Ledger ledger, LedgerProperties settings, Clock clock) {
    return new Invites(new InvitesTable(ledger), clock, settings.searchTime());
  }

  @Bean
  InviteExports inviteExports(Invites invites, History history, Exports exports, Clock clock) {
    return new InviteExports(invites, history, exports, clock);
  }
}
