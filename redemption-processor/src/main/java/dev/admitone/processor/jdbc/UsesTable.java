package dev.admitone.processor.jdbc;

import dev.admitone.processor.redemption.LedgerConflictException;
import dev.admitone.processor.redemption.LedgerEntry;
import dev.admitone.processor.redemption.Use;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.springframework.jdbc.core.ConnectionCallback;
import org.springframework.jdbc.core.JdbcTemplate;

/** Table {@code invite_uses}. */
final class UsesTable {

  private static final String SELECT_BY_KEY =
      """
      select u.id, u.invite_id, u.used_by, u.used_at
      from unnest(?::uuid[], ?::text[]) as asked (invite_id, used_by)
      join invite_uses u using (invite_id, used_by)
      """;

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
      join invites i using (code)
      join invite_uses u on u.invite_id = i.id and u.used_by = asked.used_by
      """;

  private static final String DELETE =
      """
      delete from invite_uses u
      using unnest(?::uuid[], ?::text[], ?::uuid[]) as gone (invite_id, used_by, id)
      where u.invite_id = gone.invite_id and u.used_by = gone.used_by and u.id = gone.id
      """;

  private static final String COPY =
      "copy invite_uses (id, invite_id, used_by, used_at, by_sql) from stdin with (format binary)";

  /** Neighbours in the unique index are written one after the other. */
  private static final Comparator<Use> BY_KEY =
      Comparator.comparing(Use::inviteId).thenComparing(Use::userId);

  private final JdbcTemplate jdbc;

  UsesTable(JdbcTemplate jdbc) {
    this.jdbc = jdbc;
  }

  List<Use> select(Set<Use.Key> keys) {
    if (keys.isEmpty()) {
      return List.of();
    }
    return jdbc.query(
        connection -> {
          PreparedStatement select = connection.prepareStatement(SELECT_BY_KEY);
          new Columns<>(connection, select, keys).uuids(Use.Key::inviteId).texts(Use.Key::userId);
          return select;
        },
        (row, _) -> use(row));
  }

  /** A use to look for by its id within one invite. */
  record IdKey(UUID inviteId, UUID id) {}

  List<Use> selectById(Set<IdKey> keys) {
    if (keys.isEmpty()) {
      return List.of();
    }
    return jdbc.query(
        connection -> {
          PreparedStatement select = connection.prepareStatement(SELECT_BY_ID);
          new Columns<>(connection, select, keys).uuids(IdKey::inviteId).uuids(IdKey::id);
          return select;
        },
        (row, _) -> use(row));
  }

  /** By the id of the decision, the use that its user has of its code. */
  Map<UUID, Use> selectByDecision(List<LedgerEntry> decisions) {
    Map<UUID, Use> found = new HashMap<>();
    if (!decisions.isEmpty()) {
      jdbc.query(
          connection -> {
            PreparedStatement select = connection.prepareStatement(SELECT_BY_CODE);
            new Columns<>(connection, select, decisions)
                .uuids(LedgerEntry::id)
                .texts(LedgerEntry::code)
                .texts(LedgerEntry::userId);
            return select;
          },
          row -> {
            found.put(row.getObject("decision_id", UUID.class), use(row));
          });
    }
    return found;
  }

  void insert(Collection<Use> uses) {
    if (uses.isEmpty()) {
      return;
    }
    List<Use> sorted = uses.stream().sorted(BY_KEY).toList();
    jdbc.execute((ConnectionCallback<Long>) connection -> copy(connection, sorted));
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

  /**
   * Deletes the uses.
   *
   * @throws LedgerConflictException if one is gone
   */
  void delete(Collection<Use> uses) {
    if (uses.isEmpty()) {
      return;
    }
    int deleted =
        jdbc.update(
            connection -> {
              PreparedStatement delete = connection.prepareStatement(DELETE);
              new Columns<>(connection, delete, uses)
                  .uuids(Use::inviteId)
                  .texts(Use::userId)
                  .uuids(Use::id);
              return delete;
            });
    if (deleted != uses.size()) {
      throw new LedgerConflictException(
          "%d of %d uses were deleted".formatted(deleted, uses.size()), null);
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
