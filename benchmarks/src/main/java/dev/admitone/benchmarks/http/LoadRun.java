package dev.admitone.benchmarks.http;

import io.netty.channel.EventLoop;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;

/**
 * One load, from its begin to its result. Open: requests arrive when they arrive; one that finds no
 * free connection waits, and its latency counts from its arrival all the same, so that a service
 * that stands still gets no fewer requests (no coordinated omission). Closed, without arrivals:
 * each connection sends its next request when it has a response, which finds the highest
 * throughput. Everything here happens on one thread.
 */
final class LoadRun {

  private static final int OK = 200;
  private static final double NANOS = 1e9;
  private static final long MICRO_NANOS = 1_000;
  private static final long MICROS_MAX = TimeUnit.MINUTES.toMicros(10);
  private static final Duration GRACE = Duration.ofSeconds(15);

  private final EventLoop loop;
  private final CallSource calls;
  private final @Nullable Arrivals arrivals;
  private final Duration window;
  private final Deque<LoadConnection> idle = new ArrayDeque<>();
  private final Histogram micros = new Histogram(MICROS_MAX, 3);
  private final CompletableFuture<LoadResult> result = new CompletableFuture<>();
  private List<LoadConnection> connections = List.of();
  private long beginNanos;
  private long endNanos;
  private boolean begun;
  private boolean tickIsScheduled;
  private int sent;
  private int responded;
  private int served;
  private int servedInWindow;

  /** Without arrivals the load is closed. */
  LoadRun(EventLoop loop, CallSource calls, @Nullable Arrivals arrivals, Duration window) {
    this.loop = loop;
    this.calls = calls;
    this.arrivals = arrivals;
    this.window = window;
  }

  CompletableFuture<LoadResult> result() {
    return result;
  }

  boolean isOver() {
    return result.isDone();
  }

  void begin(List<LoadConnection> all) {
    connections = all;
    beginNanos = System.nanoTime();
    endNanos = beginNanos + window.toNanos();
    begun = true;
    Duration duration = arrivals == null ? window : window.plus(GRACE);
    var _ = loop.schedule(this::finish, duration.toNanos(), TimeUnit.NANOSECONDS);
    sendDue();
  }

  void free(LoadConnection connection) {
    idle.addLast(connection);
    if (begun && !isOver()) {
      sendDue();
    }
  }

  void gone(LoadConnection connection) {
    idle.remove(connection);
  }

  void responded(long arrivedNanos, int status) {
    if (isOver()) {
      return;
    }
    long now = System.nanoTime();
    record(arrivedNanos, now);
    responded++;
    if (status == OK) {
      served++;
      servedInWindow += now < endNanos ? 1 : 0;
    }
    if (arrivals != null && responded == arrivals.count()) {
      finish();
    }
  }

  private void sendDue() {
    while (!idle.isEmpty()) {
      long now = System.nanoTime();
      if (arrivals == null) {
        idle.removeFirst().send(calls.next(), now);
        sent++;
      } else if (sent == arrivals.count()) {
        return;
      } else {
        long arrival = beginNanos + arrivals.nanos(sent);
        if (arrival > now) {
          scheduleTick(arrival - now);
          return;
        }
        idle.removeFirst().send(calls.next(), arrival);
        sent++;
      }
    }
  }

  private void scheduleTick(long nanos) {
    if (!tickIsScheduled) {
      tickIsScheduled = true;
      var _ = loop.schedule(this::tick, nanos, TimeUnit.NANOSECONDS);
    }
  }

  private void tick() {
    tickIsScheduled = false;
    if (!isOver()) {
      sendDue();
    }
  }

  /** A request without a response counts with the time that it has waited. */
  private void finish() {
    if (isOver()) {
      return;
    }
    long now = System.nanoTime();
    int unsent = 0;
    if (arrivals != null) {
      for (LoadConnection connection : connections) {
        if (connection.waitingSince() >= 0) {
          record(connection.waitingSince(), now);
        }
      }
      for (int i = sent; i < arrivals.count(); i++) {
        record(beginNanos + arrivals.nanos(i), now);
        unsent++;
      }
    }
    result.complete(
        new LoadResult(sent, served, servedInWindow / (window.toNanos() / NANOS), unsent, micros));
    connections.forEach(LoadConnection::close);
  }

  private void record(long arrivedNanos, long now) {
    micros.recordValue(Math.min(MICROS_MAX, Math.max(0, now - arrivedNanos) / MICRO_NANOS));
  }
}
