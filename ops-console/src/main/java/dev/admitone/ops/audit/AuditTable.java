package dev.admitone.ops.audit;

import static dev.admitone.ops.ledger.Columns.instant;
import static dev.admitone.ops.ledger.Columns.time;
import static dev.admitone.ops.ledger.Columns.uuid;

import dev.admitone.ops.kept.Kept;
import dev.admitone.ops.search.TimeCursor;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Reads and writes the table of the audit. */
final class AuditTable {

  private static final String INSERT =
      """
      insert into audit
        (id, asked_at, asked_by, action, target, reason, old_values, new_values, request_ids, state)
      values
        (:id, :at, :operator, :action, :target, :reason, :oldValues::jsonb, :newValues::jsonb,
         :requestIds::uuid[], 'ASKED')
      """;

  /** A change that is decided stays so. */
  private static final String COMPLETE =
      """
      update audit set
        state = :state,
        outcome = coalesce(:outcome::text, outcome),
        new_values = coalesce(:newValues::jsonb, new_values)
      where id = :id and state in ('ASKED', 'UNKNOWN')
      """;

  private static final String RENAME =
      """
      update audit set old_values = jsonb_set(old_values, '{userId}', to_jsonb(:pseudonym::text))
      where old_values ->> 'userId' = :user
      """;

  private static final String LIST =
      """
      select id, asked_at, asked_by, action, target, reason, old_values::text as old_values,
        new_values::text as new_values, request_ids, state, outcome
      from audit
      where asked_at >= :from and asked_at <= :before and (asked_at, id) < (:before, :id)
        and (:operator::text is null or asked_by = :operator)
        and (:action::text is null or action = :action)
        and (:target::text is null or target = :target)
      order by asked_at desc, id desc
      limit :limit
      """;

  private final Kept kept;

  AuditTable(Kept kept) {
    this.kept = kept;
  }

  void insert(UUID id, Instant at, AskedChange change) {
    String[] requestIds = change.requestIds().stream().map(UUID::toString).toArray(String[]::new);
    kept.ask(
        jdbc ->
            jdbc.sql(INSERT)
                .param("id", id)
                .param("at", time(at))
                .param("operator", change.operator())
                .param("action", change.action().name())
                .param("target", change.target())
                .param("reason", change.reason())
                .param("oldValues", json(change.oldValues()))
                .param("newValues", json(change.newValues()))
                .param("requestIds", requestIds)
                .update());
  }

  void rename(String userId, String pseudonym) {
    kept.ask(jdbc -> jdbc.sql(RENAME).param("user", userId).param("pseudonym", pseudonym).update());
  }

  /** Returns whether it was open. */
  boolean complete(UUID id, AuditState state, @Nullable String outcome, @Nullable JsonNode values) {
    return kept.ask(
            jdbc ->
                jdbc.sql(COMPLETE)
                    .param("id", id)
                    .param("state", state.name())
                    .param("outcome", outcome)
                    .param("newValues", json(values))
                    .update())
        > 0;
  }

  List<AuditEntry> list(AuditFilter filter, Instant from, TimeCursor before, int limit) {
    return kept.ask(
        jdbc ->
            jdbc.sql(LIST)
                .param("from", time(from))
                .param("before", time(before.time()))
                .param("id", before.id())
                .param("operator", filter.operator())
                .param("action", filter.action() == null ? null : filter.action().name())
                .param("target", filter.target())
                .param("limit", limit)
                .query((row, _) -> entry(row))
                .list());
  }

  private static @Nullable String json(@Nullable JsonNode values) {
    return values == null ? null : values.toString();
  }

  private static AuditEntry entry(ResultSet row) throws SQLException {
    UUID[] requestIds = (UUID[]) row.getArray("request_ids").getArray();
    return new AuditEntry(
        uuid(row, "id"),
        instant(row, "asked_at"),
        row.getString("asked_by"),
        AuditAction.valueOf(row.getString("action")),
        row.getString("target"),
        row.getString("reason"),
        node(row.getString("old_values")),
        node(row.getString("new_values")),
        List.of(requestIds),
        AuditState.valueOf(row.getString("state")),
        row.getString("outcome"));
  }

  private static @Nullable JsonNode node(@Nullable String json) {
    return json == null ? null : JsonMapper.shared().readTree(json);
  }
}
