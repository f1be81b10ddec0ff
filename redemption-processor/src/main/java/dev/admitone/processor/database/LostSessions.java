package dev.admitone.processor.database;

import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.HikariPoolMXBean;
import com.zaxxer.hikari.SQLExceptionOverride;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Closes sessions that are of no use any more: whose server cannot write (a primary that became a
 * standby), or whose host or server process is gone. The others of the pool most likely have the
 * same server, so they are closed, too; each new one looks the address up again.
 */
final class LostSessions implements SQLExceptionOverride {

  private static final String READ_ONLY = "25006";
  private static final String CONNECTION_CLASS = "08";

  /** The server ends: admin_shutdown, crash_shutdown, cannot_connect_now. */
  private static final Set<String> SERVER_GONE = Set.of("57P01", "57P02", "57P03");

  /** The server has ended this session alone: idle_in_transaction and transaction time-outs. */
  private static final Set<String> SESSION_GONE = Set.of("25P03", "25P04");

  private static final Duration BETWEEN_EVICTIONS = Duration.ofSeconds(1);

  private final HikariDataSource pool;
  private final AtomicLong evictedNanos =
      new AtomicLong(System.nanoTime() - BETWEEN_EVICTIONS.toNanos());

  LostSessions(HikariDataSource pool) {
    this.pool = pool;
  }

  // The interface has an enum of the same name.
  @java.lang.Override
  public Override adjudicate(SQLException e) {
    String state = e.getSQLState();
    if (state == null) {
      return Override.CONTINUE_EVICT;
    }
    if (state.equals(READ_ONLY)
        || state.startsWith(CONNECTION_CLASS)
        || SERVER_GONE.contains(state)) {
      evictAll();
      return Override.MUST_EVICT;
    }
    return SESSION_GONE.contains(state) ? Override.MUST_EVICT : Override.CONTINUE_EVICT;
  }

  /** Idle ones at once, those in use when they come back. */
  private void evictAll() {
    long last = evictedNanos.get();
    long now = System.nanoTime();
    HikariPoolMXBean sessions = pool.getHikariPoolMXBean();
    if (sessions != null
        && now - last >= BETWEEN_EVICTIONS.toNanos()
        && evictedNanos.compareAndSet(last, now)) {
      sessions.softEvictConnections();
    }
  }
}
