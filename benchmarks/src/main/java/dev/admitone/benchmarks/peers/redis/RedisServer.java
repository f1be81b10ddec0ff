package dev.admitone.benchmarks.peers.redis;

import dev.admitone.benchmarks.peers.Programs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * A Redis server as a child process, on 127.0.0.1, with a directory and a port of its own. It syncs
 * each write before it replies to it.
 */
public final class RedisServer implements AutoCloseable {

  /** Debian's package has the last line under the BSD licence. */
  public static final String PROGRAM = "redis-server";

  private static final long STOP_SECONDS = 30;

  private final Process process;
  private final int port;

  private RedisServer(Process process, int port) {
    this.process = process;
    this.port = port;
  }

  /** Where the program is, if this machine has it. */
  public static Optional<Path> program() {
    return Programs.find(PROGRAM);
  }

  /**
   * Starts one on the data that the directory has. It may still be loading them.
   *
   * @param directory belongs to this server alone; created if it is missing
   */
  public static RedisServer start(Path program, Path directory, int port) throws IOException {
    Files.createDirectories(directory);
    List<String> command =
        List.of(
            program.toString(),
            "--bind",
            "127.0.0.1",
            "--port",
            String.valueOf(port),
            "--dir",
            directory.toString(),
            "--appendonly",
            "yes",
            "--appendfsync",
            "always",
            // Snapshots beside the file would only take time.
            "--save",
            "");
    Process process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(directory.resolve("redis.log").toFile())
            .start();
    // A cancelled run must not leave it behind.
    Runtime.getRuntime().addShutdownHook(new Thread(process::destroy, "stop-redis"));
    return new RedisServer(process, port);
  }

  /** The process, for its cost. */
  ProcessHandle process() {
    return process.toHandle();
  }

  public int port() {
    return port;
  }

  public boolean isAlive() {
    return process.isAlive();
  }

  /** As kill -9 does; returns when the process is gone. */
  public void kill() {
    process.destroyForcibly().onExit().join();
  }

  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(STOP_SECONDS, TimeUnit.SECONDS)) {
        kill();
      }
    } catch (InterruptedException e) {
      kill();
      Thread.currentThread().interrupt();
    }
  }
}
