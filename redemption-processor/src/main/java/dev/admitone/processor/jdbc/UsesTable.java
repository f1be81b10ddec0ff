package dev.admitone.processor.jdbc;

import dev.admitone.processor.jdbc.sql.BinaryCopy;
import dev.admitone.processor.jdbc.sql.Columns;
import dev.admitone.processor.jdbc.sql.Rows;
import dev.admitone.processor.jdbc.sql.Trip;
import dev.admitone.processor.redemption.LedgerConflictException;
import dev.admitone.processor.redemption.LedgerEntry;
import dev.admitone.processor.redemption.Use;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/** Table {@code invite_uses}. */
final class UsesTable {

  private static final String SELECT_BY_KEY =
      """
      select u.id, u.invite_id, u.used_by, u.used_at
      from unnest(?::uuid[], ?::text[]) as asked (invite_id, used_by)
      join invite_uses u using (invite_id, used_by)
      """;

  /**
   * Of each pair at most one, which the limits tell the planner: as a plain join it would read all
   * uses of a hot code while its statistics know too few of them.
   */
  private static final String THEIR_USES =
      """
      cross join lateral (select i.id from invites i where i.code = asked.code limit 1) i
      cross join lateral (
          select u.* from invite_uses u
          where u.invite_id = i.id and u.used_by = asked.used_by limit 1) u
      """;

  private static final String SELECT_BY_CODE_KEY =
      """
      select u.id, u.invite_id, u.used_by, u.used_at
      from unnest(?::text[], ?::text[]) as asked (code, used_by)
      """
          + THEIR_USES;

  /** Uses that SQL made have no decision that names their user. Those alone are indexed by id. */
  private static final String SELECT_BY_ID =
      """
      select u.id, u.invite_id, u.used_by, u.used_at
      from unnest(?::uuid[], ?::uuid[]) as asked (invite_id, id)
      join invite_uses u using (invite_id, id)
      where u.by_sql
      """;

  /** What users have now of codes that the batch does not name otherwise, and has no lock on. */
  private static final String SELECT_BY_CODE =
      """
      select asked.decision_id, u.id, u.invite_id, u.used_by, u.used_at
      from unnest(?::uuid[], ?::text[], ?::text[]) as asked (decision_id, code, used_by)
      """
          + THEIR_USES;

  private static final String DELETE =
      """
      delete from invite_uses u
      using unnest(?::uuid[], ?::text[], ?::uuid[]) as gone (invite_id, used_by, id)
      where u.invite_id = gone.invite_id and u.used_by = gone.used_by and u.id = gone.id
      """;

  /** For a few. */
  private static final String INSERT =
      """
      insert into invite_uses (id, invite_id, used_by, used_at, by_sql)
      select n.*, null from unnest(?::uuid[], ?::uuid[], ?::text[], ?::timestamptz[]) as n
      """;

  private static final String COPY =
      "copy invite_uses (id, invite_id, used_by, used_at, by_sql) from stdin with (format binary)";

  /** Neighbours in the unique index are written one after the other. */
  private static final Comparator<Use> BY_KEY =
      Comparator.comparing(Use::inviteId).thenComparing(Use::userId);

  private UsesTable() {}

  static void select(Trip trip, Set<Use.Key> keys, Consumer<Use> uses) {
    if (!keys.isEmpty()) {
      trip.query(
          SELECT_BY_KEY,
          parameters ->
              new Columns<>(parameters, keys).uuids(Use.Key::inviteId).texts(Use.Key::userId),
          row -> uses.accept(use(row)));
    }
  }

  /** A use to look for by its user and its invite's code. */
  record CodeKey(String code, String userId) {}

  /** As above, where the invites' ids are not known yet. */
  static void selectByCode(Trip trip, Set<CodeKey> keys, Consumer<Use> uses) {
    if (!keys.isEmpty()) {
      trip.query(
          SELECT_BY_CODE_KEY,
          parameters -> new Columns<>(parameters, keys).texts(CodeKey::code).texts(CodeKey::userId),
          row -> uses.accept(use(row)));
    }
  }

  /** A use to look for by its id within one invite. */
  record IdKey(UUID inviteId, UUID id) {}

  static void selectById(Trip trip, Set<IdKey> keys, Consumer<Use> uses) {
    if (!keys.isEmpty()) {
      trip.query(
          SELECT_BY_ID,
          parameters -> new Columns<>(parameters, keys).uuids(IdKey::inviteId).uuids(IdKey::id),
          row -> uses.accept(use(row)));
    }
  }

  /** With the id of the decision, the use that its user has of its code. */
  static void selectByDecision(Trip trip, List<LedgerEntry> decisions, BiConsumer<UUID, Use> uses) {
    if (!decisions.isEmpty()) {
      trip.query(
          SELECT_BY_CODE,
          parameters ->
              new Columns<>(parameters, decisions)
                  .uuids(LedgerEntry::id)
                  .texts(LedgerEntry::code)
                  .texts(LedgerEntry::userId),
          row -> uses.accept(row.getObject("decision_id", UUID.class), use(row)));
    }
  }

  static void insert(Trip trip, Collection<Use> uses) {
    if (uses.isEmpty()) {
      return;
    }
    List<Use> sorted = uses.stream().sorted(BY_KEY).toList();
    if (trip.isTogether()) {
      trip.update(
          INSERT,
          parameters ->
              new Columns<>(parameters, sorted)
                  .uuids(Use::id)
                  .uuids(Use::inviteId)
                  .texts(Use::userId)
                  .moments(Use::usedAt),
          _ -> {});
    } else {
      trip.alone(connection -> copy(connection, sorted));
    }
  }

  private static long copy(Connection connection, List<Use> uses) throws SQLException {
    try (BinaryCopy rows = BinaryCopy.begin(connection, COPY)) {
      for (Use use : uses) {
        rows.row(5)
            .uuid(use.id())
            .uuid(use.inviteId())
            .text(use.userId())
            .timestamp(use.usedAt())
            .nothing();
      }
      return rows.end();
    }
  }

  /** Deletes the uses. One that is gone is a {@link LedgerConflictException}. */
  static void delete(Trip trip, Collection<Use> uses) {
    if (!uses.isEmpty()) {
      trip.update(
          DELETE,
          parameters ->
              new Columns<>(parameters, uses)
                  .uuids(Use::inviteId)
                  .texts(Use::userId)
                  .uuids(Use::id),
          deleted -> {
            if (deleted != uses.size()) {
              throw new LedgerConflictException(
                  "%d of %d uses were deleted".formatted(deleted, uses.size()), null);
            }
          });
    }
  }

  private static Use use(ResultSet row) throws SQLException {
    return new Use(
        row.getObject("id", UUID.class),
        row.getObject("invite_id", UUID.class),
        row.getString("used_by"),
        Rows.instant(row, "used_at"));
  }
}
