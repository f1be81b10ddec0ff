package dev.admitone.benchmarks.testbed;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Whether commits are durable, as the server itself and the file system report it. */
public final class Durability {

  private static final List<String> REQUIRED =
      List.of("fsync", "synchronous_commit", "full_page_writes");

  private static final List<String> TOLD =
      List.of(
          "wal_sync_method",
          "shared_buffers",
          "max_wal_size",
          "checkpoint_timeout",
          "wal_compression",
          "max_connections");

  private static final Set<String> IN_MEMORY = Set.of("tmpfs", "ramfs", "devtmpfs");

  private static final int SYNCS = 101;
  private static final int PAGE_BYTES = 8192;

  private Durability() {}

  /**
   * The server's settings that matter.
   *
   * @throws IllegalStateException if one of them trades durability for speed
   */
  static Map<String, String> required(Sql sql) {
    Map<String, String> settings = new LinkedHashMap<>();
    for (String name : REQUIRED) {
      settings.put(name, sql.text("select current_setting(?)", name));
    }
    requireOn(settings);
    for (String name : TOLD) {
      settings.put(name, sql.text("select current_setting(?)", name));
    }
    return settings;
  }

  static void requireOn(Map<String, String> settings) {
    settings.forEach(
        (name, value) -> {
          if (!value.equals("on")) {
            throw new IllegalStateException(
                "The database server says %s=%s. A figure without durability is none: not measured."
                    .formatted(name, value));
          }
        });
  }

  /**
   * The kind of file system under the data.
   *
   * @throws IllegalStateException if it is in memory, where a sync does nothing
   */
  static String requireDisk(Path directory) {
    try {
      String type = Files.getFileStore(directory).type();
      if (IN_MEMORY.contains(type)) {
        throw new IllegalStateException(
            "%s is on %s, in memory. A figure without durability is none: not measured."
                .formatted(directory, type));
      }
      return type;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** How long this disk takes to make one page durable: the median, microseconds. */
  static double syncMicros(Path directory) {
    Path file = directory.resolve("sync-probe");
    long[] nanos = new long[SYNCS];
    try (FileChannel channel =
        FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
      ByteBuffer page = ByteBuffer.allocate(PAGE_BYTES);
      for (int i = 0; i < SYNCS; i++) {
        long begin = System.nanoTime();
        channel.write(page.rewind(), 0);
        channel.force(false);
        nanos[i] = System.nanoTime() - begin;
      }
      Files.delete(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Arrays.sort(nanos);
    return nanos[SYNCS / 2] / 1e3;
  }
}
