package dev.admitone.benchmarks.limit;

import dev.admitone.benchmarks.load.Ids;
import dev.admitone.benchmarks.testbed.Tables;
import dev.admitone.benchmarks.testbed.TestBed;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * The rows of so many redemptions, written into the product's tables and indexes as fast as the
 * database takes them: no log, no reads, no decisions, no results. One commit for each batch of the
 * product's size; rows and batches are made before the clock starts.
 */
public final class BulkInsert {

  /** The processor's {@code max.poll.records}. */
  static final int BATCH_ROWS = 4_000;

  /** The ways to write the rows. */
  public enum Way {
    COPY,
    UNNEST
  }

  private final TestBed testBed;
  private final Tables tables;
  private long runs;

  public BulkInsert(TestBed testBed) {
    this.testBed = testBed;
    this.tables = new Tables(testBed);
  }

  /** Redemptions per second, a use and a decision each. */
  public double measure(Way way, int connections, int redemptions) throws Exception {
    tables.empty();
    long seed = ++runs;
    List<List<RowBatch>> work = new ArrayList<>();
    for (int connection = 0; connection < connections; connection++) {
      work.add(batches(way, seed * connections + connection, redemptions / connections));
    }
    List<Connection> open = new ArrayList<>();
    try (ExecutorService threads = Executors.newFixedThreadPool(connections)) {
      for (int i = 0; i < connections; i++) {
        open.add(DriverManager.getConnection(testBed.jdbcUrl(), testBed.username(), ""));
        open.getLast().setAutoCommit(false);
      }
      List<Future<Void>> all = new ArrayList<>();
      long begin = System.nanoTime();
      for (int i = 0; i < connections; i++) {
        Connection connection = open.get(i);
        List<RowBatch> own = work.get(i);
        all.add(threads.submit(() -> write(connection, own)));
      }
      for (Future<Void> written : all) {
        written.get();
      }
      double seconds = (System.nanoTime() - begin) / 1e9;
      long rows = work.stream().flatMap(List::stream).mapToLong(RowBatch::rows).sum();
      Tables.require("uses", rows, tables.uses());
      Tables.require("decisions", rows, tables.decisions("REDEEMED"));
      return rows / seconds;
    } finally {
      for (Connection connection : open) {
        connection.close();
      }
    }
  }

  private static Void write(Connection connection, List<RowBatch> batches) throws SQLException {
    for (RowBatch batch : batches) {
      batch.write(connection);
      connection.commit();
    }
    return null;
  }

  /** One invite for each connection, as each lane has codes of its own. */
  private static List<RowBatch> batches(Way way, long seed, int redemptions) {
    UUID invite = UUID.randomUUID();
    Ids ids = new Ids(Ids.Kind.MIXED, seed, System.currentTimeMillis());
    List<RowBatch> batches = new ArrayList<>();
    for (int first = 0; first < redemptions; first += BATCH_ROWS) {
      List<RowBatch.Row> rows = new ArrayList<>();
      for (int i = first; i < Math.min(redemptions, first + BATCH_ROWS); i++) {
        rows.add(new RowBatch.Row(ids.next(), invite, Ids.user(seed, i)));
      }
      batches.add(way == Way.COPY ? new CopyBatch(rows) : new UnnestBatch(rows));
    }
    return batches;
  }
}
