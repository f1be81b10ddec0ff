package dev.admitone.benchmarks.peers;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariConfigMXBean;
import com.zaxxer.hikari.HikariDataSource;
import dev.admitone.benchmarks.load.Ids;
import dev.admitone.benchmarks.testbed.TestBed;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.LockSupport;
import javax.sql.DataSource;

/** One hot code redeemed over JDBC by some clients at once, each with a connection of its own. */
public final class JdbcPeer {

  /** The SQLSTATE when another client has locked the code's row. */
  private static final String LOCK_NOT_AVAILABLE = "55P03";

  private static final int BACK_OFF_SHIFT_MAX = 5;
  private static final long MILLI_NANOS = 1_000_000;

  /** The usual ways to build it. */
  public enum Way {
    /** The checklist's function; a client that finds the row locked tries again. */
    NOWAIT("select peer.use_invite_code_nowait(?, ?)"),
    /** The same function, waiting for the lock. */
    BLOCKING("select peer.use_invite_code_blocking(?, ?)"),
    /** One statement: the best of the usual ways. */
    CONDITIONAL_UPDATE(
        """
        with admitted as (
            update peer.invites set current_uses = current_uses + 1
            where code = ? and (max_uses is null or current_uses < max_uses)
              and revoked_at is null and (expires_at is null or expires_at > now())
            returning id)
        insert into peer.invite_uses (invite_id, used_by) select id, ? from admitted
        returning 'REDEEMED'
        """);

    private final String sql;

    Way(String sql) {
      this.sql = sql;
    }
  }

  private final TestBed testBed;
  private final PeerTables tables;
  private long runs;

  public JdbcPeer(TestBed testBed, PeerTables tables) {
    this.testBed = testBed;
    this.tables = tables;
  }

  /** Successes per second. */
  public double measure(Way way, int clients, Duration window) throws Exception {
    tables.empty();
    long seed = ++runs;
    try (HikariDataSource pool = pool(testBed, clients);
        ExecutorService threads = Executors.newFixedThreadPool(clients)) {
      List<Future<Counts>> all = new ArrayList<>();
      long begin = System.nanoTime() + Duration.ofMillis(300).toNanos();
      long end = begin + window.toNanos();
      for (int client = 0; client < clients; client++) {
        long users = seed * clients + client;
        all.add(threads.submit(() -> redeemUntil(pool, way, users, begin, end)));
      }
      long told = 0;
      long counted = 0;
      for (Future<Counts> counts : all) {
        told += counts.get().told();
        counted += counts.get().counted();
      }
      tables.requireUses(told);
      return counted / (window.toNanos() / 1e9);
    }
  }

  /** A pool with so many connections, all open. */
  public static HikariDataSource pool(TestBed testBed, int connections) {
    HikariConfig config = new HikariConfig();
    config.setJdbcUrl(testBed.jdbcUrl());
    config.setUsername(testBed.username());
    config.setMaximumPoolSize(connections);
    config.setMinimumIdle(connections);
    return new HikariDataSource(config);
  }

  /** Gives a pool another size: all its connections are opened anew. */
  public static void resize(HikariDataSource pool, int connections) {
    HikariConfigMXBean config = pool.getHikariConfigMXBean();
    // Never fewer at most than at least.
    config.setMinimumIdle(1);
    config.setMaximumPoolSize(connections);
    config.setMinimumIdle(connections);
    pool.getHikariPoolMXBean().softEvictConnections();
  }

  /** How many redemptions succeeded, and how many of them within the window. */
  private record Counts(long told, long counted) {}

  private static Counts redeemUntil(DataSource pool, Way way, long users, long begin, long end)
      throws SQLException {
    long told = 0;
    long counted = 0;
    for (int user = 0; System.nanoTime() < end; user++) {
      if (redeem(pool, way, PeerTables.HOT, Ids.user(users, user))) {
        told++;
        long now = System.nanoTime();
        counted += now >= begin && now < end ? 1 : 0;
      }
    }
    return new Counts(told, counted);
  }

  /** Redeems as a client does, trying again as long as the row is locked by another. */
  public static boolean redeem(DataSource pool, Way way, String code, String userId)
      throws SQLException {
    for (int attempt = 0; ; attempt++) {
      try (Connection connection = pool.getConnection();
          PreparedStatement call = connection.prepareStatement(way.sql)) {
        call.setString(1, code);
        call.setString(2, userId);
        try (ResultSet rows = call.executeQuery()) {
          return rows.next() && rows.getString(1).equals("REDEEMED");
        }
      } catch (SQLException e) {
        if (!LOCK_NOT_AVAILABLE.equals(e.getSQLState())) {
          throw e;
        }
      }
      backOff(attempt);
    }
  }

  /** A random pause of up to 1, 2, 4 ... 32 ms: without one, most of the work is refused tries. */
  private static void backOff(int attempt) {
    long maxNanos = MILLI_NANOS << Math.min(attempt, BACK_OFF_SHIFT_MAX);
    LockSupport.parkNanos(ThreadLocalRandom.current().nextLong(maxNanos));
  }
}
