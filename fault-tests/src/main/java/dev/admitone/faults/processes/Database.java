package dev.admitone.faults.processes;

import dev.admitone.embedded.EmbeddedDatabase;
import dev.admitone.testsupport.Await;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import org.awaitility.core.ConditionTimeoutException;

/** A PostgreSQL server: a process that is not this JVM's child, but this object's. */
public final class Database implements AutoCloseable {

  /** A statement that ends all sessions but its own, wherever they are, in a commit too. */
  public static final String END_SESSIONS =
      """
      select pg_terminate_backend(pid) from pg_stat_activity
      where pid <> pg_backend_pid() and backend_type = 'client backend'
      """;

  private static final int START_TRIES = 20;
  private static final Duration STOP_MAX = Duration.ofSeconds(20);

  /** More of its own log's files than a server keeps in stock. */
  private static final int LOG_FILES = 30;

  private final Path directory;
  private EmbeddedDatabase server;
  private boolean isRunning = true;

  private Database(Path directory, EmbeddedDatabase server) {
    this.directory = directory;
    this.server = server;
  }

  /** Starts it on a free port, which it keeps. */
  public static Database start(Path directory) {
    return new Database(directory, EmbeddedDatabase.start(directory, 0));
  }

  /** Its port. */
  public int port() {
    return server.port();
  }

  /** Its own address, not that of a link. */
  public String jdbcUrl() {
    return server.jdbcUrl();
  }

  /** The owner of everything. */
  public String owner() {
    return server.username();
  }

  /** The processor's role. */
  public String processor() {
    return server.processorUsername();
  }

  /** The role under which a console reads the ledger. */
  public String reader() {
    return server.readerUsername();
  }

  /** A session of the owner. */
  public Connection connect() throws SQLException {
    return DriverManager.getConnection(jdbcUrl(), owner(), "");
  }

  /** Runs statements as the owner, each in a transaction of its own. */
  public void execute(String... statements) {
    try (Connection connection = connect();
        Statement statement = connection.createStatement()) {
      for (String sql : statements) {
        statement.execute(sql);
      }
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Whether it was started and not ended since. */
  public boolean isRunning() {
    return isRunning;
  }

  /** SIGKILL to the server; its sessions end when they notice. Does nothing where none runs. */
  public void kill() {
    if (!isRunning) {
      return;
    }
    isRunning = false;
    signal("KILL");
    try {
      server.stopImmediately();
    } catch (IllegalStateException e) {
      // It is gone: what is left is to give its directory back, and that is done.
    }
  }

  /**
   * Stops it in order, or kills it if that takes long: with a full disk it never ends. Does nothing
   * where none runs.
   */
  public void stop() {
    if (!isRunning) {
      return;
    }
    signal("INT");
    try {
      Await.patiently().atMost(STOP_MAX).until(() -> !Files.exists(pidFile()));
    } catch (ConditionTimeoutException e) {
      // It is killed instead.
    }
    kill();
  }

  /** To the server, if there is one. */
  private void signal(String name) {
    try {
      if (Files.exists(pidFile())) {
        Command.signal(name, Long.parseLong(Files.readAllLines(pidFile()).getFirst().strip()));
      }
    } catch (NoSuchFileException e) {
      // It has just ended.
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Starts it again on its port. Sessions of the one that was killed may hold its memory yet. */
  public void startAgain() {
    if (isRunning) {
      return;
    }
    int port = server.port();
    for (int triesLeft = START_TRIES; ; triesLeft--) {
      try {
        server = EmbeddedDatabase.start(directory, port);
        isRunning = true;
        return;
      } catch (IllegalStateException e) {
        if (triesLeft == 1) {
          throw e;
        }
      }
    }
  }

  /** Its own log needs new files at once. It ends where its disk has no space for them. */
  public void switchLogFiles() {
    try {
      for (int i = 0; i < LOG_FILES; i++) {
        // A file without a record in it would not be ended.
        execute("select pg_logical_emit_message(false, 'faults', '')", "select pg_switch_wal()");
      }
    } catch (IllegalStateException e) {
      // It has ended.
    }
  }

  /** Starts it again where it ended by itself, and returns when it takes sessions. */
  public void ensureServing() {
    Await.patiently()
        .until(
            () -> {
              if (isRunning && !Files.exists(pidFile())) {
                kill();
              }
              startAgain();
              return takesSessions();
            });
  }

  private boolean takesSessions() {
    try (Connection session = connect()) {
      return session.isValid(1);
    } catch (SQLException e) {
      return false;
    }
  }

  private Path pidFile() {
    return directory.resolve("postgresql").resolve("postmaster.pid");
  }

  @Override
  public void close() {
    server.stop();
  }
}
