package dev.admitone.processor.jdbc.healing;

import dev.admitone.processor.healing.HealingLedger;
import dev.admitone.processor.jdbc.JdbcLedger;
import dev.admitone.processor.redemption.Pseudonyms;
import javax.sql.DataSource;
import org.springframework.context.annotation.Bean;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.support.TransactionTemplate;

/** The ledger as a healing needs it: imported by the command, found by no scan. */
public class HealingLedgerConfiguration {

  @Bean
  HealingLedger healingLedger(
      DataSource database,
      JdbcTemplate jdbc,
      TransactionTemplate transactions,
      Pseudonyms pseudonyms) {
    return new JdbcHealingLedger(database, jdbc, transactions, new JdbcLedger(jdbc, pseudonyms));
  }
}
