package dev.admitone.ops.revocations;

import static dev.admitone.ops.ledger.Columns.uuid;

import dev.admitone.ops.kept.Kept;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** What is still to be done of the sets that are confirmed. */
final class OpenCodesTable {

  /**
   * One worker has a set at a time, for as long as it comes back. Two would do no harm: their
   * requests have the same ids.
   */
  private static final String CLAIM =
      """
      update revocations set worker = :worker, worked_until = clock_timestamp() + interval '15 s'
      where id = (
        select id from revocations
        where state = 'CONFIRMED'
          and (worked_until is null or worked_until < clock_timestamp() or worker = :worker)
        order by confirmed_at
        limit 1
        for update skip locked)
      returning id, confirmed_by
      """;

  private static final String KEEP =
      """
      update revocations set worked_until = clock_timestamp() + interval '15 s'
      where id = :id and worker = :worker
      """;

  private static final String OPEN =
      """
      select code from revocation_codes
      where revocation_id = :id and outcome is null and code > :after
      order by code
      limit :limit
      """;

  private static final String DECIDE =
      """
      with decided as (
        update revocation_codes as kept set outcome = found.outcome
        from unnest(:codes::text[], :outcomes::text[]) as found (code, outcome)
        where kept.revocation_id = :id and kept.code = found.code and kept.outcome is null
        returning kept.outcome
      )
      update revocations set
        revoked = revoked + (select count(*) from decided where outcome = 'DONE'),
        refused = refused + (select count(*) from decided where outcome <> 'DONE')
      where id = :id
      """;

  /** The set and the audit in one statement: one is not without the other. */
  private static final String FINISH =
      """
      with finished as (
        update revocations set state = 'DONE', finished_at = clock_timestamp()
        where id = :id and state = 'CONFIRMED' and not exists (
          select from revocation_codes where revocation_id = :id and outcome is null)
        returning id, revoked, refused
      )
      update audit set
        state = 'DONE',
        new_values = audit.new_values
          || jsonb_build_object('revoked', finished.revoked, 'refused', finished.refused)
      from finished
      where audit.id = finished.id
      """;

  private final Kept kept;

  OpenCodesTable(Kept kept) {
    this.kept = kept;
  }

  /** A set that no other worker has. */
  Optional<ClaimedSet> claim(UUID worker) {
    return kept.ask(
        jdbc ->
            jdbc.sql(CLAIM)
                .param("worker", worker)
                .query((row, _) -> new ClaimedSet(uuid(row, "id"), row.getString("confirmed_by")))
                .optional());
  }

  /** Returns whether the worker still has it. */
  boolean keep(UUID id, UUID worker) {
    return kept.ask(jdbc -> jdbc.sql(KEEP).param("id", id).param("worker", worker).update()) > 0;
  }

  List<String> open(UUID id, String after, int limit) {
    return kept.ask(
        jdbc ->
            jdbc.sql(OPEN)
                .param("id", id)
                .param("after", after)
                .param("limit", limit)
                .query((row, _) -> row.getString("code"))
                .list());
  }

  void decide(UUID id, Map<String, String> outcomes) {
    String[] codes = outcomes.keySet().toArray(String[]::new);
    String[] decided = outcomes.values().toArray(String[]::new);
    kept.ask(
        jdbc ->
            jdbc.sql(DECIDE)
                .param("id", id)
                .param("codes", codes)
                .param("outcomes", decided)
                .update());
  }

  /** Ends the set if each of its codes is decided; returns whether it did. */
  boolean finish(UUID id) {
    return kept.ask(jdbc -> jdbc.sql(FINISH).param("id", id).update()) > 0;
  }

  /**
   * A set that a worker has.
   *
   * @param confirmedBy the operator that the changes are made for
   */
  record ClaimedSet(UUID id, String confirmedBy) {}
}
