package dev.admitone.processor.jdbc;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.JdbcTemplate;

/** Beans of this package. */
@Configuration(proxyBeanMethods = false)
class LedgerConfiguration {

  @Bean
  JdbcLedger ledger(JdbcTemplate jdbc) {
    return new JdbcLedger(jdbc);
  }

  @Bean
  PlacesTable ledgerPlaces(JdbcTemplate jdbc) {
    return new PlacesTable(jdbc);
  }

  @Bean
  RefreshesTable refreshNotes(JdbcTemplate jdbc) {
    return new RefreshesTable(jdbc);
  }
}
