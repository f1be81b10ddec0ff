package dev.admitone.processor.jdbc.audit;

import java.util.List;
import java.util.UUID;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * Carries changes that SQL made to the ledger out on the tables of {@link AuditSchema}, in their
 * order: the log does not have them, the ledger keeps them.
 */
final class AuditedSqlChanges {

  private static final String BEFORE =
      """
      select id, invite_id, used_by, old_values is null, new_values is null
      from invite_sql_changes where first_position = ? and id > ? order by id limit ?
      """;

  private static final String REST =
      """
      select id, invite_id, used_by, old_values is null, new_values is null
      from invite_sql_changes where first_position is null and id > ? order by id limit ?
      """;

  private static final String CREATE =
      """
      insert into %1$s.invites (id, code, max_uses, current_uses, starts_at, expires_at,
                                revoked_at, created_by, created_at, version, changed_at)
      select i.id, i.code, (c.new_values ->> 'max_uses')::bigint, 0,
             (c.new_values ->> 'starts_at')::timestamptz,
             (c.new_values ->> 'expires_at')::timestamptz,
             (c.new_values ->> 'revoked_at')::timestamptz,
             i.created_by, i.created_at, 1, c.changed_at
      from invite_sql_changes c join invites i on i.id = c.invite_id
      where c.id = ?
      on conflict do nothing
      """
          .formatted(AuditSchema.NAME);

  private static final String CHANGE =
      """
      update %1$s.invites i
      set max_uses = (c.new_values ->> 'max_uses')::bigint,
          starts_at = (c.new_values ->> 'starts_at')::timestamptz,
          expires_at = (c.new_values ->> 'expires_at')::timestamptz,
          revoked_at = (c.new_values ->> 'revoked_at')::timestamptz
      from invite_sql_changes c
      where c.id = ? and i.id = c.invite_id
      """
          .formatted(AuditSchema.NAME);

  private static final String ADD_USE =
      """
      insert into %1$s.invite_uses (id, invite_id, used_by, used_at, by_sql)
      select (c.new_values ->> 'id')::uuid, c.invite_id, c.used_by,
             (c.new_values ->> 'used_at')::timestamptz, true
      from invite_sql_changes c
      where c.id = ?
      on conflict do nothing
      """
          .formatted(AuditSchema.NAME);

  private static final String TAKE_USE =
      """
      delete from %1$s.invite_uses u
      using invite_sql_changes c
      where c.id = ? and u.invite_id = c.invite_id and u.used_by = c.used_by
      """
          .formatted(AuditSchema.NAME);

  private static final String COUNT =
      """
      update %1$s.invites i
      set current_uses = (select count(*) from %1$s.invite_uses u where u.invite_id = i.id)
      where i.id = ?
      """
          .formatted(AuditSchema.NAME);

  private static final int AT_ONCE = 1_000;

  private final JdbcTemplate jdbc;

  private record Change(
      long id, UUID inviteId, @Nullable String userId, boolean isNew, boolean isGone) {}

  AuditedSqlChanges(JdbcTemplate jdbc) {
    this.jdbc = jdbc;
  }

  /** Those that the decision at the packed position was the first one after. */
  void carryOutBefore(long position) {
    carryOut(after -> read(BEFORE, position, after, AT_ONCE));
  }

  /** Those that no decision came after yet. */
  void carryOutTheRest() {
    carryOut(after -> read(REST, after, AT_ONCE));
  }

  private List<Change> read(String question, Object... parameters) {
    return jdbc.query(
        question,
        (row, _) ->
            new Change(
                row.getLong(1),
                row.getObject(2, UUID.class),
                row.getString(3),
                row.getBoolean(4),
                row.getBoolean(5)),
        parameters);
  }

  private void carryOut(LongFunction<List<Change>> next) {
    List<Change> changes = next.apply(0);
    while (!changes.isEmpty()) {
      carryOut(changes);
      changes = next.apply(changes.getLast().id());
    }
  }

  /** In their order; those of one kind that follow one another go together. */
  private void carryOut(List<Change> changes) {
    int from = 0;
    for (int to = 1; to <= changes.size(); to++) {
      String statement = statement(changes.get(from));
      if (to == changes.size() || !statement(changes.get(to)).equals(statement)) {
        jdbc.batchUpdate(
            statement,
            changes.subList(from, to).stream().map(each -> new Object[] {each.id()}).toList());
        from = to;
      }
    }
    jdbc.batchUpdate(
        COUNT,
        changes.stream()
            .filter(change -> change.userId() != null)
            .map(Change::inviteId)
            .distinct()
            .map(id -> new Object[] {id})
            .toList());
  }

  private static String statement(Change change) {
    if (change.userId() != null) {
      return change.isGone() ? TAKE_USE : ADD_USE;
    }
    return change.isNew() ? CREATE : CHANGE;
  }
}
