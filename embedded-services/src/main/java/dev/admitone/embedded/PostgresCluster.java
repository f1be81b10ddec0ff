package dev.admitone.embedded;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A PostgreSQL data directory and the server process on it. The caller must have the lock of the
 * directory meanwhile: so a server that is found running here is one that a killed JVM left behind.
 */
final class PostgresCluster {
  private static final Logger LOG = LoggerFactory.getLogger(PostgresCluster.class);
  static final String SUPERUSER = "postgres";

  private static final long MEBIBYTE = 1 << 20;
  private static final long SHARED_BUFFERS_MIN_MEBIBYTES = 128;
  private static final long SHARED_BUFFERS_MAX_MEBIBYTES = 2_048;

  /** Long enough for the recovery of a server that was killed under load. */
  private static final int WAIT_SECONDS = 120;

  private static final Duration RETRY_PAUSE = Duration.ofMillis(100);

  /** What the server logs, in the language of {@code lc_messages}, when it ends for that. */
  private static final String MEMORY_IN_USE = "pre-existing shared memory block";

  /** Each may be wrong in a file of defaults, so they are given at every start. */
  private static final List<String> SETTINGS =
      List.of(
          "listen_addresses=" + Ports.HOST,
          // No socket file: two servers may not share one, and all users share /tmp.
          "unix_socket_directories=",
          "fsync=on",
          "synchronous_commit=on",
          "full_page_writes=on",
          "max_connections=100",
          "shared_buffers=" + sharedBuffersMebibytes() + "MB",
          // After a checkpoint each page is written whole at its first change. A checkpoint for
          // every gigabyte, the default, makes that the rule once indexes are larger than that.
          "max_wal_size=4GB",
          "timezone=UTC",
          "log_timezone=UTC",
          "lc_messages=C",
          // What a user sent does not belong into a log file: no row values, no statements.
          "log_error_verbosity=terse",
          "log_min_error_statement=panic");

  private final PostgresBinaries binaries;
  private final Path data;
  private final Path log;

  /** Given after the usual ones: of two with one name the server takes the last. */
  private final List<String> ownSettings;

  private PostgresCluster(PostgresBinaries binaries, Path directory, List<String> ownSettings) {
    this.binaries = binaries;
    this.ownSettings = List.copyOf(ownSettings);
    this.data = directory.resolve("postgresql");
    this.log = directory.resolve("postgresql.log");
  }

  /** The cluster in a locked directory, initialized when it is new, with no server running. */
  static PostgresCluster open(PostgresBinaries binaries, Path directory, List<String> ownSettings)
      throws IOException {
    PostgresCluster cluster = new PostgresCluster(binaries, directory, ownSettings);
    if (Files.notExists(cluster.data)) {
      cluster.initialize(directory);
    }
    cluster.stopLeftOverServer();
    return cluster;
  }

  /** Stops the server that a killed JVM left behind in a locked directory, if there is one. */
  static void stopLeftOver(PostgresBinaries binaries, Path directory) throws IOException {
    new PostgresCluster(binaries, directory, List.of()).stopLeftOverServer();
  }

  /**
   * Starts the server and waits until it takes connections. Processes of a server that was killed
   * keep its memory for a moment after it; as long as they do, the start is tried again.
   *
   * @throws PortTakenException when the server could not listen on the port
   */
  void start(int port) throws IOException {
    Instant patienceEnds = Instant.now().plusSeconds(WAIT_SECONDS);
    while (!tryStart(port, Instant.now().isAfter(patienceEnds))) {
      LOG.info("waiting for the processes of a server that was killed, on {}", data);
      LockSupport.parkNanos(RETRY_PAUSE.toNanos());
    }
  }

  /**
   * Starts the server, if no process of a killed one is in its way.
   *
   * @param lastTry whether such a process is an error by now
   * @return whether it started
   */
  private boolean tryStart(int port, boolean lastTry) throws IOException {
    long logStart = Files.exists(log) ? Files.size(log) : 0;
    StringBuilder options = new StringBuilder("-p ").append(port);
    SETTINGS.forEach(setting -> options.append(" -c ").append(setting));
    ownSettings.forEach(setting -> options.append(" -c ").append(setting));
    // pg_ctl puts the server into a session of its own, so a Ctrl-C in the terminal does not stop
    // it before its clients.
    PostgresBinaries.Result result = pgCtl("start", "-l", log.toString(), "-o", options.toString());
    if (result.status() == 0) {
      return true;
    }
    String logged = logSince(logStart);
    if (logged.contains("Address already in use")) {
      throw new PortTakenException(port, null);
    }
    if (logged.contains(MEMORY_IN_USE) && !lastTry) {
      return false;
    }
    throw new IllegalStateException(
        "PostgreSQL does not start on %s: %s%n%s".formatted(data, result.output(), logged));
  }

