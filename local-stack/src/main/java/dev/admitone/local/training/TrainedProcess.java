package dev.admitone.local.training;

import dev.admitone.local.command.CommandFailedException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** The process that is trained. It is told to stop at the end, and writes its profile then. */
final class TrainedProcess implements AutoCloseable {

  private static final Duration START_MAX = Duration.ofMinutes(3);
  private static final Duration BETWEEN_TRIES = Duration.ofMillis(100);
  private static final int CONNECT_MILLIS_MAX = 1_000;
  private static final int STOP_MINUTES_MAX = 3;

  private final Process process;
  private final Thread stopWithThisJvm;

  private TrainedProcess(Process process) {
    this.process = process;
    this.stopWithThisJvm = new Thread(process::destroy, "stop-trained");
    Runtime.getRuntime().addShutdownHook(stopWithThisJvm);
  }

  /** Starts it with this process's environment and these variables. */
  static TrainedProcess start(List<String> command, Map<String, String> variables) {
    ProcessBuilder builder = new ProcessBuilder(command).inheritIO();
    builder.environment().putAll(variables);
    try {
      return new TrainedProcess(builder.start());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Returns when it listens on the port.
   *
   * @throws CommandFailedException if it ends before, or does not within three minutes
   */
  void awaitListening(int port) {
    long deadlineNanos = System.nanoTime() + START_MAX.toNanos();
    while (!listens(port)) {
      if (!process.isAlive() || System.nanoTime() > deadlineNanos) {
        throw new CommandFailedException("The process to train did not start.", null);
      }
      try {
        Thread.sleep(BETWEEN_TRIES);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException(e);
      }
    }
  }

  private static boolean listens(int port) {
    try (Socket socket = new Socket()) {
      socket.connect(
          new InetSocketAddress(InetAddress.getLoopbackAddress(), port), CONNECT_MILLIS_MAX);
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  /** The order matters: the profile is written when the process ends. */
  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(STOP_MINUTES_MAX, TimeUnit.MINUTES)) {
        process.destroyForcibly();
        throw new CommandFailedException("The trained process did not stop.", null);
      }
      Runtime.getRuntime().removeShutdownHook(stopWithThisJvm);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
