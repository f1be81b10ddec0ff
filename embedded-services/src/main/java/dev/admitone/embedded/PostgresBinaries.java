package dev.admitone.embedded;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.zonky.test.db.postgres.embedded.DefaultPostgresBinaryResolver;
import io.zonky.test.db.postgres.util.LinuxUtils;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.zip.CRC32;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.compressors.xz.XZCompressorInputStream;
import org.apache.commons.io.FileUtils;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * PostgreSQL's programs, unpacked once from the class path into the user's cache directory.
 *
 * <p>The library that brings the archive can run them too, but it turns fsync off, deletes data
 * directories that look old, and takes any server that responds on the port for its own.
 */
final class PostgresBinaries {
  private static final Logger LOG = LoggerFactory.getLogger(PostgresBinaries.class);
  private static final int OWNER_EXECUTES = 0100;

  private final Path home;

  private PostgresBinaries(Path home) {
    this.home = home;
  }

  /**
   * The programs for this machine. Several processes may call this at once: each unpacks for
   * itself, and the first one that is done renames its directory to the final name.
   */
  static PostgresBinaries unpacked() {
    return unpackedIn(cacheDirectory());
  }

  static PostgresBinaries unpackedIn(Path cacheDirectory) {
    try {
      return unpackedIn(cacheDirectory, archive());
    } catch (IOException e) {
      throw new UncheckedIOException("cannot unpack PostgreSQL", e);
    }
  }

  /** The programs of an archive of the same kind that is not on the class path. */
  static PostgresBinaries unpackedFrom(Path archive) {
    try {
      return unpackedIn(cacheDirectory(), Files.readAllBytes(archive));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot unpack " + archive, e);
    }
  }

  private static PostgresBinaries unpackedIn(Path cacheDirectory, byte[] archive)
      throws IOException {
    Path cache = Files.createDirectories(cacheDirectory).toRealPath();
    CRC32 checksum = new CRC32();
    checksum.update(archive);
    Path home = cache.resolve("postgresql-%08x".formatted(checksum.getValue()));
    if (Files.notExists(home)) {
      unpack(archive, home);
    }
    return new PostgresBinaries(home);
  }

  /**
   * An empty cluster that was kept beside the programs, if there is one. A container's build makes
   * it: initdb fails for a user id that has no name, as an operator may give to a container.
   */
  Optional<Path> initialized() {
    return Optional.of(home.resolveSibling(home.getFileName() + "-initialized"))
        .filter(Files::isDirectory);
  }

  /** How a program ended: its exit status and all that it printed. */
  record Result(int status, String output) {}

  /**
   * Runs a program to its end. It must not leave a child behind that keeps its output open: {@code
   * pg_ctl start} needs {@code -l}.
   */
  Result run(String program, List<String> arguments) {
    List<String> command = new ArrayList<>();
    if (LinuxUtils.isUnshareAvailable()) {
      // PostgreSQL refuses to run as root. In a user namespace of its own it has no user, and
      // still owns the files that root owns outside. True only for root.
      command.addAll(List.of("unshare", "-U"));
    }
    command.add(home.resolve("bin").resolve(program).toString());
    command.addAll(arguments);
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().putAll(Map.of("LC_ALL", "C", "TZ", "UTC"));
    LOG.debug("running {}", command);
    try {
      Process process = builder.start();
      process.getOutputStream().close();
      String output = new String(process.getInputStream().readAllBytes(), UTF_8).strip();
      return new Result(process.waitFor(), output);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot run " + command, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while " + program + " ran", e);
    }
  }

  private static byte[] archive() throws IOException {
    boolean mac = System.getProperty("os.name").toLowerCase(Locale.ROOT).startsWith("mac");
    String system = mac ? "Darwin" : "Linux";
    try (InputStream archive =
        DefaultPostgresBinaryResolver.INSTANCE.getPgBinary(system, System.getProperty("os.arch"))) {
      return archive.readAllBytes();
    }
  }

  private static Path cacheDirectory() {
    String cache = System.getenv("XDG_CACHE_HOME");
    Path root =
        cache == null || cache.isBlank()
            ? Path.of(System.getProperty("user.home"), ".cache")
            : Path.of(cache);
    return root.resolve("admit-one");
  }

  private static void unpack(byte[] archive, Path home) throws IOException {
    LOG.info("unpacking PostgreSQL to {}", home);
    Path unfinished = Files.createTempDirectory(home.getParent(), "unpacking-");
    try (TarArchiveInputStream tar =
        new TarArchiveInputStream(new XZCompressorInputStream(new ByteArrayInputStream(archive)))) {
      for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
        unpackEntry(tar, entry, entry.resolveIn(unfinished));
      }
      Files.move(unfinished, home, StandardCopyOption.ATOMIC_MOVE);
    } catch (FileSystemException e) {
      if (Files.notExists(home)) {
        throw e;
      }
      LOG.debug("another process unpacked at the same time", e);
    } finally {
      FileUtils.deleteDirectory(unfinished.toFile());
    }
  }

  private static void unpackEntry(TarArchiveInputStream tar, TarArchiveEntry entry, Path target)
      throws IOException {
    if (entry.isDirectory()) {
      Files.createDirectories(target);
      return;
    }
    Files.createDirectories(target.getParent());
    if (entry.isSymbolicLink()) {
      Files.createSymbolicLink(target, Path.of(entry.getLinkName()));
    } else {
      Files.copy(tar, target);
      if ((entry.getMode() & OWNER_EXECUTES) != 0 && !target.toFile().setExecutable(true)) {
        throw new IOException("cannot make " + target + " executable");
      }
    }
  }
}
