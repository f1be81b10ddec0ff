package dev.admitone.system.monitoring;

import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntConsumer;

/** Clients that make the same call over and over, until they are closed. */
final class RepeatedCalls implements AutoCloseable {

  private final List<Thread> clients = new ArrayList<>();

  private RepeatedCalls() {}

  /**
   * Begins.
   *
   * @param clients how many call at once
   * @param pause of each between two of its calls
   * @param call gets a number that no other call of these clients has
   */
  static RepeatedCalls of(int clients, Duration pause, IntConsumer call) {
    RepeatedCalls calls = new RepeatedCalls();
    for (int i = 0; i < clients; i++) {
      int first = i;
      calls.clients.add(
          Thread.ofVirtual().start(() -> repeat(first, clients, pause.toNanos(), call)));
    }
    return calls;
  }

  private static void repeat(int first, int step, long pauseNanos, IntConsumer call) {
    for (int number = first; !Thread.currentThread().isInterrupted(); number += step) {
      try {
        call.accept(number);
      } catch (UncheckedIOException | IllegalStateException e) {
        // What the service does not respond to is part of the fault.
      }
      // The client's own pace, not a wait for what the test expects.
      LockSupport.parkNanos(pauseNanos);
    }
  }

  @Override
  public void close() {
    clients.forEach(Thread::interrupt);
  }
}
