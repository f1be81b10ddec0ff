package dev.admitone.processor.jdbc.audit;

import dev.admitone.processor.audit.AuditLedger;
import dev.admitone.processor.redemption.Pseudonyms;
import org.springframework.context.annotation.Bean;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.support.TransactionTemplate;

/** Both ledgers as an audit needs them: imported by the command, found by no scan. */
public class AuditLedgerConfiguration {

  @Bean
  AuditLedger auditLedger(
      JdbcTemplate jdbc, TransactionTemplate transactions, Pseudonyms pseudonyms) {
    return new JdbcAuditLedger(jdbc, transactions, pseudonyms);
  }
}
