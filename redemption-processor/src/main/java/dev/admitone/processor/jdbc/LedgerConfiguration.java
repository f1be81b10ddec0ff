package dev.admitone.processor.jdbc;

import dev.admitone.processor.redemption.Pseudonyms;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.JdbcTemplate;

/** Beans of this package. */
@Configuration(proxyBeanMethods = false)
class LedgerConfiguration {

  @Bean
  JdbcLedger ledger(JdbcTemplate jdbc, Pseudonyms pseudonyms) {
    return new JdbcLedger(jdbc, pseudonyms);
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
