package dev.admitone.system.monitoring;

import dev.admitone.embedded.EmbeddedDatabase;
import dev.admitone.system.Ledger;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.commons.io.FileUtils;

/** The database of a watched stack, which is stopped, copied and put back. */
final class WatchedDatabase {

  private final Path home;
  private final Path backups;
  private final Path files;
  private EmbeddedDatabase database;

  /**
   * Takes over a database that runs.
   *
   * @param files the directory with its data
   * @param home where that directory is
   * @param backups where the copy of that directory is to be
   */
  WatchedDatabase(EmbeddedDatabase database, Path files, Path home, Path backups) {
    this.database = database;
    this.files = files;
    this.home = home;
    this.backups = backups;
  }

  Ledger ledger() {
    return new Ledger(database.jdbcUrl(), database.username());
  }

  int port() {
    return database.port();
  }

  /** As a crash of the server ends it. */
  void stop() {
    database.stopImmediately();
  }

  /** On the port and the data that it had. */
  void start() {
    database = EmbeddedDatabase.start(files, database.port());
  }

  /** Copies the data, for which it stops for a moment. */
  void backUp() throws IOException {
    stop();
    copy(files, Files.createDirectories(backups));
    start();
  }

  /** Starts it with the data of the backup; it is stopped. */
  void restore() throws IOException {
    FileUtils.deleteDirectory(files.toFile());
    copy(backups.resolve(home.relativize(files)), home);
    start();
  }

  /** With owners and rights. */
  private static void copy(Path from, Path into) throws IOException {
    Process copying =
        new ProcessBuilder("cp", "-a", from.toString(), into.toString()).inheritIO().start();
    try {
      if (copying.waitFor() != 0) {
        throw new IOException("%s cannot be copied: the lines above say why".formatted(from));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException(e);
    }
  }

  /** In order, for good. */
  void close() {
    database.stop();
  }
}
