package dev.admitone.benchmarks.testbed;

import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;

/**
 * Emulates storage whose commits take longer, as network disks do. PostgreSQL's {@code
 * commit_delay} sleeps before each flush of the write-ahead log, while it holds the lock of the
 * log, so that other commits wait for the same flush or the next one, as they would for a slower
 * disk. With {@code commit_siblings} of 0 it does so for lone commits, too. What it does not
 * emulate is a disk's throughput.
 */
public final class CommitLatency {

  private static final int COMMITS = 41;
  private static final Duration APPLIED_MAX = Duration.ofSeconds(10);
  private static final String PROBE = "create table if not exists commit_probe (n int)";
  private static final String COMMIT = "insert into commit_probe values (?)";

  private final Sql sql;

  public CommitLatency(TestBed testBed) {
    this.sql = testBed.sql();
  }

  /**
   * From now on each flush waits so long before; 0 is the disk alone.
   *
   * @throws IllegalStateException if the server does not take it
   */
  public void emulate(int micros) {
    sql.execute("alter system set commit_siblings = 0");
    sql.execute("alter system set commit_delay = " + micros);
    sql.execute("select pg_reload_conf()");
    long deadline = System.nanoTime() + APPLIED_MAX.toNanos();
    String wanted = String.valueOf(micros);
    while (!sql.text("select setting from pg_settings where name = 'commit_delay'")
        .equals(wanted)) {
      if (System.nanoTime() > deadline) {
        throw new IllegalStateException("commit_delay does not become " + wanted);
      }
      LockSupport.parkNanos(Duration.ofMillis(10).toNanos());
    }
  }

  /** How long one commit takes now, alone: the median, milliseconds. */
  public double measuredMillis() {
    sql.execute(PROBE);
    long[] nanos = new long[COMMITS];
    for (int i = 0; i < COMMITS; i++) {
      long begin = System.nanoTime();
      sql.update(COMMIT, i);
      nanos[i] = System.nanoTime() - begin;
    }
    sql.execute("drop table commit_probe");
    Arrays.sort(nanos);
    return nanos[COMMITS / 2] / 1e6;
  }

  /** The settings that it changes, as the server itself reports them. */
  public Map<String, String> settings() {
    return Map.of(
        "commit_delay", sql.text("select current_setting('commit_delay')"),
        "commit_siblings", sql.text("select current_setting('commit_siblings')"));
  }
}
