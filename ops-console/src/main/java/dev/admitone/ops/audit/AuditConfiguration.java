package dev.admitone.ops.audit;

import dev.admitone.ops.kept.Kept;
import dev.admitone.ops.log.Commands;
import dev.admitone.ops.search.TimeSearch;
import dev.admitone.ops.settings.LedgerProperties;
import java.time.Clock;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Beans of this package. */
@Configuration(proxyBeanMethods = false)
class AuditConfiguration {

  @Bean
  Audit audit(Kept kept, Commands commands, LedgerProperties settings, Clock clock) {
    TimeSearch search = new TimeSearch(settings.searchTime(), System::nanoTime);
    return new Audit(new AuditTable(kept), commands, search, clock);
  }
}
