package dev.admitone.processor.jdbc;

import dev.admitone.processor.redemption.Position;
import java.sql.PreparedStatement;
import java.util.Map;
import java.util.UUID;
import org.springframework.jdbc.core.JdbcTemplate;

/** Table {@code invite_sql_changes}: what triggers noted of changes made by SQL. */
final class SqlChangesTable {

  private static final String MEET =
      """
      update invite_sql_changes c
      set first_position = met.position
      from unnest(?::uuid[], ?::bigint[]) as met (invite_id, position)
      where c.invite_id = met.invite_id and c.first_position is null
      """;

  private final JdbcTemplate jdbc;

  SqlChangesTable(JdbcTemplate jdbc) {
    this.jdbc = jdbc;
  }

  /**
   * Records which decision is the first after the changes that no decision came after yet. The
   * invites are locked, so these are all of them.
   *
   * @param firstPositions by the invite's id
   */
  void meet(Map<UUID, Position> firstPositions) {
    if (firstPositions.isEmpty()) {
      return;
    }
    jdbc.update(
        connection -> {
          PreparedStatement meet = connection.prepareStatement(MEET);
          new Columns<>(connection, meet, firstPositions.entrySet())
              .uuids(Map.Entry::getKey)
              .numbers(met -> DecisionsTable.packed(met.getValue()));
          return meet;
        });
  }
}
