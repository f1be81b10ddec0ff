package dev.admitone.benchmarks.generator;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * One load, from its begin to its result. Open: requests arrive when they arrive; one that finds no
 * free connection waits, and its latency counts from its arrival all the same, so that a service
 * that stands still gets no fewer requests (no coordinated omission). Closed, without arrivals:
 * each connection sends its next request when it has a response, which finds the highest
 * throughput. Everything here happens on one thread.
 */
final class LoadRun {

  private static final int NO_RESPONSE = 0;
  private static final double NANOS = 1e9;
  private static final long MILLI_NANOS = 1_000_000;
  private static final long TO_CONNECT_NANOS = Duration.ofMillis(300).toNanos();
  private static final long RECONNECT_NANOS = Duration.ofMillis(10).toNanos();
  private static final Duration GRACE = Duration.ofSeconds(15);
  private static final int REQUEST_BYTES_MAX = 16 * 1024;
  private static final int READ_BYTES_MAX = 64 * 1024;

  private final int port;
  private final int connectionCount;
  private final CallSource calls;
  private final @Nullable Arrivals arrivals;
  private final Duration window;
  private final Deque<LoadConnection> idle = new ArrayDeque<>();
  private final List<LoadConnection> connections = new ArrayList<>();
  private final Deque<LoadConnection> lost = new ArrayDeque<>();
  private final LoadCounts counts;
  private final ByteBuffer request = ByteBuffer.allocateDirect(REQUEST_BYTES_MAX);
  private final ByteBuffer read = ByteBuffer.allocateDirect(READ_BYTES_MAX);
  private long beginNanos;
  private long endNanos;

  /** Without arrivals the load is closed. */
  LoadRun(
      int connectionCount,
      int port,
      CallSource calls,
      @Nullable Arrivals arrivals,
      Duration window) {
    this.connectionCount = connectionCount;
    this.port = port;
    this.calls = calls;
    this.arrivals = arrivals;
    this.window = window;
    this.counts = new LoadCounts(window);
  }

  LoadResult run() throws IOException {
    try (Selector selector = Selector.open();
        ScheduledExecutorService ticks =
            Executors.newSingleThreadScheduledExecutor(
                Thread.ofPlatform().name(LoadGenerator.THREADS + "ticks").factory())) {
      for (int i = 0; i < connectionCount; i++) {
        LoadConnection connection = new LoadConnection(port, selector);
        connections.add(connection);
        connect(connection);
      }
      beginNanos = System.nanoTime() + TO_CONNECT_NANOS;
      endNanos = beginNanos + window.toNanos();
      while (!isOver()) {
        select(selector, ticks);
        sendDue();
      }
      LoadResult result = result(cpuSeconds(ticks));
      ticks.shutdownNow();
      for (LoadConnection connection : connections) {
        connection.close();
      }
      return result;
    }
  }

  private boolean isOver() {
    if (Thread.currentThread().isInterrupted()) {
      return true;
    }
    long now = System.nanoTime();
    return arrivals == null
        ? now >= endNanos
        : counts.respondedCount() == arrivals.count() || now >= endNanos + GRACE.toNanos();
  }

  /** Waits for responses, until the next request arrives. */
  private void select(Selector selector, ScheduledExecutorService ticks) throws IOException {
    long wait = nextNanos() - System.nanoTime();
    if (wait <= 0) {
      selector.selectNow(this::handle);
    } else if (wait >= MILLI_NANOS) {
      selector.select(this::handle, wait / MILLI_NANOS);
    } else {
      // A selector waits for whole milliseconds; what comes between them is woken up for.
      var _ = ticks.schedule(selector::wakeup, wait, TimeUnit.NANOSECONDS);
      selector.select(this::handle, 1);
    }
    for (int i = lost.size(); i > 0; i--) {
      connect(lost.removeFirst());
    }
  }

  /** When there is something to do without a response. */
  private long nextNanos() {
    long now = System.nanoTime();
    if (now < beginNanos) {
      return beginNanos;
    }
    long next = arrivals == null ? endNanos : endNanos + GRACE.toNanos();
    if (arrivals != null && counts.sentCount() < arrivals.count() && !idle.isEmpty()) {
      next = beginNanos + arrivals.nanos(counts.sentCount());
    }
    return lost.isEmpty() ? next : Math.min(next, now + RECONNECT_NANOS);
  }

  private void handle(SelectionKey key) {
    LoadConnection connection = (LoadConnection) key.attachment();
    try {
      if (key.isConnectable()) {
        if (connection.connected()) {
          idle.addLast(connection);
        }
        return;
      }
      if (key.isWritable()) {
        connection.sendRest();
      }
      if (key.isReadable()) {
        Response response = connection.read(read);
        if (response != null) {
          responded(connection, response);
        }
      }
    } catch (IOException e) {
      lost(connection);
    }
  }

  private void responded(LoadConnection connection, Response response) throws IOException {
    boolean isLast = response.isLast();
    count(connection.arrivedNanos(), response.status());
    connection.reset();
    if (isLast) {
      connection.close();
      lost.addLast(connection);
    } else {
      idle.addLast(connection);
    }
  }

  private void lost(LoadConnection connection) {
    idle.remove(connection);
    if (connection.waitingSince() >= 0) {
      count(connection.waitingSince(), NO_RESPONSE);
    }
    try {
      connection.close();
    } catch (IOException e) {
      // It is gone, which is all that is wanted.
    }
    lost.addLast(connection);
  }

  private void connect(LoadConnection connection) throws IOException {
    try {
      connection.connect();
    } catch (IOException e) {
      connection.close();
      lost.addLast(connection);
    }
  }

  private void count(long arrivedNanos, int status) {
    long now = System.nanoTime();
    counts.responded(status, now - arrivedNanos, now - beginNanos);
  }

  private void sendDue() throws IOException {
    while (!idle.isEmpty()) {
      long now = System.nanoTime();
      if (now < beginNanos || (arrivals == null && now >= endNanos)) {
        return;
      }
      long arrival = now;
      if (arrivals != null) {
        if (counts.sentCount() == arrivals.count()) {
          return;
        }
        arrival = beginNanos + arrivals.nanos(counts.sentCount());
        if (arrival > now) {
          return;
        }
      }
      send(idle.removeFirst(), arrival);
    }
  }

  private void send(LoadConnection connection, long arrival) {
    request.clear();
    calls.next(request);
    counts.sent();
    try {
      connection.send(request.flip(), arrival);
    } catch (IOException e) {
      lost(connection);
    }
  }

  /** Of this thread and of the one that wakes it up. */
  private static double cpuSeconds(ScheduledExecutorService ticks) {
    ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    long nanos = threads.getCurrentThreadCpuTime();
    try {
      nanos += ticks.submit(threads::getCurrentThreadCpuTime).get();
    } catch (ExecutionException e) {
      throw new IllegalStateException("reading a clock does not fail", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return nanos / NANOS;
  }

  /** A request without a response counts with the time that it has waited. */
  private LoadResult result(double cpuSeconds) {
    long now = System.nanoTime();
    int unsent = 0;
    if (arrivals != null) {
      for (LoadConnection connection : connections) {
        if (connection.waitingSince() >= 0) {
          counts.waited(now - connection.waitingSince());
        }
      }
      for (int i = counts.sentCount(); i < arrivals.count(); i++) {
        counts.waited(now - beginNanos - arrivals.nanos(i));
        unsent++;
      }
    }
    return counts.result(unsent, cpuSeconds);
  }
}
