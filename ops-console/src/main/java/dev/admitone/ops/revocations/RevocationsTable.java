package dev.admitone.ops.revocations;

import static dev.admitone.ops.ledger.Columns.instant;
import static dev.admitone.ops.ledger.Columns.optionalInstant;
import static dev.admitone.ops.ledger.Columns.uuid;

import dev.admitone.ops.kept.Kept;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** Reads and writes the sets themselves, up to their confirmation. */
final class RevocationsTable {

  private static final String INSERT =
      """
      insert into revocations (id, state, filter, reason, created_by)
      values (:id, 'FREEZING', :filter::jsonb, :reason, :operator)
      """;

  private static final String ADD =
      """
      insert into revocation_codes (revocation_id, code)
      select :id, code from unnest(:codes::text[]) as found (code)
      on conflict do nothing
      """;

  private static final String FREEZE =
      """
      update revocations set
        state = 'FROZEN',
        codes = (select count(*) from revocation_codes where revocation_id = :id)
      where id = :id and state = 'FREEZING'
      """;

  /** The set and the audit in one statement: one is not without the other. */
  private static final String CONFIRM =
      """
      with confirmed as (
        update revocations set
          state = 'CONFIRMED', confirmed_at = clock_timestamp(), confirmed_by = :operator
        where id = :id and state = 'FROZEN' and codes = :codes
          and created_at > now() - interval '1 day'
        returning id, filter, reason, codes
      )
      insert into audit
        (id, asked_at, asked_by, action, target, reason, old_values, new_values, request_ids, state)
      select id, clock_timestamp(), :operator, 'REVOKE_SET', id::text, reason, null,
        jsonb_build_object('filter', filter, 'codes', codes), array[]::uuid[], 'ASKED'
      from confirmed
      """;

  private static final String EXPIRE =
      """
      with expired as (
        update revocations set state = 'EXPIRED'
        where state in ('FREEZING', 'FROZEN')
          and (id = :id::uuid or created_at <= now() - interval '1 day')
        returning id
      )
      delete from revocation_codes where revocation_id in (select id from expired)
      """;

  private static final String ONE =
      """
      select id, state, filter::text as filter, reason, codes, revoked, refused, created_at,
        created_by, confirmed_at, confirmed_by, finished_at
      from revocations where id = :id
      """;

  private static final String CODES =
      """
      select code, outcome from revocation_codes
      where revocation_id = :id and code > :after
      order by code
      limit :limit
      """;

  private final Kept kept;

  RevocationsTable(Kept kept) {
    this.kept = kept;
  }

  void insert(UUID id, String filter, String reason, String operator) {
    kept.ask(
        jdbc ->
            jdbc.sql(INSERT)
                .param("id", id)
                .param("filter", filter)
                .param("reason", reason)
                .param("operator", operator)
                .update());
  }

  void add(UUID id, List<String> codes) {
    String[] found = codes.toArray(String[]::new);
    kept.ask(jdbc -> jdbc.sql(ADD).param("id", id).param("codes", found).update());
  }

  void freeze(UUID id) {
    kept.ask(jdbc -> jdbc.sql(FREEZE).param("id", id).update());
  }

  /** Returns whether this call confirmed it: of several at the same time one does. */
  boolean confirm(UUID id, long codes, String operator) {
    return kept.ask(
            jdbc ->
                jdbc.sql(CONFIRM)
                    .param("id", id)
                    .param("codes", codes)
                    .param("operator", operator)
                    .update())
        > 0;
  }

  /** The set, if there is one, and each other one that was not confirmed within a day. */
  void expire(@Nullable UUID id) {
    kept.ask(jdbc -> jdbc.sql(EXPIRE).param("id", id).update());
  }

  Optional<Revocation> find(UUID id) {
    return kept.ask(
        jdbc -> jdbc.sql(ONE).param("id", id).query((row, _) -> revocation(row)).optional());
  }

  /** Those behind the code, in their order. */
  List<RevocationCode> codes(UUID id, String after, int limit) {
    return kept.ask(
        jdbc ->
            jdbc.sql(CODES)
                .param("id", id)
                .param("after", after)
                .param("limit", limit)
                .query(
                    (row, _) -> new RevocationCode(row.getString("code"), row.getString("outcome")))
                .list());
  }

  private static Revocation revocation(ResultSet row) throws SQLException {
    return new Revocation(
        uuid(row, "id"),
        RevocationState.valueOf(row.getString("state")),
        JsonMapper.shared().readTree(row.getString("filter")),
        row.getString("reason"),
        row.getLong("codes"),
        row.getLong("revoked"),
        row.getLong("refused"),
        instant(row, "created_at"),
        row.getString("created_by"),
        optionalInstant(row, "confirmed_at"),
        row.getString("confirmed_by"),
        optionalInstant(row, "finished_at"));
  }
}
