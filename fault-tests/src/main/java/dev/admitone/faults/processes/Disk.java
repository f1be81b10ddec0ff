package dev.admitone.faults.processes;

import dev.admitone.testsupport.JavaCommand;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A file system in memory for one directory, so that it alone can be full. Needs Linux and the
 * right to mount, which root has; its files are gone when it is closed, or this JVM ends.
 */
public final class Disk implements AutoCloseable {

  private static final String SIZE = "8g";

  /** Less than any file of a broker or a database grows by. */
  private static final long LEFT_BYTES = 4096;

  /** Each is too late if more was written meanwhile than is left. */
  private static final int FILLING_TRIES_MAX = 50;

  private final Path directory;

  /** Lazily: processes that end together with this JVM may still have files on it. */
  private final Thread atExit;

  private Disk(Path directory) {
    this.directory = directory;
    this.atExit =
        Thread.ofPlatform().unstarted(() -> run("umount", "--lazy", directory.toString()));
    Runtime.getRuntime().addShutdownHook(atExit);
  }

  /** Whether this process may mount: it tries. */
  public static boolean isPossible() {
    try {
      Path directory = Files.createTempDirectory("admit-one-disk-");
      try {
        at(directory).close();
        return true;
      } finally {
        Files.delete(directory);
      }
    } catch (IOException | UncheckedIOException | IllegalStateException e) {
      return false;
    }
  }

  /**
   * Mounts it.
   *
   * @param directory is made where it is missing
   * @throws IllegalStateException if this process may not
   */
  public static Disk at(Path directory) {
    try {
      Files.createDirectories(directory);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    run("mount", "-t", "tmpfs", "-o", "size=" + SIZE, "admit-one-faults", directory.toString());
    return new Disk(directory);
  }

  /** It is as large as what is on it from now on. */
  public void fill() {
    for (int triesLeft = FILLING_TRIES_MAX; ; triesLeft--) {
      try {
        resize(String.valueOf(usedBytes() + LEFT_BYTES));
        return;
      } catch (IllegalStateException e) {
        if (triesLeft == 1) {
          throw e;
        }
      }
    }
  }

  private long usedBytes() {
    try {
      FileStore store = Files.getFileStore(directory);
      return store.getTotalSpace() - store.getUnallocatedSpace();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** It has space again. */
  public void free() {
    resize(SIZE);
  }

  private void resize(String size) {
    run("mount", "-o", "remount,size=" + size, directory.toString());
  }

  private static void run(String... command) {
    JavaCommand.Ended ended = Command.run(command);
    if (ended.status() != 0) {
      throw new IllegalStateException(ended.output());
    }
  }

  /** Unmounts it. Nothing may run on it any more. */
  @Override
  public void close() {
    try {
      Runtime.getRuntime().removeShutdownHook(atExit);
    } catch (IllegalStateException e) {
      // This JVM ends, and the hook does it.
      return;
    }
    run("umount", directory.toString());
  }
}
