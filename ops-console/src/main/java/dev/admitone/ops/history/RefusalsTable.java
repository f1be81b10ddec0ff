package dev.admitone.ops.history;

import static dev.admitone.ops.ledger.Columns.instant;
import static dev.admitone.ops.ledger.Columns.time;
import static dev.admitone.ops.ledger.Columns.uuid;

import dev.admitone.ops.ledger.Ledger;
import dev.admitone.ops.search.TimeCursor;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;

/** Reads refusals in the table of decisions. */
final class RefusalsTable {

  /** By the pages of the time: nothing else finds a code's decisions. */
  static final String OF_CODE =
      """
      select id, code, used_by, outcome, decided_at, position
      from redemption_decisions
      where code = :code and outcome not in ('REDEEMED', 'RELEASED', 'DONE')
        and decided_at >= :from and decided_at <= :before and (decided_at, id) < (:before, :id)
      order by decided_at desc, id desc
      limit :limit
      """;

  /** By the index of users' refusals, whose condition this repeats. */
  static final String OF_USER =
      """
      select id, code, used_by, outcome, decided_at, position
      from redemption_decisions
      where used_by = :user and outcome not in ('REDEEMED', 'RELEASED', 'DONE')
        and decided_at >= :from and decided_at <= :before and (decided_at, id) < (:before, :id)
      order by decided_at desc, id desc
      limit :limit
      """;

  private final Ledger ledger;

  RefusalsTable(Ledger ledger) {
    this.ledger = ledger;
  }

  List<Refusal> ofCode(String code, Instant from, TimeCursor before, int limit) {
    return refusals(OF_CODE, "code", code, from, before, limit);
  }

  List<Refusal> ofUser(String userId, Instant from, TimeCursor before, int limit) {
    return refusals(OF_USER, "user", userId, from, before, limit);
  }

  private List<Refusal> refusals(
      String sql, String name, String whose, Instant from, TimeCursor before, int limit) {
    return ledger.ask(
        jdbc ->
            jdbc.sql(sql)
                .param(name, whose)
                .param("from", time(from))
                .param("before", time(before.time()))
                .param("id", before.id())
                .param("limit", limit)
                .query((row, _) -> refusal(row))
                .list());
  }

  private static Refusal refusal(ResultSet row) throws SQLException {
    return new Refusal(
        uuid(row, "id"),
        row.getString("code"),
        row.getString("used_by"),
        row.getString("outcome"),
        instant(row, "decided_at"),
        Position.of(row.getLong("position")));
  }
}
