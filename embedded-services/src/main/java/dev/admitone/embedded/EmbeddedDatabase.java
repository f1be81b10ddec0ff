package dev.admitone.embedded;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * A PostgreSQL 18 server as a child process, on 127.0.0.1 only, with every durability setting on.
 *
 * <p>The data live in the data directory and are there again after the next start on it, whether
 * the last run was stopped or killed: a killed JVM leaves its server process behind, and the next
 * start stops that one first. There is no JVM shutdown hook: the caller that starts it decides
 * when, and before or after what, it stops. Every user of this machine may connect, without a
 * password.
 */
public final class EmbeddedDatabase implements AutoCloseable {
  /** The database that exists from the first start on. */
  public static final String NAME = "admit_one";

  private static final String PROCESSOR_ROLE = "admit_one_processor";
  private static final String READER_ROLE = "admit_one_reader";
  private static final String CONSOLE_ROLE = "admit_one_console";

  private static final int FREE_PORT_TRIES = 5;
  private static final String FIND_DATABASE = "SELECT 1 FROM pg_database WHERE datname = ?";

  private final DirectoryLock lock;
  private final PostgresCluster cluster;
  private final int port;
  private final AtomicBoolean stopped = new AtomicBoolean();

  private EmbeddedDatabase(DirectoryLock lock, PostgresCluster cluster, int port) {
    this.lock = lock;
    this.cluster = cluster;
    this.port = port;
  }

  /**
   * Starts a server and returns when it takes connections. The directory is created and initialized
   * when it is new, recovered when its last server did not stop in order.
   *
   * @param dataDirectory belongs to this server alone
   * @param port to listen on; 0 for any free one
   * @throws PortTakenException when the port is taken
   * @throws DirectoryInUseException when a server that a living JVM started runs on the directory
   * @throws IllegalStateException when it does not start for any other reason
   */
  public static EmbeddedDatabase start(Path dataDirectory, int port) {
    ServicesTag.requireIncluded("a database");
    return start(dataDirectory, port, PostgresBinaries.unpacked(), List.of());
  }

  /**
   * Starts another server on any free port, for tests of other databases that a deployment may use.
   *
   * @param dataDirectory belongs to this server alone
   * @param archive the programs of another release, as the artifacts of its binaries hold them
   * @param settings of the form {@code name=value}; they outweigh the usual ones
   * @throws IllegalStateException when it does not start
   */
  public static EmbeddedDatabase startOther(
      Path dataDirectory, Path archive, List<String> settings) {
    ServicesTag.requireIncluded("a database");
    return start(dataDirectory, 0, PostgresBinaries.unpackedFrom(archive), settings);
  }

  private static EmbeddedDatabase start(
      Path dataDirectory, int port, PostgresBinaries binaries, List<String> settings) {
    DirectoryLock lock = DirectoryLock.acquire(dataDirectory);
    try {
      PostgresCluster cluster = PostgresCluster.open(binaries, lock.directory(), settings);
      EmbeddedDatabase database = new EmbeddedDatabase(lock, cluster, startServer(cluster, port));
      database.createProductDatabase();
      return database;
    } catch (IOException e) {
      lock.close();
      throw new UncheckedIOException("cannot use data directory " + lock.directory(), e);
    } catch (RuntimeException | Error e) {
      lock.close();
      throw e;
    }
  }

  /**
   * Deletes what a server keeps in the directory, so that the next start begins anew. A server that
   * a killed JVM left behind is stopped first.
   *
   * @throws DirectoryInUseException when a server that a living JVM started runs on the directory;
   *     nothing is deleted then
   */
  public static void discard(Path dataDirectory) {
    try (DirectoryLock lock = DirectoryLock.acquire(dataDirectory)) {
      PostgresCluster.stopLeftOver(PostgresBinaries.unpacked(), lock.directory());
      lock.deleteData();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot delete the data in " + dataDirectory, e);
    }
  }

  /** The JDBC address of {@link #NAME}. Connect as {@link #username()}; there is no password. */
  public String jdbcUrl() {
    return jdbcUrl(NAME);
  }

  /** The processor's role: its rights are in the migrations. There is no password. */
  public String processorUsername() {
    return PROCESSOR_ROLE;
  }

