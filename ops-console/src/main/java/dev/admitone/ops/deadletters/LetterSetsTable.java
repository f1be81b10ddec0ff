package dev.admitone.ops.deadletters;

import static dev.admitone.ops.ledger.Columns.instant;
import static dev.admitone.ops.ledger.Columns.optionalInstant;
import static dev.admitone.ops.ledger.Columns.optionalLong;
import static dev.admitone.ops.ledger.Columns.uuid;

import dev.admitone.ops.deadletters.LetterDetail.Handling;
import dev.admitone.ops.deadletters.LetterSet.Problem;
import dev.admitone.ops.deadletters.LetterSet.State;
import dev.admitone.ops.history.Position;
import dev.admitone.ops.kept.Kept;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** Sets of dead letters, and what became of each letter of them. */
final class LetterSetsTable {

  /** All at once, so that the count is that of the letters. What is being sent is left out. */
  private static final String FREEZE_REASON =
      """
      with letters as (
        insert into dead_letter_items (set_id, part, record_offset, seen_taken_by)
        select :id, d.part, d.record_offset, d.taken_by from dead_letters d
        where d.topic = :topic and d.reason = :reason and d.status = 'OPEN'
          and not exists (select from dead_letter_items i
            where i.set_id = d.taken_by and i.part = d.part and i.record_offset = d.record_offset
              and i.state = 'SENDING')
        returning 1)
      insert into dead_letter_sets (id, topic, reason, letters, created_by)
      select :id, :topic, :reason, count(*), :operator from letters
      """;

  private static final String FREEZE_POSITIONS =
      """
      with letters as (
        insert into dead_letter_items (set_id, part, record_offset)
        select :id, d.part, d.record_offset
        from jsonb_to_recordset(:positions::jsonb) as r(partition int, "offset" bigint)
          join dead_letters d
            on d.topic = :topic and d.part = r.partition and d.record_offset = r."offset"
        returning 1)
      insert into dead_letter_sets (id, topic, letters, created_by)
      select :id, :topic, count(*), :operator from letters
      """;

  private static final String FIND =
      """
      select id, reason, letters, created_at, created_by, action, confirmed_at, confirmed_by, why,
        finished_at
      from dead_letter_sets where id = :id and topic = :topic
      """;

  private static final String STATES =
      "select state, count(*) as letters from dead_letter_items where set_id = :id group by state";

  private static final String PROBLEMS =
      """
      select part, record_offset, state, error from dead_letter_items
      where set_id = :id and state in ('GONE', 'FAILED', 'UNKNOWN')
      order by part, record_offset limit :limit
      """;

  /** Once: another confirmation finds it confirmed. */
  private static final String CONFIRM =
      """
      update dead_letter_sets
      set action = :action, confirmed_at = now(), confirmed_by = :operator, why = :why,
        audit_id = :auditId
      where id = :id and topic = :topic and confirmed_at is null and letters = :count
      """;

  private static final String HANDLINGS =
      """
      select s.id, s.action, i.state, s.confirmed_by, s.why, s.confirmed_at, i.carried_at,
        i.sent_part, i.sent_offset, i.error
      from dead_letter_items i join dead_letter_sets s on s.id = i.set_id
      where i.part = :part and i.record_offset = :offset and s.topic = :topic
        and s.confirmed_at is not null
      order by s.confirmed_at desc limit :limit
      """;

  private final Kept kept;
  private final String topic;

  LetterSetsTable(Kept kept, String topic) {
    this.kept = kept;
    this.topic = topic;
  }

  /** Makes a set of all open letters of the reason. */
  void freeze(UUID id, String reason, String operator) {
    kept.ask(
        jdbc ->
            jdbc.sql(FREEZE_REASON)
                .param("id", id)
                .param("topic", topic)
                .param("reason", reason)
                .param("operator", operator)
                .update());
  }

  /** Makes a set of the letters at the positions, as many of them as there are. */
  void freeze(UUID id, List<Position> positions, String operator) {
    String json = JsonMapper.shared().writeValueAsString(positions);
    kept.ask(
        jdbc ->
            jdbc.sql(FREEZE_POSITIONS)
                .param("id", id)
                .param("topic", topic)
                .param("positions", json)
                .param("operator", operator)
                .update());
  }

  Optional<LetterSet> find(UUID id, int problemsMax) {
    Map<State, Long> states = new EnumMap<>(State.class);
    kept.ask(
            jdbc ->
                jdbc.sql(STATES)
                    .param("id", id)
                    .query(
                        (row, _) ->
                            Map.entry(
                                State.valueOf(row.getString("state")), row.getLong("letters")))
                    .list())
        .forEach(state -> states.put(state.getKey(), state.getValue()));
    List<Problem> problems =
        kept.ask(
            jdbc ->
                jdbc.sql(PROBLEMS)
                    .param("id", id)
                    .param("limit", problemsMax)
                    .query((row, _) -> problem(row))
                    .list());
    return kept.ask(
        jdbc ->
            jdbc
                .sql(FIND)
                .param("id", id)
                .param("topic", topic)
                .query((row, _) -> set(row, states, problems))
                .list()
                .stream()
                .findFirst());
  }

  /** Returns whether the set is there, has so many letters, and was not confirmed before. */
  boolean confirm(
      UUID id, LetterAction action, long count, String operator, String why, UUID auditId) {
    return kept.ask(
            jdbc ->
                jdbc.sql(CONFIRM)
                    .param("id", id)
                    .param("topic", topic)
                    .param("action", action.name())
                    .param("count", count)
                    .param("operator", operator)
                    .param("why", why)
                    .param("auditId", auditId)
                    .update())
        > 0;
  }

  /** What was done about the letter, the newest first. */
  List<Handling> handlings(Position position, int limit) {
    return kept.ask(
        jdbc ->
            jdbc.sql(HANDLINGS)
                .param("topic", topic)
                .param("part", position.partition())
                .param("offset", position.offset())
                .param("limit", limit)
                .query((row, _) -> handling(row))
                .list());
  }

  private static Problem problem(ResultSet row) throws SQLException {
    return new Problem(
        new Position(row.getInt("part"), row.getLong("record_offset")),
        State.valueOf(row.getString("state")),
        row.getString("error"));
  }

  private static LetterSet set(ResultSet row, Map<State, Long> states, List<Problem> problems)
      throws SQLException {
    @Nullable String action = row.getString("action");
    return new LetterSet(
        uuid(row, "id"),
        row.getString("reason"),
        row.getLong("letters"),
        instant(row, "created_at"),
        row.getString("created_by"),
        action == null ? null : LetterAction.valueOf(action),
        optionalInstant(row, "confirmed_at"),
        row.getString("confirmed_by"),
        row.getString("why"),
        optionalInstant(row, "finished_at"),
        states,
        problems);
  }

  private static Handling handling(ResultSet row) throws SQLException {
    Long sentOffset = optionalLong(row, "sent_offset");
    var carriedAt = optionalInstant(row, "carried_at");
    return new Handling(
        uuid(row, "id"),
        LetterAction.valueOf(row.getString("action")),
        State.valueOf(row.getString("state")),
        row.getString("confirmed_by"),
        row.getString("why"),
        carriedAt == null ? instant(row, "confirmed_at") : carriedAt,
        sentOffset == null ? null : new Position(row.getInt("sent_part"), sentOffset),
        row.getString("error"));
  }
}
