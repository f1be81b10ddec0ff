package dev.admitone.ops.deadletters;

import static dev.admitone.ops.ledger.Columns.uuid;

import dev.admitone.ops.deadletters.LetterSet.State;
import dev.admitone.ops.history.Position;
import dev.admitone.ops.kept.Kept;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * How a confirmed set is carried out. One worker at a time holds the set; if it ends, another one
 * goes on once its hold is over. A letter is taken before it is sent, so none is sent twice.
 */
final class LetterWorkTable {

  private static final String HOLD =
      """
      update dead_letter_sets
      set worker = :worker, worked_until = now() + :millis * interval '1 millisecond'
      where id = :id and topic = :topic and confirmed_at is not null and finished_at is null
        and (worker is null or worker = :worker or worked_until < now())
      """;

  private static final String LEAVE =
      "update dead_letter_sets set worker = null where id = :id and worker = :worker";

  /** Taken by a worker that ended: the log may have them. */
  private static final String DOUBT =
      """
      update dead_letter_items
      set state = 'UNKNOWN', error = 'The console ended while it sent this letter'
      where set_id = :id and state = 'SENDING'
      """;

  private static final String TAKE =
      """
      update dead_letter_items set state = 'SENDING', carried_at = now()
      where set_id = :id and state = 'WAITING' and (part, record_offset) in
        (select part, record_offset from dead_letter_items
         where set_id = :id and state = 'WAITING'
         order by part, record_offset limit :limit)
        and exists (select from dead_letter_sets
          where id = :id and worker = :worker and worked_until > now())
      returning part, record_offset
      """;

  private static final String NOTE =
      """
      with results as (
        select * from jsonb_to_recordset(:results::jsonb) as r(
          part int, "recordOffset" bigint, state text, "sentPart" int, "sentOffset" bigint,
          error text)),
      items as (
        update dead_letter_items i
        set state = r.state, sent_part = r."sentPart", sent_offset = r."sentOffset",
          error = r.error
        from results r
        where i.set_id = :id and i.part = r.part and i.record_offset = r."recordOffset"
        returning i.part, i.record_offset, i.state)
      update dead_letters d set status = items.state from items
      where d.topic = :topic and d.part = items.part and d.record_offset = items.record_offset
        and items.state in ('SENT', 'ASIDE')
      """;

  private static final String FINISH =
      """
      update dead_letter_sets set finished_at = now()
      where id = :id and finished_at is null and confirmed_at is not null and not exists
        (select from dead_letter_items where set_id = :id and state in ('WAITING', 'SENDING'))
      returning audit_id
      """;

  private final Kept kept;
  private final String topic;

  LetterWorkTable(Kept kept, String topic) {
    this.kept = kept;
    this.topic = topic;
  }

  /**
   * What became of a letter. The names are columns of a question in SQL.
   *
   * @param error null: nothing is wrong
   */
  record Carried(
      int part,
      long recordOffset,
      State state,
      @Nullable Integer sentPart,
      @Nullable Long sentOffset,
      @Nullable String error) {

    /** Of a letter that is not known to be in the requests topic. */
    static Carried of(Position letter, State state, @Nullable String error) {
      return new Carried(letter.partition(), letter.offset(), state, null, null, error);
    }

    /** Of a letter that lies in the requests topic again. */
    static Carried sent(Position letter, Position to) {
      return new Carried(
          letter.partition(), letter.offset(), State.SENT, to.partition(), to.offset(), null);
    }
  }

  /** Holds the set for the time, also again; false if another worker has it, or it is no work. */
  boolean hold(UUID id, UUID worker, Duration time) {
    return kept.ask(
            jdbc ->
                jdbc.sql(HOLD)
                    .param("id", id)
                    .param("topic", topic)
                    .param("worker", worker)
                    .param("millis", time.toMillis())
                    .update())
        > 0;
  }

  void leave(UUID id, UUID worker) {
    kept.ask(jdbc -> jdbc.sql(LEAVE).param("id", id).param("worker", worker).update());
  }

  /** Called by the worker that holds the set, before it takes any. */
  void doubtTaken(UUID id) {
    kept.ask(jdbc -> jdbc.sql(DOUBT).param("id", id).update());
  }

  /** Takes waiting letters, in no order; none if there is none, or the worker's hold is over. */
  List<Position> take(UUID id, UUID worker, int limit) {
    return kept.ask(
        jdbc ->
            jdbc.sql(TAKE)
                .param("id", id)
                .param("worker", worker)
                .param("limit", limit)
                .query((row, _) -> new Position(row.getInt("part"), row.getLong("record_offset")))
                .list());
  }

  void note(UUID id, List<Carried> results) {
    String json = JsonMapper.shared().writeValueAsString(results);
    kept.ask(
        jdbc ->
            jdbc.sql(NOTE).param("id", id).param("topic", topic).param("results", json).update());
  }

  /** The audit's entry of the set, if this has finished it: only one caller gets it. */
  Optional<UUID> finish(UUID id) {
    return kept.ask(
        jdbc ->
            jdbc
                .sql(FINISH)
                .param("id", id)
                .query((row, _) -> uuid(row, "audit_id"))
                .list()
                .stream()
                .findFirst());
  }
}