  /** The role that the console reads the ledger under. There is no password. */
  public String readerUsername() {
    return READER_ROLE;
  }

  /** The superuser, for migrations and tests. */
  public String username() {
    return PostgresCluster.SUPERUSER;
  }

  /** The port: a later start on it looks to clients like the end of an outage. */
  public int port() {
    return port;
  }

  /** A line to paste into a shell. */
  public String psqlCommand() {
    return "psql -h %s -p %d -U %s %s".formatted(Ports.HOST, port, username(), NAME);
  }

  /**
   * Creates an empty database beside {@link #NAME}.
   *
   * @return its JDBC address
   * @throws IllegalStateException when it exists already, or the name is no name of a database
   */
  public String createDatabase(String name) {
    return createDatabase(name, "template1");
  }

  /**
   * Creates a database that has what another one has, which must be without sessions.
   *
   * @return its JDBC address
   * @throws IllegalStateException when it exists already, or the other one does not or is in use
   */
  public String createDatabase(String name, String template) {
    try (Connection connection = connectToMaintenance();
        Statement statement = connection.createStatement()) {
      statement.execute(
          "CREATE DATABASE %s TEMPLATE %s"
              .formatted(
                  statement.enquoteIdentifier(name, true),
                  statement.enquoteIdentifier(template, true)));
      return jdbcUrl(name);
    } catch (SQLException e) {
      throw new IllegalStateException("cannot create database " + name, e);
    }
  }

  /** Stops the server, ending its sessions. Does nothing the second time. */
  public void stop() {
    stop(cluster::stopFast);
  }

  /**
   * Stops the server as a crash would, without a last checkpoint. What was committed is there after
   * the next start.
   */
  public void stopImmediately() {
    stop(cluster::stopImmediately);
  }

  /** Kills the server with SIGKILL. What was committed is there after the next start. */
  public void kill() {
    stop(cluster::kill);
  }

  @Override
  public void close() {
    stop();
  }

  private interface Stop {
    void run() throws IOException;
  }

  private void stop(Stop how) {
    if (stopped.compareAndSet(false, true)) {
      try (lock) {
        how.run();
      } catch (IOException e) {
        throw new UncheckedIOException("cannot stop PostgreSQL", e);
      }
    }
  }

  private static int startServer(PostgresCluster cluster, int wantedPort) throws IOException {
    if (wantedPort != 0) {
      cluster.start(wantedPort);
      return wantedPort;
    }
    // PostgreSQL cannot choose a port by itself, and another process may take a free one first.
    for (int triesLeft = FREE_PORT_TRIES; ; triesLeft--) {
      int port = Ports.free();
      try {
        cluster.start(port);
        return port;
      } catch (PortTakenException e) {
        if (triesLeft == 1) {
          throw e;
        }
      }
    }
  }

  // Looked for on every start, because a kill can come between the first start and this.
  private void createProductDatabase() {
    try {
      if (!exists(NAME)) {
        createDatabase(NAME);
      }
      createServiceRoles();
    } catch (SQLException | RuntimeException e) {
      stop();
      throw new IllegalStateException("PostgreSQL started, but cannot be used", e);
    }
  }

  private void createServiceRoles() throws SQLException {
    try (Connection connection = connectToMaintenance();
        Statement statement = connection.createStatement()) {
      for (String role : List.of(PROCESSOR_ROLE, READER_ROLE, CONSOLE_ROLE)) {
        statement.execute(createRole(role));
      }
    }
  }

  /** Makes a role, which belongs to the server and not to a database; again does nothing. */
  private static String createRole(String name) {
    return """
        DO $$
        BEGIN
          IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = '%1$s') THEN
            CREATE ROLE %1$s LOGIN;
          END IF;
        END
        $$"""
        .formatted(name);
  }

  private boolean exists(String name) throws SQLException {
    try (Connection connection = connectToMaintenance();
        PreparedStatement statement = connection.prepareStatement(FIND_DATABASE)) {
      statement.setString(1, name);
      return statement.executeQuery().next();
    }
  }

  private Connection connectToMaintenance() throws SQLException {
    return DriverManager.getConnection(jdbcUrl("postgres"), username(), "");
  }

  private String jdbcUrl(String databaseName) {
    return "jdbc:postgresql://%s:%d/%s".formatted(Ports.HOST, port, databaseName);
  }
}
