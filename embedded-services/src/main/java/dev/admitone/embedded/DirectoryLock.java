package dev.admitone.embedded;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.commons.io.FileUtils;

/**
 * The right to use a data directory: at most one service on this machine has it, and the operating
 * system takes it back when the JVM of that service ends for any reason.
 */
public final class DirectoryLock implements AutoCloseable {
  /**
   * Closing any channel on a file gives up every lock that the JVM has on it (POSIX), so a second
   * attempt in this JVM must not open the file at all.
   */
  private static final Set<Path> HELD_IN_THIS_JVM = new HashSet<>();

  private static final String FILE_NAME = "lock";

  private final Path directory;
  private final FileChannel channel;

  private DirectoryLock(Path directory, FileChannel channel) {
    this.directory = directory;
    this.channel = channel;
  }

  /**
   * Creates the directory where it is missing and locks it.
   *
   * @throws DirectoryInUseException when it is locked already, by this JVM or by another one
   */
  public static DirectoryLock acquire(Path dataDirectory) {
    try {
      Path directory = Files.createDirectories(dataDirectory).toRealPath();
      synchronized (HELD_IN_THIS_JVM) {
        if (HELD_IN_THIS_JVM.contains(directory)) {
          throw new DirectoryInUseException(directory, pid() + " (this one)");
        }
        DirectoryLock lock = new DirectoryLock(directory, lockedChannel(directory));
        HELD_IN_THIS_JVM.add(directory);
        return lock;
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot lock data directory " + dataDirectory, e);
    }
  }

  /** The locked directory, absolute and without symbolic links. */
  Path directory() {
    return directory;
  }

  // The file stays: deleting it would let two processes have locks on two files of one name.
  @Override
  public void close() {
    synchronized (HELD_IN_THIS_JVM) {
      if (HELD_IN_THIS_JVM.remove(directory)) {
        closeQuietly(channel);
      }
    }
  }

  /** Deletes everything but the lock file. */
  void deleteData() throws IOException {
    try (Stream<Path> entries = Files.list(directory)) {
      for (Path entry : entries.filter(path -> !path.endsWith(FILE_NAME)).toList()) {
        FileUtils.forceDelete(entry.toFile());
      }
    }
  }

  private static FileChannel lockedChannel(Path directory) throws IOException {
    Path file = directory.resolve(FILE_NAME);
    FileChannel channel =
        FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    boolean locked = false;
    try {
      FileLock lock = channel.tryLock();
      if (lock == null) {
        throw new DirectoryInUseException(directory, Files.readString(file, US_ASCII).strip());
      }
      channel.truncate(0);
      channel.write(ByteBuffer.wrap(pid().getBytes(US_ASCII)));
      locked = true;
      return channel;
    } finally {
      if (!locked) {
        closeQuietly(channel);
      }
    }
  }

  private static String pid() {
    return Long.toString(ProcessHandle.current().pid());
  }

  private static void closeQuietly(FileChannel channel) {
    try {
      channel.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
