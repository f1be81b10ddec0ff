package dev.admitone.ops.imports;

import dev.admitone.ops.ledger.Ledger;
import java.util.Collection;
import java.util.HashSet;
import java.util.Set;

/** Asks the ledger about the codes of an import. */
final class ImportsTable {

  private static final String EXISTING =
      """
      select code from invites where code = any(:codes)
      """;

  private final Ledger ledger;

  ImportsTable(Ledger ledger) {
    this.ledger = ledger;
  }

  /** Those of the codes that have an invite. */
  Set<String> existing(Collection<String> codes) {
    String[] asked = codes.toArray(String[]::new);
    return new HashSet<>(
        ledger.ask(
            jdbc ->
                jdbc.sql(EXISTING)
                    .param("codes", asked)
                    .query((row, _) -> row.getString("code"))
                    .list()));
  }
}
