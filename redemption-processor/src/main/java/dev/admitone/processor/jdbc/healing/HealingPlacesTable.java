package dev.admitone.processor.jdbc.healing;

import static java.util.Objects.requireNonNull;

import dev.admitone.processor.healing.Place;
import dev.admitone.processor.jdbc.sql.Rows;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.JdbcTemplate;

/** Tables {@code ledger} and {@code ledger_places}, as a healing writes them. */
final class HealingPlacesTable {

  private static final String ID = "select id from ledger";
  private static final String RENEW = "update ledger set id = gen_random_uuid()";

  private static final String SELECT =
      """
      select partition, topic_id, next_offset, last_offset, last_appended_at, first_result, reason
      from ledger_places
      order by partition
      """;

  private static final String ADD =
      """
      insert into ledger_places (partition, topic_id, next_offset) values (?, ?, ?)
      on conflict (partition) do nothing
      """;

  /** In the lanes' order: whose transaction was first, commits first. */
  private static final String STOP =
      """
      update ledger_places p set reason = ?
      from (select partition from ledger_places order by partition for update) locked
      where p.partition = locked.partition
      """;

  private static final String RELEASE =
      """
      update ledger_places p set reason = null
      from (select partition from ledger_places order by partition for update) locked
      where p.partition = locked.partition
      """;

  private static final String MOVE =
      """
      update ledger_places
      set next_offset = ?, last_offset = coalesce(?, last_offset),
          last_appended_at = coalesce(?::timestamptz, last_appended_at)
      where partition = ? and next_offset <= ? and reason is not null
      """;

  private static final String RESTART =
      """
      update ledger_places
      set topic_id = ?, next_offset = ?, last_offset = null, last_appended_at = null,
          first_result = ?
      where partition = ? and reason is not null
      """;

  private static final String INSUFFICIENT_PRIVILEGE = "42501";

  private final JdbcTemplate jdbc;

  HealingPlacesTable(JdbcTemplate jdbc) {
    this.jdbc = jdbc;
  }

  UUID id() {
    return requireNonNull(jdbc.queryForObject(ID, UUID.class));
  }

  /** False if this login may not. */
  boolean renew() {
    try {
      jdbc.update(RENEW);
      return true;
    } catch (DataAccessException e) {
      if (e.getMostSpecificCause() instanceof SQLException cause
          && INSUFFICIENT_PRIVILEGE.equals(cause.getSQLState())) {
        return false;
      }
      throw e;
    }
  }

  List<Place> select() {
    return jdbc.query(
        SELECT,
        (row, _) ->
            new Place(
                row.getInt("partition"),
                row.getString("topic_id"),
                row.getLong("next_offset"),
                row.getObject("last_offset", Long.class),
                Rows.instantOrNull(row, "last_appended_at"),
                row.getLong("first_result"),
                row.getString("reason")));
  }

  void add(Place place) {
    jdbc.update(ADD, place.partition(), place.topicId(), place.next());
  }

  void stop(String reason) {
    jdbc.update(STOP, reason);
  }

  void release() {
    jdbc.update(RELEASE);
  }

  /** False if the place is another one, or lanes may decide. */
  boolean move(int partition, long next, @Nullable Long last, @Nullable Instant lastAppendedAt) {
    return jdbc.update(MOVE, next, last, Rows.timestamp(lastAppendedAt), partition, next) == 1;
  }

  /** False if lanes may decide. */
  boolean restart(int partition, String topicId, long next, long firstResult) {
    return jdbc.update(RESTART, topicId, next, firstResult, partition) == 1;
  }
}
