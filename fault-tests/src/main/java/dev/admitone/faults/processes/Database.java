package dev.admitone.faults.processes;

import dev.admitone.embedded.EmbeddedDatabase;
import dev.admitone.testsupport.JavaCommand;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;

/** A PostgreSQL server: a process that is not this JVM's child, but this object's. */
public final class Database implements AutoCloseable {

  private static final int START_TRIES = 20;

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

  /** SIGKILL to the server; its sessions end when they notice. Does nothing where none runs. */
  public void kill() {
    if (!isRunning) {
      return;
    }
    isRunning = false;
    try {
      String pid =
          Files.readAllLines(directory.resolve("postgresql").resolve("postmaster.pid"))
              .getFirst()
              .strip();
      JavaCommand.run(new ProcessBuilder("kill", "-KILL", pid));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
    try {
      server.stopImmediately();
    } catch (IllegalStateException e) {
      // It is gone: what is left is to give its directory back, and that is done.
    }
  }

  /** Stops it in order. Does nothing where none runs. */
  public void stop() {
    isRunning = false;
    server.stop();
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

  @Override
  public void close() {
    server.stop();
  }
}
