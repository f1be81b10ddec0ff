package dev.admitone.benchmarks.peers;

import dev.admitone.benchmarks.testbed.TestBed;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The product without its log: calls wait in memory, and one thread decides all that wait in one
 * transaction, with the rows and indexes of the product's ledger. Calls that wait when the process
 * dies are lost, and a second instance would wait for the first one's locks.
 */
public final class MicroBatcher implements Peer {

  private static final Logger LOG = LoggerFactory.getLogger(MicroBatcher.class);

  /** The processor's {@code max.poll.records}. */
  private static final int BATCH_MAX = 4_000;

  /** As the processor's sessions: look-ups by index, however small the tables are. */
  private static final String SESSION =
      "-c enable_seqscan=off -c enable_hashjoin=off -c enable_mergejoin=off";

  private final PeerTables tables;
  private final String jdbcUrl;
  private final Properties login = new Properties();
  private final BlockingQueue<Waiting> queue = new LinkedBlockingQueue<>();
  private final Thread thread = Thread.ofPlatform().name("micro-batcher").unstarted(this::run);

  /** Responds to a batch while the next one is decided. */
  private final ExecutorService responses =
      Executors.newSingleThreadExecutor(
          Thread.ofPlatform().name("micro-batcher-responses").factory());

  private final LongAdder batches = new LongAdder();
  private final LongAdder decided = new LongAdder();
  private volatile boolean closed;
  private @Nullable Connection connection;

  /** A call without a decision. */
  private record Waiting(MicroBatch.Call call, CompletableFuture<PeerDecision> decided) {}

  public MicroBatcher(TestBed testBed, PeerTables tables) {
    this(testBed.jdbcUrl(), testBed.username(), tables);
  }

  MicroBatcher(String jdbcUrl, String username, PeerTables tables) {
    this.tables = tables;
    this.jdbcUrl = jdbcUrl;
    login.setProperty("user", username);
    login.setProperty("options", SESSION);
    thread.start();
  }

  @Override
  public void create(List<NewCode> codes) {
    tables.create(codes, false);
  }

  @Override
  public CompletableFuture<PeerDecision> redeem(UUID requestId, String code, String userId) {
    CompletableFuture<PeerDecision> decided = new CompletableFuture<>();
    queue.add(new Waiting(new MicroBatch.Call(requestId, code, userId), decided));
    return decided;
  }

  private void run() {
    List<Waiting> batch = new ArrayList<>();
    try {
      while (!closed) {
        batch.add(queue.take());
        queue.drainTo(batch, BATCH_MAX - 1);
        decide(List.copyOf(batch));
        batch.clear();
      }
    } catch (InterruptedException _) {
      // Closed while nothing waited.
    }
    disconnect();
  }

  private void decide(List<Waiting> batch) {
    List<MicroBatch.Call> calls = batch.stream().map(Waiting::call).toList();
    try {
      List<PeerDecision> decisions = new MicroBatch(connected(), calls).decide();
      batches.increment();
      decided.add(batch.size());
      responses.execute(() -> respond(batch, decisions));
    } catch (SQLException e) {
      LOG.warn("A batch of {} was not decided", batch.size(), e);
      // Whether it was committed is not known: its callers send their requests again.
      disconnect();
      batch.forEach(one -> one.decided().completeExceptionally(e));
    }
  }

  private static void respond(List<Waiting> batch, List<PeerDecision> decisions) {
    for (int i = 0; i < decisions.size(); i++) {
      batch.get(i).decided().complete(decisions.get(i));
    }
  }

  private Connection connected() throws SQLException {
    Connection current = connection;
    if (current == null) {
      current = DriverManager.getConnection(jdbcUrl, login);
      current.setAutoCommit(false);
      connection = current;
    }
    return current;
  }

  private void disconnect() {
    try {
      if (connection != null) {
        connection.close();
      }
    } catch (SQLException e) {
      LOG.debug("The connection was broken", e);
    }
    connection = null;
  }

  @Override
  public void requireCounted() {
    tables.requireCounted();
  }

  @Override
  public Map<String, Double> counts() {
    return Map.of(
        "requests in a batch.count",
        (double) batches.sum(),
        "requests in a batch.total",
        (double) decided.sum());
  }

  @Override
  public long uses() {
    return tables.uses();
  }

  @Override
  public void close() {
    closed = true;
    thread.interrupt();
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    responses.close();
  }
}
