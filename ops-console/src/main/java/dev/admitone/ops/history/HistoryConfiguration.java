package dev.admitone.ops.history;

import dev.admitone.ops.ledger.Ledger;
import dev.admitone.ops.search.TimeSearch;
import dev.admitone.ops.settings.LedgerProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Beans of this package. */
@Configuration(proxyBeanMethods = false)
class HistoryConfiguration {

  @Bean
  History history(Ledger ledger, LedgerProperties settings) {
    return new History(
        new UsesTable(ledger),
        new RefusalsTable(ledger),
        new TimeSearch(settings.searchTime(), System::nanoTime));
  }
}
