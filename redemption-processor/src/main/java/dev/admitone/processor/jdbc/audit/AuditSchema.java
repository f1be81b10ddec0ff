package dev.admitone.processor.jdbc.audit;

import dev.admitone.processor.audit.AuditRange;
import dev.admitone.processor.jdbc.DecisionsTable;
import dev.admitone.processor.redemption.Position;
import java.util.List;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * A schema with tables like the ledger's, without their triggers and without a write-ahead log. Its
 * name is found before the ledger's within a transaction that asks for it, so that the ledger's own
 * statements run on these tables.
 */
final class AuditSchema {

  /** A name that no ledger has. */
  static final String NAME = "admit_one_audit";

  private static final List<String> TABLES =
      List.of(
          "invites",
          "invite_uses",
          "redemption_decisions",
          "invite_releases",
          "profiles",
          "count_repairs",
          "invite_refreshes",
          "invite_sql_changes",
          "adopted_duplicates",
          "ledger_places");

  private static final String DROP = "drop schema if exists " + NAME + " cascade";
  private static final String CREATE = "create schema " + NAME;

  /** Positions as the ledger packs them. */
  private static final String CREATE_RANGES =
      """
      create unlogged table %1$s.ranges (
          partition integer not null primary key,
          first     bigint  not null,
          beyond    bigint  not null)
      """
          .formatted(NAME);

  private static final String ADD_RANGE =
      "insert into %s.ranges (partition, first, beyond) values (?, ?, ?)".formatted(NAME);

  private static final String USE =
      "select set_config('search_path', ? || ', ' || current_schema(), true)";

  private final JdbcTemplate jdbc;

  AuditSchema(JdbcTemplate jdbc) {
    this.jdbc = jdbc;
  }

  /** Makes it anew, without rows. */
  void create(List<AuditRange> ranges) {
    drop();
    jdbc.execute(CREATE);
    for (String table : TABLES) {
      jdbc.execute(
          "create unlogged table %1$s.%2$s (like %2$s including all)".formatted(NAME, table));
    }
    jdbc.execute(CREATE_RANGES);
    for (AuditRange range : ranges) {
      jdbc.update(
          ADD_RANGE,
          range.partition(),
          DecisionsTable.packed(new Position(range.partition(), range.from())),
          DecisionsTable.packed(new Position(range.partition(), range.to())));
    }
  }

  void drop() {
    jdbc.execute(DROP);
  }

  /** Within a transaction: the ledger's names mean these tables until it ends. */
  void use() {
    var _ = jdbc.queryForObject(USE, String.class, NAME);
  }
}