  /**
   * A quarter of the machine's memory, as PostgreSQL's manual advises for a server of its own, but
   * not more than the indexes of ten million uses need. Nothing takes it before pages are read.
   *
   * @see <a href="https://www.postgresql.org/docs/18/runtime-config-resource.html">PostgreSQL 18,
   *     Resource Consumption</a>
   */
  private static long sharedBuffersMebibytes() {
    long memory =
        ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getTotalMemorySize();
    return Math.clamp(
        memory / 4 / MEBIBYTE, SHARED_BUFFERS_MIN_MEBIBYTES, SHARED_BUFFERS_MAX_MEBIBYTES);
  }

  /** Ends all sessions, writes a checkpoint, and waits for the server's end. */
  void stopFast() throws IOException {
    stop("fast");
  }

  /** Stops as a crash would: the next start recovers from the write-ahead log. */
  void stopImmediately() throws IOException {
    stop("immediate");
  }

  /** SIGKILL: its child processes see that it is gone, and end. */
  void kill() throws IOException {
    processOfPidFile()
        .filter(this::isServerOfThisCluster)
        .orElseThrow(() -> new IllegalStateException("no server runs on " + data))
        .destroyForcibly();
  }

  private void stop(String mode) throws IOException {
    PostgresBinaries.Result result = pgCtl("stop", "-m", mode);
    if (result.status() != 0 && Files.exists(pidFile())) {
      throw new IllegalStateException("PostgreSQL does not stop: " + result.output());
    }
  }

  // Into a directory with a name of its own, then renamed: a kill in between leaves no half of a
  // cluster, and an initdb that outlived its JVM cannot write into this one.
  private void initialize(Path directory) throws IOException {
    Path unfinished = Files.createTempDirectory(directory, "initdb-");
    Optional<Path> initialized = binaries.initialized();
    if (initialized.isPresent()) {
      copy(initialized.get(), unfinished);
      initdb(List.of("--pgdata=" + unfinished, "--sync-only"));
    } else {
      initdb(
          List.of(
              "--pgdata=" + unfinished,
              "--username=" + SUPERUSER,
              "--auth=trust",
              "--encoding=UTF8",
              "--locale=C"));
    }
    Files.move(unfinished, data, StandardCopyOption.ATOMIC_MOVE);
  }

  private void initdb(List<String> arguments) {
    PostgresBinaries.Result result = binaries.run("initdb", arguments);
    if (result.status() != 0) {
      throw new IllegalStateException("initdb failed on %s: %s".formatted(data, result.output()));
    }
  }

  /** Makes every file the owner's alone, as PostgreSQL requires, from any mode before. */
  private static void copy(Path from, Path to) throws IOException {
    try (Stream<Path> all = Files.walk(from)) {
      for (Path source : all.toList()) {
        Path target = to.resolve(from.relativize(source));
        if (!Files.isDirectory(source)) {
          Files.copy(source, target);
        } else if (!target.equals(to)) {
          Files.createDirectory(target);
        }
        Files.setPosixFilePermissions(
            target,
            PosixFilePermissions.fromString(Files.isDirectory(source) ? "rwx------" : "rw-------"));
      }
    }
  }

  /**
   * A JVM that was killed leaves its server behind. Its process id is in the pid file, but ids are
   * used again, so the process is stopped only when it is a postgres that was started on this data
   * directory. If it is anything else the file is stale, and it goes: PostgreSQL would take any
   * living process of that id for a server.
   */
  private void stopLeftOverServer() throws IOException {
    if (Files.notExists(pidFile())) {
      return;
    }
    Optional<ProcessHandle> process = processOfPidFile();
    if (process.filter(this::isServerOfThisCluster).isPresent()) {
      LOG.info("stopping PostgreSQL process {}, left over on {}", process.get().pid(), data);
      stopFast();
    } else {
      LOG.info("removing the pid file of a server that is gone, on {}", data);
      Files.deleteIfExists(pidFile());
    }
  }

  private Optional<ProcessHandle> processOfPidFile() throws IOException {
    List<String> lines = Files.readAllLines(pidFile());
    if (lines.isEmpty() || !lines.getFirst().strip().matches("[0-9]{1,18}")) {
      return Optional.empty();
    }
    return ProcessHandle.of(Long.parseLong(lines.getFirst().strip()));
  }

  private boolean isServerOfThisCluster(ProcessHandle process) {
    ProcessHandle.Info info = process.info();
    boolean isPostgres =
        info.command().filter(command -> Path.of(command).endsWith("postgres")).isPresent();
    return isPostgres
        && info.arguments()
            .filter(arguments -> Arrays.asList(arguments).contains(data.toString()))
            .isPresent();
  }

  private PostgresBinaries.Result pgCtl(String action, String... options) {
    List<String> arguments =
        new ArrayList<>(List.of(action, "--pgdata=" + data, "--wait", "--timeout=" + WAIT_SECONDS));
    arguments.addAll(List.of(options));
    return binaries.run("pg_ctl", arguments);
  }

  private Path pidFile() {
    return data.resolve("postmaster.pid");
  }

  private String logSince(long start) throws IOException {
    try (RandomAccessFile file = new RandomAccessFile(log.toFile(), "r")) {
      byte[] bytes = new byte[(int) Math.min(file.length() - start, 64 * 1024)];
      file.seek(start);
      file.readFully(bytes);
      return new String(bytes, UTF_8).strip();
    }
  }
}
