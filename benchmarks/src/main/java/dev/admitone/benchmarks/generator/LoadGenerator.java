package dev.admitone.benchmarks.generator;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Loads a service on this machine over HTTP, from one thread and with keep-alive connections that
 * have one request at a time. The results have its processor time for a call; with Netty and its
 * codec that was 21 to 25 µs.
 */
public final class LoadGenerator implements AutoCloseable {

  /** The beginning of its threads' names. */
  public static final String THREADS = "load-";

  private static final AtomicInteger NUMBERS = new AtomicInteger();

  private final int connections;
  private final CompletableFuture<Thread> thread = new CompletableFuture<>();

  /** For one load. */
  public LoadGenerator(int connections) {
    this.connections = connections;
  }

  /** As much as the service serves, over so long. */
  public CompletableFuture<LoadResult> saturate(int port, CallSource calls, Duration window) {
    return run(port, calls, null, window);
  }

  /** Requests that arrive as given, over so long; the last responses may come later. */
  public CompletableFuture<LoadResult> arrive(
      int port, CallSource calls, Arrivals arrivals, Duration window) {
    return run(port, calls, arrivals, window);
  }

  private CompletableFuture<LoadResult> run(
      int port, CallSource calls, @Nullable Arrivals arrivals, Duration window) {
    LoadRun load = new LoadRun(connections, port, calls, arrivals, window);
    CompletableFuture<LoadResult> result = new CompletableFuture<>();
    Thread running =
        Thread.ofPlatform()
            .name(THREADS + NUMBERS.incrementAndGet())
            .unstarted(
                () -> {
                  try {
                    result.complete(load.run());
                  } catch (IOException | RuntimeException e) {
                    result.completeExceptionally(e);
                  }
                });
    if (!thread.complete(running)) {
      throw new IllegalStateException("a generator makes one load");
    }
    running.start();
    return result;
  }

  /** Ends the load where it is. */
  @Override
  public void close() {
    var _ = thread.thenAccept(Thread::interrupt);
  }
}
