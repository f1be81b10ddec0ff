package dev.admitone.processor.jdbc;

import dev.admitone.processor.jdbc.sql.Columns;
import dev.admitone.processor.jdbc.sql.Trip;
import dev.admitone.processor.redemption.Position;
import java.util.Map;
import java.util.UUID;

/** Table {@code invite_sql_changes}: what triggers noted of changes made by SQL. */
public final class SqlChangesTable {

  private static final String MEET =
      """
      update invite_sql_changes c
      set first_position = met.position
      from unnest(?::uuid[], ?::bigint[]) as met (invite_id, position)
      where c.invite_id = met.invite_id and c.first_position is null
      """;

  private SqlChangesTable() {}

  /**
   * Records which decision is the first after the changes that no decision came after yet. The
   * invites are locked, so these are all of them.
   *
   * @param firstPositions by the invite's id
   */
  public static void meet(Trip trip, Map<UUID, Position> firstPositions) {
    if (!firstPositions.isEmpty()) {
      trip.update(
          MEET,
          parameters ->
              new Columns<>(parameters, firstPositions.entrySet())
                  .uuids(Map.Entry::getKey)
                  .numbers(met -> DecisionsTable.packed(met.getValue())),
          _ -> {});
    }
  }
}
