package dev.admitone.ops.deadletters;

import static dev.admitone.ops.ledger.Columns.uuid;

import dev.admitone.ops.deadletters.LetterSet.State;
import dev.admitone.ops.history.Position;
import dev.admitone.ops.kept.Kept;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * How a confirmed set is carried out. One worker at a time holds the set; if it ends, another one
 * goes on once its hold is over. A letter is taken before it is sent, so no set sends one twice.
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

  /**
   * Several sets may have the same letter. The letter's row decides which of them takes it: rows
   * are locked, in order, and looked at again as they are then. A set of a reason takes those alone
   * that are as they were when it was made; letters that were named are taken again.
   */
  private static final String TAKE =
      """
      with held as (
        select reason from dead_letter_sets
        where id = :id and worker = :worker and worked_until > now()),
      waiting as (
        select i.part, i.record_offset, i.seen_taken_by from dead_letter_items i, held
        where i.set_id = :id and i.state = 'WAITING'
        order by i.part, i.record_offset limit :limit),
      free as (
        select d.part, d.record_offset
        from waiting w join dead_letters d on d.topic = :topic and d.part = w.part
            and d.record_offset = w.record_offset, held
        where held.reason is null
          or d.status = 'OPEN' and d.taken_by is not distinct from w.seen_taken_by
        order by d.part, d.record_offset
        for update of d),
      taken as (
        update dead_letters d set taken_by = :id from free
        where d.topic = :topic and d.part = free.part and d.record_offset = free.record_offset
        returning d.part, d.record_offset)
      update dead_letter_items i
      set carried_at = now(), state = case
        when held.reason is null or (i.part, i.record_offset) in
          (select part, record_offset from taken) then 'SENDING' else 'LEFT_OUT' end
      from waiting w, held
      where i.set_id = :id and i.part = w.part and i.record_offset = w.record_offset
      returning i.part, i.record_offset, i.state
      """;

  /** A letter that the log has not got is free for the sets that were made before. */
  private static final String NOTE =
      """
      with results as (
        select * from jsonb_to_recordset(:results::jsonb) as r(
          part int, "recordOffset" bigint, state text, "sentPart" int, "sentOffset" bigint,
          error text)),
      letters as (
        select d.part, d.record_offset from results r join dead_letters d
          on d.topic = :topic and d.part = r.part and d.record_offset = r."recordOffset"
        order by d.part, d.record_offset
        for update of d),
      items as (
        update dead_letter_items i
        set state = r.state, sent_part = r."sentPart", sent_offset = r."sentOffset",
          error = r.error
        from results r
        where i.set_id = :id and i.part = r.part and i.record_offset = r."recordOffset"
        returning i.part, i.record_offset, i.state)
      update dead_letters d
      set status = case when items.state in ('SENT', 'ASIDE') then items.state else d.status end,
        taken_by = case when items.state in ('WAITING', 'FAILED') then null else d.taken_by end
      from items join letters using (part, record_offset)
      where d.topic = :topic and d.part = items.part and d.record_offset = items.record_offset
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

  /**
   * What {@link #take} has found waiting, in no order.
   *
   * @param letters those that the set has now, to be carried out
   * @param leftOut how many another set had first
   */
  record Taken(List<Position> letters, int leftOut) {

    /** Copies the letters. */
    Taken {
      letters = List.copyOf(letters);
    }

    boolean isNothing() {
      return letters.isEmpty() && leftOut == 0;
    }
  }

  /** Takes waiting letters; nothing if there is none, or the worker's hold is over. */
  Taken take(UUID id, UUID worker, int limit) {
    List<Optional<Position>> found =
        kept.ask(
            jdbc ->
                jdbc.sql(TAKE)
                    .param("id", id)
                    .param("topic", topic)
                    .param("worker", worker)
                    .param("limit", limit)
                    .query((row, _) -> taken(row))
                    .list());
    List<Position> letters = found.stream().flatMap(Optional::stream).toList();
    return new Taken(letters, found.size() - letters.size());
  }

  /** Empty: it is left out. */
  private static Optional<Position> taken(ResultSet row) throws SQLException {
    return State.valueOf(row.getString("state")) == State.SENDING
        ? Optional.of(new Position(row.getInt("part"), row.getLong("record_offset")))
        : Optional.empty();
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
