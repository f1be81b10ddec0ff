package dev.admitone.ops.overview;

import static dev.admitone.ops.ledger.Columns.time;

import dev.admitone.ops.html.Paths;
import dev.admitone.ops.ledger.Ledger;
import dev.admitone.ops.ledger.LedgerTooSlowException;
import dev.admitone.ops.ledger.LedgerUnavailableException;
import java.time.Instant;
import java.util.List;

/** Counts the decisions of the last seconds by their codes. */
final class HotCodesTable {

  /** So many decisions are counted at most: in a storm, a sample of them says as much. */
  private static final int LOOKED_MAX = 20_000;

  private static final int SHOWN_MAX = 10;

  /** By the pages of the time. */
  static final String LATEST =
      """
      select code, count(*) as decisions, count(*) filter (where outcome = 'REDEEMED') as granted,
        sum(count(*)) over () as looked
      from (
        select code, outcome from redemption_decisions where decided_at >= :from limit :looked
      ) latest
      group by code
      order by decisions desc, code
      limit :shown
      """;

  private final Ledger ledger;

  HotCodesTable(Ledger ledger) {
    this.ledger = ledger;
  }

  /** Those with the most decisions since the time. */
  HotCodes since(Instant from) {
    try {
      List<Row> rows = rows(from);
      boolean partial = !rows.isEmpty() && rows.getFirst().looked() >= LOOKED_MAX;
      return new HotCodes(rows.stream().map(Row::code).toList(), partial, null);
    } catch (LedgerUnavailableException e) {
      return new HotCodes(List.of(), false, "The ledger cannot be read: " + e.getMessage());
    } catch (LedgerTooSlowException e) {
      return new HotCodes(List.of(), true, "The database did not count them in time.");
    }
  }

  private List<Row> rows(Instant from) {
    return ledger.ask(
        jdbc ->
            jdbc.sql(LATEST)
                .param("from", time(from))
                .param("looked", LOOKED_MAX)
                .param("shown", SHOWN_MAX)
                .query(
                    (row, _) ->
                        new Row(
                            new HotCode(
                                row.getString("code"),
                                row.getLong("decisions"),
                                row.getLong("granted"),
                                Paths.code(row.getString("code"))),
                            row.getLong("looked")))
                .list());
  }

  /** A code, and how many decisions of all codes were counted. */
  private record Row(HotCode code, long looked) {}
}
