package dev.admitone.ops.log;

import static dev.admitone.ops.ledger.Columns.uuid;

import dev.admitone.ops.ledger.Ledger;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;

/** Reads what the ledger has decided about requests. */
final class OutcomesTable {

  private static final String OUTCOMES =
      """
      select id, outcome from redemption_decisions where id = any(:ids::uuid[])
      """;

  private final Ledger ledger;

  OutcomesTable(Ledger ledger) {
    this.ledger = ledger;
  }

  /** The outcomes of those that are decided. */
  Map<UUID, String> of(Collection<UUID> ids) {
    String[] asked = ids.stream().map(UUID::toString).toArray(String[]::new);
    Map<UUID, String> outcomes = new HashMap<>();
    ledger
        .ask(
            jdbc ->
                jdbc.sql(OUTCOMES)
                    .param("ids", asked)
                    .query((row, _) -> Map.entry(uuid(row, "id"), row.getString("outcome")))
                    .list())
        .forEach(decision -> outcomes.put(decision.getKey(), decision.getValue()));
    return outcomes;
  }
}
