package dev.admitone.ops.numbers;

import dev.admitone.ops.ledger.Ledger;
import io.micrometer.core.instrument.MeterRegistry;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Beans of this package. */
@Configuration(proxyBeanMethods = false)
class NumbersConfiguration {

  @Bean
  DatabaseWatch databaseWatch(Ledger ledger, MeterRegistry registry) {
    return new DatabaseWatch(
        new DatabaseNumbersTable(ledger)::read, new DatabaseMeters(registry)::show);
  }
}
