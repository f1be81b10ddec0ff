package dev.admitone.ops.requests;

import dev.admitone.ops.deadletters.DeadLetters;
import dev.admitone.ops.ledger.Ledger;
import dev.admitone.ops.log.LogReader;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Beans of this package. */
@Configuration(proxyBeanMethods = false)
class RequestsConfiguration {

  @Bean
  Requests requests(Ledger ledger, LogReader log, DeadLetters deadLetters) {
    return new Requests(new DecisionsTable(ledger), log, deadLetters);
  }
}
