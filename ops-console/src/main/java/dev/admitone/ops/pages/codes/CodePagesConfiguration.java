package dev.admitone.ops.pages.codes;

import dev.admitone.ops.changes.CountRepairs;
import dev.admitone.ops.drift.DriftedCounts;
import dev.admitone.ops.ledger.Ledger;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Beans of this package. */
@Configuration(proxyBeanMethods = false)
class CodePagesConfiguration {

  @Bean
  UsesChart usesChart(Ledger ledger) {
    return new UsesChart(new UsesOverTimeTable(ledger));
  }

  @Bean
  CountDrift countDrift(DriftedCounts found, CountRepairs repairs) {
    return new CountDrift(found, repairs);
  }
}
