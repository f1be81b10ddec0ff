package dev.admitone.benchmarks.peers;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariConfigMXBean;
import com.zaxxer.hikari.HikariDataSource;
import dev.admitone.benchmarks.load.Ids;
import dev.admitone.benchmarks.testbed.TestBed;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import javax.sql.DataSource;

/** One hot code redeemed over JDBC by some clients at once, each with a connection of its own. */
public final class JdbcPeer {

  /** The usual ways to build it. */
  public enum Way {
    /** The checklist's function; a client that finds the row locked tries again. */
    NOWAIT,
    /** The same function, waiting for the lock. */
    BLOCKING,
    /** One statement that counts where the limit allows it and inserts the use. */
    CONDITIONAL_UPDATE,
    /** A row for each use that is left, taken with {@code SKIP LOCKED}. */
    SLOTS;

    private final String function =
        "select peer.use_invite_code_%s(?, ?)".formatted(name().toLowerCase(Locale.ROOT));

    boolean isFunction() {
      return this == NOWAIT || this == BLOCKING;
    }

    /** The call of the function: code and user. */
    String function() {
      return function;
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
    return pool(testBed.jdbcUrl(), testBed.username(), connections);
  }

  static HikariDataSource pool(String jdbcUrl, String username, int connections) {
    HikariConfig config = new HikariConfig();
    config.setJdbcUrl(jdbcUrl);
    config.setUsername(username);
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
    return new JdbcRedemption(UUID.randomUUID(), code, userId).decide(pool, way)
        == PeerOutcome.REDEEMED;
  }
}
