package dev.admitone.benchmarks.peers;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.LockSupport;
import javax.sql.DataSource;

/** One redemption over JDBC, in one transaction, as the thread of a call makes it. */
final class JdbcRedemption {

  /** Another client has locked the code's row. */
  private static final String LOCK_NOT_AVAILABLE = "55P03";

  /** The user has a use of the code already. */
  private static final String UNIQUE_VIOLATION = "23505";

  private static final int BACK_OFF_SHIFT_MAX = 5;
  private static final long MILLI_NANOS = 1_000_000;

  /** One statement: the best of the usual ways. */
  private static final String CONDITIONAL_UPDATE =
      """
      with admitted as (
          update peer.invites set current_uses = current_uses + 1
          where code = ? and (max_uses is null or current_uses < max_uses)
            and revoked_at is null and (expires_at is null or expires_at > now())
          returning id)
      insert into peer.invite_uses (id, invite_id, used_by) select ?, id, ? from admitted
      returning 'REDEEMED'
      """;

  /**
   * A row for each use that is left: no two calls wait for the same one. Each call looks from a
   * number of its own: from the first one on, all would pass over the rows that are locked or gone.
   */
  private static final String SLOT =
      """
      with invite as (
          select id, max_uses from peer.invites
          where code = ? and revoked_at is null and (expires_at is null or expires_at > now())),
      slot as (
          delete from peer.invite_slots
          where (invite_id, number) = (
              select s.invite_id, s.number from peer.invite_slots s
              where s.invite_id = (select id from invite)
                and s.number >= (select (? * max_uses)::bigint from invite)
              order by s.invite_id, s.number limit 1 for update of s skip locked)
          returning invite_id)
      insert into peer.invite_uses (id, invite_id, used_by) select ?, invite_id, ? from slot
      returning 'REDEEMED'
      """;

  /** Why there was no use, in the order of precedence; null: there may be one after all. */
  private static final String REFUSAL =
      """
      select case when u.id = ? then 'REDEEMED'
                  when u.invite_id is not null then 'ALREADY_USED'
                  when i.revoked_at is not null then 'REVOKED'
                  when i.expires_at <= now() then 'EXPIRED'
                  when not exists (select from peer.invite_slots s where s.invite_id = i.id)
                  then 'EXHAUSTED' end
      from peer.invites i
      left join peer.invite_uses u on u.invite_id = i.id and u.used_by = ?
      where i.code = ?
      """;

  private final UUID requestId;
  private final String code;
  private final String userId;

  JdbcRedemption(UUID requestId, String code, String userId) {
    this.requestId = requestId;
    this.code = code;
    this.userId = userId;
  }

  /** Redeems, trying again as long as others hold what it needs. */
  PeerOutcome decide(DataSource pool, JdbcPeer.Way way) throws SQLException {
    for (int attempt = 0; ; attempt++) {
      try (Connection connection = pool.getConnection()) {
        Optional<PeerOutcome> outcome =
            switch (way) {
              case NOWAIT, BLOCKING -> callFunction(connection, way);
              case CONDITIONAL_UPDATE -> updateConditionally(connection);
              case SLOTS -> takeSlot(connection, attempt);
            };
        if (outcome.isPresent()) {
          return outcome.get();
        }
      }
      backOff(attempt);
    }
  }

  private Optional<PeerOutcome> callFunction(Connection connection, JdbcPeer.Way way)
      throws SQLException {
    try (PreparedStatement call = connection.prepareStatement(way.function())) {
      call.setString(1, code);
      call.setString(2, userId);
      return first(call);
    } catch (SQLException e) {
      if (LOCK_NOT_AVAILABLE.equals(e.getSQLState())) {
        return Optional.empty();
      }
      throw e;
    }
  }

  private Optional<PeerOutcome> updateConditionally(Connection connection) throws SQLException {
    try (PreparedStatement update = connection.prepareStatement(CONDITIONAL_UPDATE)) {
      update.setString(1, code);
      update.setObject(2, requestId);
      update.setString(3, userId);
      Optional<PeerOutcome> admitted = firstUnlessUsed(update);
      return admitted.isPresent() ? admitted : refusal(connection);
    }
  }

  private Optional<PeerOutcome> takeSlot(Connection connection, int attempt) throws SQLException {
    try (PreparedStatement take = connection.prepareStatement(SLOT)) {
      take.setString(1, code);
      // Where nothing is left from there on, something may be left before.
      take.setDouble(2, attempt == 0 ? ThreadLocalRandom.current().nextDouble() : 0);
      take.setObject(3, requestId);
      take.setString(4, userId);
      Optional<PeerOutcome> admitted = firstUnlessUsed(take);
      return admitted.isPresent() ? admitted : refusal(connection);
    }
  }

  private Optional<PeerOutcome> refusal(Connection connection) throws SQLException {
    try (PreparedStatement refusal = connection.prepareStatement(REFUSAL)) {
      refusal.setObject(1, requestId);
      refusal.setString(2, userId);
      refusal.setString(3, code);
      try (ResultSet rows = refusal.executeQuery()) {
        return rows.next()
            ? Optional.ofNullable(rows.getString(1)).map(PeerOutcome::valueOf)
            : Optional.of(PeerOutcome.UNKNOWN_CODE);
      }
    }
  }

  private static Optional<PeerOutcome> firstUnlessUsed(PreparedStatement statement)
      throws SQLException {
    try {
      return first(statement);
    } catch (SQLException e) {
      if (UNIQUE_VIOLATION.equals(e.getSQLState())) {
        return Optional.empty();
      }
      throw e;
    }
  }

  private static Optional<PeerOutcome> first(PreparedStatement statement) throws SQLException {
    try (ResultSet rows = statement.executeQuery()) {
      return rows.next() ? Optional.of(PeerOutcome.valueOf(rows.getString(1))) : Optional.empty();
    }
  }

  /** A random pause of up to 1, 2, 4 ... 32 ms: without one, most of the work is refused tries. */
  private static void backOff(int attempt) {
    long maxNanos = MILLI_NANOS << Math.min(attempt, BACK_OFF_SHIFT_MAX);
    LockSupport.parkNanos(ThreadLocalRandom.current().nextLong(maxNanos));
  }
}
