package dev.admitone.ops.changes;

import dev.admitone.ops.ledger.Ledger;
import java.util.Optional;
import java.util.UUID;

/** Finds the code of a use, which decides where in the log its release belongs. */
final class GrantsTable {

  private static final String ONE =
      """
      select code, used_by from redemption_decisions where id = :id and outcome = 'REDEEMED'
      """;

  private final Ledger ledger;

  GrantsTable(Ledger ledger) {
    this.ledger = ledger;
  }

  /** Empty if no request of the id was granted; a use by SQL has none. */
  Optional<GrantedUse> find(UUID useId) {
    return ledger.ask(
        jdbc ->
            jdbc.sql(ONE)
                .param("id", useId)
                .query((row, _) -> new GrantedUse(row.getString("code"), row.getString("used_by")))
                .optional());
  }
}
