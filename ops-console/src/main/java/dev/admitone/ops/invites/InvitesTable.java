package dev.admitone.ops.invites;

import static dev.admitone.ops.ledger.Columns.instant;
import static dev.admitone.ops.ledger.Columns.optionalInstant;
import static dev.admitone.ops.ledger.Columns.optionalLong;
import static dev.admitone.ops.ledger.Columns.optionalTime;
import static dev.admitone.ops.ledger.Columns.time;
import static dev.admitone.ops.ledger.Columns.uuid;

import dev.admitone.ops.ledger.Ledger;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads the table of invites. */
final class InvitesTable {

  /** Greater than each code: codes are ASCII, compared byte by byte. */
  static final String AFTER_ALL = "~";

  /** The state has the order of precedence that refusals have. */
  private static final String COLUMNS =
      """
      id, code, max_uses, current_uses, starts_at, expires_at, revoked_at, created_by, created_at,
      changed_at, version,
      case
        when revoked_at is not null then 'REVOKED'
        when starts_at > :now then 'NOT_YET_VALID'
        when expires_at <= :now then 'EXPIRED'
        when current_uses >= max_uses then 'EXHAUSTED'
        else 'USABLE'
      end as state
      """;

  private static final String ONE =
      """
      select %s from invites where code = :code
      """
          .formatted(COLUMNS);

  /** Where so many codes end; no row where there are fewer. */
  static final String STEP =
      """
      select code from invites where code > :after and code < :end order by code
      offset :codes - 1 limit 1
      """;

  /** Of one step: as many rows are read as it has codes, also where none of them matches. */
  static final String MATCHING =
      """
      select * from (
        select %s from invites where code > :after and code <= :last and code < :end
      ) step
      where (:state::text is null or state = :state)
        and (:createdBy::text is null or created_by = :createdBy)
        and (:createdFrom::timestamptz is null or created_at >= :createdFrom)
        and (:createdTo::timestamptz is null or created_at < :createdTo)
        and (:expiresFrom::timestamptz is null or expires_at >= :expiresFrom)
        and (:expiresTo::timestamptz is null or expires_at < :expiresTo)
      order by code
      limit :limit
      """
          .formatted(COLUMNS);

  private final Ledger ledger;

  InvitesTable(Ledger ledger) {
    this.ledger = ledger;
  }

  /** The invite of the code, which is in its canonical form. */
  Optional<Invite> find(String code, Instant now) {
    return ledger.ask(
        jdbc ->
            jdbc.sql(ONE)
                .param("code", code)
                .param("now", time(now))
                .query((row, _) -> invite(row))
                .optional());
  }

  /** The last of so many codes behind the one; empty if there are fewer. */
  Optional<String> lastOf(int codes, String after, String end) {
    return ledger.ask(
        jdbc ->
            jdbc.sql(STEP)
                .param("codes", codes)
                .param("after", after)
                .param("end", end)
                .query(String.class)
                .optional());
  }

  /** The invites that match, of those behind the one code, up to the other. */
  List<Invite> matching(Step step, InviteFilter filter, Instant now, int limit) {
    return ledger.ask(
        jdbc ->
            jdbc.sql(MATCHING)
                .param("after", step.after())
                .param("last", step.last())
                .param("end", step.end())
                .param("now", time(now))
                .param("state", filter.state() == null ? null : filter.state().name())
                .param("createdBy", filter.createdBy())
                .param("createdFrom", optionalTime(filter.createdFrom()))
                .param("createdTo", optionalTime(filter.createdTo()))
                .param("expiresFrom", optionalTime(filter.expiresFrom()))
                .param("expiresTo", optionalTime(filter.expiresTo()))
                .param("limit", limit)
                .query((row, _) -> invite(row))
                .list());
  }

  /**
   * A part of the codes.
   *
   * @param after the code before it
   * @param last its last code
   * @param end what all codes of the list are smaller than
   */
  record Step(String after, String last, String end) {}

  private static Invite invite(ResultSet row) throws SQLException {
    Long maxUses = optionalLong(row, "max_uses");
    long currentUses = row.getLong("current_uses");
    return new Invite(
        row.getString("code"),
        InviteState.valueOf(row.getString("state")),
        maxUses,
        currentUses,
        remaining(maxUses, currentUses),
        optionalInstant(row, "starts_at"),
        optionalInstant(row, "expires_at"),
        optionalInstant(row, "revoked_at"),
        row.getString("created_by"),
        instant(row, "created_at"),
        instant(row, "changed_at"),
        row.getLong("version"),
        uuid(row, "id"));
  }

  /** A limit that was lowered may lie below the uses. */
  private static @Nullable Long remaining(@Nullable Long maxUses, long currentUses) {
    return maxUses == null ? null : Math.max(0, maxUses - currentUses);
  }
}
