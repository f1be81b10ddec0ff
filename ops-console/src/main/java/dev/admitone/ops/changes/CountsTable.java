package dev.admitone.ops.changes;

import dev.admitone.ops.ledger.Ledger;
import java.util.Optional;

/** Reads what an invite counts beside the uses that it has. */
final class CountsTable {

  /** One statement has one snapshot: a redemption meanwhile is in both numbers or in none. */
  private static final String ONE =
      """
      select i.current_uses, (select count(*) from invite_uses u where u.invite_id = i.id) as counted
      from invites i
      where i.code = :code
      """;

  private final Ledger ledger;

  CountsTable(Ledger ledger) {
    this.ledger = ledger;
  }

  /**
   * Both numbers.
   *
   * @param stored what the invite counts
   * @param counted how many uses there are
   */
  record Counts(long stored, long counted) {}

  /** Empty if there is no invite with this code. */
  Optional<Counts> find(String code) {
    return ledger.ask(
        jdbc ->
            jdbc.sql(ONE)
                .param("code", code)
                .query((row, _) -> new Counts(row.getLong("current_uses"), row.getLong("counted")))
                .optional());
  }
}
