package dev.admitone.benchmarks.peers;

import com.zaxxer.hikari.HikariDataSource;
import dev.admitone.benchmarks.testbed.TestBed;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** Redeems over JDBC, each call in a transaction of its own: as many threads as connections. */
public final class PooledPeer implements Peer {

  private final JdbcPeer.Way way;
  private final PeerTables tables;
  private final HikariDataSource pool;
  private final ThreadPoolExecutor threads;

  public PooledPeer(TestBed testBed, PeerTables tables, JdbcPeer.Way way, int connections) {
    this(tables, way, JdbcPeer.pool(testBed, connections));
  }

  /** The pool becomes its own. */
  PooledPeer(PeerTables tables, JdbcPeer.Way way, HikariDataSource pool) {
    this.way = way;
    this.tables = tables;
    this.pool = pool;
    int connections = pool.getMaximumPoolSize();
    this.threads =
        new ThreadPoolExecutor(
            connections,
            connections,
            0,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(),
            Thread.ofPlatform().name("pooled-peer-", 0).factory());
  }

  @Override
  public void create(List<NewCode> codes) {
    tables.create(codes, way == JdbcPeer.Way.SLOTS);
  }

  @Override
  public CompletableFuture<PeerDecision> redeem(UUID requestId, String code, String userId) {
    JdbcRedemption redemption = new JdbcRedemption(requestId, code, userId);
    return CompletableFuture.supplyAsync(() -> decide(redemption), threads);
  }

  private PeerDecision decide(JdbcRedemption redemption) {
    try {
      return PeerDecision.now(redemption.decide(pool, way));
    } catch (SQLException e) {
      throw new CompletionException(e);
    }
  }

  @Override
  public long uses() {
    return tables.uses();
  }

  /** All ways but the slots count in the code's row. */
  @Override
  public void requireCounted() {
    if (way != JdbcPeer.Way.SLOTS) {
      tables.requireCounted();
    }
  }

  /** From now on it has so many connections, and as many threads. */
  public void resize(int connections) {
    JdbcPeer.resize(pool, connections);
    // Never more at least than at most.
    threads.setCorePoolSize(1);
    threads.setMaximumPoolSize(connections);
    threads.setCorePoolSize(connections);
  }

  @Override
  public void close() {
    threads.close();
    pool.close();
  }
}
