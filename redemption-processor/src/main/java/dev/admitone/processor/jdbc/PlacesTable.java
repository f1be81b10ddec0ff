package dev.admitone.processor.jdbc;

import static java.util.Objects.requireNonNull;

import dev.admitone.processor.jdbc.sql.Columns;
import dev.admitone.processor.jdbc.sql.Parameters;
import dev.admitone.processor.jdbc.sql.Rows;
import dev.admitone.processor.jdbc.sql.SqlErrors;
import dev.admitone.processor.jdbc.sql.Trip;
import dev.admitone.processor.places.LedgerPlaces;
import dev.admitone.processor.places.LedgerState;
import dev.admitone.processor.places.Place;
import dev.admitone.processor.redemption.LastRecord;
import dev.admitone.processor.redemption.PlaceMove;
import dev.admitone.processor.redemption.PlaceMoves;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.JdbcTemplate;

/** Tables {@code ledger} and {@code ledger_places}. */
final class PlacesTable implements LedgerPlaces {

  private static final String MOVE = "select move_ledger_places(?, ?, ?, ?, ?, ?, ?)";

  /** One statement: id, server and places are those of one moment and one server. */
  private static final String READ =
      """
      select l.id, pg_postmaster_start_time() as server_started_at,
             pg_is_in_recovery() as is_standby,
             exists (select from redemption_decisions) as has_decisions,
             p.partition, p.topic_id, p.next_offset, p.last_offset, p.last_appended_at,
             p.first_result, p.reason
      from ledger l left join ledger_places p on true
      """;

  private static final String DECIDED = "select id from redemption_decisions where id = any (?)";

  private static final String ADD =
      """
      insert into ledger_places (partition, topic_id, next_offset) values (?, ?, ?)
      on conflict do nothing
      """;

  private static final String ADVANCE =
      """
      update ledger_places
      set next_offset = ?
      where partition = ? and topic_id = ? and next_offset = ? and reason is null
      """;

  /** Locks in the order in which lanes do. */
  private static final String STOP =
      """
      with locked as materialized (
        select partition from ledger_places order by partition for update
      )
      update ledger_places p set reason = ? from locked
      where p.partition = locked.partition and p.reason is null
      """;

  private final JdbcTemplate jdbc;

  PlacesTable(JdbcTemplate jdbc) {
    this.jdbc = jdbc;
  }

  @Override
  public void move(PlaceMoves moves) {
    try {
      move(new Trip(jdbc, false), moves);
    } catch (DataAccessException e) {
      throw SqlErrors.translate(e);
    }
  }

  /** The last statement of the trip. */
  static void move(Trip trip, PlaceMoves moves) {
    trip.query(MOVE, parameters -> moving(parameters, moves), _ -> {});
  }

  private static void moving(Parameters parameters, PlaceMoves moves) throws SQLException {
    new Columns<>(parameters, moves.all())
        .integers(PlaceMove::partition)
        .numbers(PlaceMove::known)
        .numbers(PlaceMove::next)
        .numbers(one -> one.last() == null ? null : one.last().offset())
        .times(one -> Rows.timestamp(one.last() == null ? null : one.last().appendedAt()));
    parameters.next(moves.comparedOn().topicId());
    parameters.next(moves.comparedOn().serverStartedAt().atOffset(ZoneOffset.UTC));
  }

  @Override
  public LedgerState read() {
    return requireNonNull(jdbc.query(READ, PlacesTable::state));
  }

  @Override
  public Set<UUID> decided(Collection<UUID> requestIds) {
    return new HashSet<>(
        jdbc.query(
            connection -> {
              PreparedStatement select = connection.prepareStatement(DECIDED);
              new Columns<>(connection, select, requestIds).uuids(id -> id);
              return select;
            },
            (row, _) -> row.getObject("id", UUID.class)));
  }

  @Override
  public void add(int partition, String topicId, long nextOffset) {
    jdbc.update(ADD, partition, topicId, nextOffset);
  }

  @Override
  public void advance(int partition, String topicId, long known, long next) {
    jdbc.update(ADVANCE, next, partition, topicId, known);
  }

  @Override
  public void stop(String reason) {
    jdbc.update(STOP, reason);
  }

  private static LedgerState state(ResultSet rows) throws SQLException {
    UUID id = null;
    Instant serverStartedAt = null;
    boolean isStandby = false;
    boolean hasDecisions = false;
    Map<Integer, Place> places = new TreeMap<>();
    while (rows.next()) {
      id = rows.getObject("id", UUID.class);
      serverStartedAt = Rows.instant(rows, "server_started_at");
      isStandby = rows.getBoolean("is_standby");
      hasDecisions = rows.getBoolean("has_decisions");
      int partition = rows.getInt("partition");
      if (!rows.wasNull()) {
        places.put(partition, place(rows, partition));
      }
    }
    if (id == null || serverStartedAt == null) {
      throw new IllegalStateException(
          "the table ledger has no row: restore the whole database, not a part of its tables");
    }
    return new LedgerState(id, serverStartedAt, isStandby, hasDecisions, places);
  }

  private static Place place(ResultSet row, int partition) throws SQLException {
    Instant appendedAt = Rows.instantOrNull(row, "last_appended_at");
    @Nullable LastRecord last =
        appendedAt == null ? null : new LastRecord(row.getLong("last_offset"), appendedAt);
    return new Place(
        partition,
        row.getString("topic_id"),
        row.getLong("next_offset"),
        last,
        row.getLong("first_result"),
        row.getString("reason"));
  }
}
