package dev.admitone.ops.requests;

import static dev.admitone.ops.ledger.Columns.instant;
import static dev.admitone.ops.ledger.Columns.uuid;

import dev.admitone.ops.history.Position;
import dev.admitone.ops.ledger.Ledger;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** Reads single decisions, and the releases of the uses that they granted. */
final class DecisionsTable {

  private static final String ONE =
      """
      select code, used_by, outcome, decided_at, position, command::text as command
      from redemption_decisions
      where id = :id
      """;

  private static final String RELEASE =
      """
      select id, released_by, reason, released_at from invite_releases where use_id = :id
      """;

  private final Ledger ledger;

  DecisionsTable(Ledger ledger) {
    this.ledger = ledger;
  }

  Optional<Decision> find(UUID requestId) {
    return ledger.ask(
        jdbc -> jdbc.sql(ONE).param("id", requestId).query((row, _) -> decision(row)).optional());
  }

  Optional<Release> releaseOf(UUID useId) {
    return ledger.ask(
        jdbc ->
            jdbc
                .sql(RELEASE)
                .param("id", useId)
                .query(
                    (row, _) ->
                        new Release(
                            uuid(row, "id"),
                            row.getString("released_by"),
                            row.getString("reason"),
                            instant(row, "released_at")))
                .list()
                .stream()
                .findFirst());
  }

  private static Decision decision(ResultSet row) throws SQLException {
    @Nullable String command = row.getString("command");
    return new Decision(
        row.getString("code"),
        row.getString("used_by"),
        row.getString("outcome"),
        instant(row, "decided_at"),
        Position.of(row.getLong("position")),
        command == null ? null : JsonMapper.shared().readTree(command));
  }
}
