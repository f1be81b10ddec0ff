package dev.admitone.local.stack;

import dev.admitone.local.demo.DemoCodes;
import dev.admitone.local.settings.StackSettings;
import dev.admitone.service.loglines.LineLimits;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;

/**
 * A stack from the first moment of its start to its end, whichever comes first: ready, a failure,
 * or a signal that ends it. It tells one of them.
 */
final class StackRun {

  private enum State {
    RUNNING,
    FAILED,
    STOPPING
  }

  private final Instant begin;
  private final AtomicReference<State> state = new AtomicReference<>(State.RUNNING);
  private @Nullable StackSettings settings;
  private @Nullable LocalStack stack;

  StackRun(Instant begin) {
    this.begin = begin;
  }

  /** Stops the stack when the JVM is told to end. To be called before anything is started. */
  void stopOnSignal() {
    Runtime.getRuntime().addShutdownHook(new Thread(this::stop, "stop"));
  }

  /** Starts the stack and prints where it is, unless it is told to stop meanwhile. */
  void up(StackSettings wanted) {
    System.out.println("Starting on " + wanted.dataDirectory() + " ...");
    LocalStack begun = begin(wanted);
    if (begun == null) {
      return;
    }
    LineLimits.install();
    begun.awaitReady();
    DemoCodes.make(begun.kafka().bootstrapServers(), wanted.topics());
    String screen = Screen.of(begun, wanted, Duration.between(begin, Instant.now()));
    if (state.get() == State.RUNNING) {
      write(wanted.readyFile());
      System.out.println(screen);
    }
  }

  /** Does not return: the signal that stops the stack ends the JVM. */
  void awaitStop() {
    try {
      new CountDownLatch(1).await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /**
   * Ends what was started, so that the failure can be told.
   *
   * @return false if the stack was told to stop: then that is what is printed
   */
  boolean failed(Throwable failure) {
    if (!state.compareAndSet(State.RUNNING, State.FAILED)) {
      return false;
    }
    if (settings() != null) { // Before that no line names the log file.
      LoggerFactory.getLogger(StackRun.class).error("The stack did not start", failure);
    }
    closeStack();
    return true;
  }

  /** Its settings, if the start came so far. */
  synchronized @Nullable StackSettings settings() {
    return settings;
  }

  /** Null if the stack is told to stop before it begins. */
  private synchronized @Nullable LocalStack begin(StackSettings wanted) {
    settings = wanted;
    if (state.get() != State.RUNNING) {
      return null;
    }
    stack = LocalStack.begin(wanted);
    delete(wanted.readyFile()); // A run that was killed left it behind.
    return stack;
  }

  private synchronized void closeStack() {
    if (stack != null) {
      stack.close();
    }
  }

  /** Otherwise the directory may be another stack's. */
  private synchronized boolean hasBegun() {
    return stack != null;
  }

  private static void write(Path file) {
    try {
      Files.writeString(file, "");
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot write " + file, e);
    }
  }

  private static void delete(Path file) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot delete " + file, e);
    }
  }

  private void stop() {
    if (!state.compareAndSet(State.RUNNING, State.STOPPING)) {
      return;
    }
    System.out.println("Stopping ...");
    StackSettings used = settings();
    if (used != null && hasBegun()) {
      delete(used.readyFile());
    }
    closeStack();
    System.out.println(
        used == null ? "Stopped." : "Stopped. The data are in " + used.dataDirectory() + ".");
    // A requested stop that succeeded is no failure, for any signal.
    Runtime.getRuntime().halt(0);
  }
}
