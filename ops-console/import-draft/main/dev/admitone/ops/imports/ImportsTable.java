package dev.admitone.ops.imports;

import static dev.admitone.ops.ledger.Columns.uuid;

import dev.admitone.ops.ledger.Ledger;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/** Asks the ledger about a batch of an import. */
final class ImportsTable {

  private static final String EXISTING =
      """
      select code from invites where code = any(:codes)
      """;

  private static final String DECIDED =
      """
      select id, outcome from redemption_decisions where id = any(:ids::uuid[])
      """;

  private final Ledger ledger;

  ImportsTable(Ledger ledger) {
    this.ledger = ledger;
  }

  /** Those of the codes that have an invite. */
  Set<String> existing(Collection<String> codes) {
    String[] asked = codes.toArray(String[]::new);
    return new HashSet<>(
        ledger.ask(jdbc -> jdbc.sql(EXISTING).param("codes", asked).query(String.class).list()));
  }

  /** The outcomes of those that are decided. */
  Map<UUID, String> decided(Collection<UUID> ids) {
    String[] asked = ids.stream().map(UUID::toString).toArray(String[]::new);
    Map<UUID, String> outcomes = new HashMap<>();
    ledger.ask(
        jdbc ->
            jdbc
                .sql(DECIDED)
                .param("ids", asked)
                .query((row, _) -> Map.entry(uuid(row, "id"), row.getString("outcome")))
                .list())
        .forEach(decision -> outcomes.put(decision.getKey(), decision.getValue()));
    return outcomes;
  }
}
