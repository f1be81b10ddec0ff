package dev.admitone.processor;

import static dev.admitone.testsupport.Await.patiently;
import static java.util.Objects.requireNonNull;

import dev.admitone.embedded.EmbeddedDatabase;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/**
 * A server that archives its log, with a base backup of it, as the page on backups has them: {@code
 * pg_backup_start}, copied files, {@code pg_backup_stop}.
 */
final class ArchivingServer implements AutoCloseable {

  private static final String POSTGRES = "postgresql";

  private final Path directory;
  private final Path archive;
  private final Path backup;
  private EmbeddedDatabase server;

  private ArchivingServer(Path directory, Path archive, Path backup, EmbeddedDatabase server) {
    this.directory = directory;
    this.archive = archive;
    this.backup = backup;
    this.server = server;
  }

  /** Starts one in the directory, with Admit One's tables. */
  static ArchivingServer in(Path directory, Site site) throws IOException {
    Path data = directory.resolve("first");
    Path archive = Files.createDirectory(directory.resolve("archive"));
    EmbeddedDatabase server = EmbeddedDatabase.start(data, 0);
    RunningProcessor.start(new Site(site.bootstrapServers(), server.jdbcUrl(), site.group()))
        .close();
    server.stop();
    configure(
        data.resolve(POSTGRES),
        // A segment that is copied half-way must not have its name.
        "archive_mode = on\narchive_command = 'cp %%p %1$s/%%f.part && mv %1$s/%%f.part %1$s/%%f'\n"
            .formatted(archive));
    return new ArchivingServer(
        directory,
        archive,
        directory.resolve("backup"),
        EmbeddedDatabase.start(data, server.port()));
  }

  Site of(Site site) {
    return new Site(site.bootstrapServers(), server.jdbcUrl(), site.group());
  }

  /** Copies the server's files while it is written to. */
  void backUp() throws IOException, SQLException {
    Path data = directory.resolve("first").resolve(POSTGRES);
    Path copy = backup.resolve(POSTGRES);
    try (Connection session = connect();
        Statement statement = session.createStatement()) {
      statement.execute("select pg_backup_start('base', true)");
      copy(data, copy);
      try (ResultSet row = statement.executeQuery("select labelfile from pg_backup_stop()")) {
        row.next();
        Files.writeString(copy.resolve("backup_label"), row.getString(1));
      }
    }
  }

  /** The server's time, which all that is committed until now lies before. */
  String now() {
    return requireNonNull(sql().queryForObject("select clock_timestamp()::text", String.class));
  }

  /** Returns when all that is committed until now is in the archive. */
  void awaitArchived() {
    String segment =
        requireNonNull(
            sql().queryForObject("select pg_walfile_name(pg_switch_wal())", String.class));
    patiently().until(() -> Files.exists(archive.resolve(segment)));
  }

  /** The server is gone for good, and one with the backup, as of that time, is in its place. */
  void replaceByBackupOf(String time) throws IOException {
    server.stopImmediately();
    Path copy = backup.resolve(POSTGRES);
    Files.createFile(copy.resolve("recovery.signal"));
    configure(
        copy,
        """
        archive_mode = off
        restore_command = 'cp %s/%%f %%p'
        recovery_target_time = '%s'
        recovery_target_action = 'promote'
        """
            .formatted(archive, time));
    server = EmbeddedDatabase.start(backup, server.port());
    patiently()
        .until(
            () ->
                Boolean.FALSE.equals(
                    sql().queryForObject("select pg_is_in_recovery()", Boolean.class)));
  }

  private JdbcTemplate sql() {
    return new JdbcTemplate(new DriverManagerDataSource(server.jdbcUrl(), server.username(), ""));
  }

  private Connection connect() throws SQLException {
    return DriverManager.getConnection(server.jdbcUrl(), server.username(), "");
  }

  private static void configure(Path data, String settings) throws IOException {
    Files.writeString(data.resolve("postgresql.auto.conf"), settings, StandardOpenOption.APPEND);
  }

  /** All but the log and what belongs to the running process; files may come and go meanwhile. */
  private static void copy(Path data, Path copy) throws IOException {
    Files.createDirectories(copy);
    Files.walkFileTree(
        data,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult preVisitDirectory(Path source, BasicFileAttributes attributes)
              throws IOException {
            Path target = copy.resolve(data.relativize(source).toString());
            Files.createDirectories(target);
            Files.setPosixFilePermissions(target, PosixFilePermissions.fromString("rwx------"));
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFile(Path source, BasicFileAttributes attributes)
              throws IOException {
            Path name = data.relativize(source);
            if (name.startsWith("pg_wal") || name.toString().startsWith("postmaster.")) {
              return FileVisitResult.CONTINUE;
            }
            try {
              Files.copy(source, copy.resolve(name.toString()));
            } catch (NoSuchFileException e) {
              return FileVisitResult.CONTINUE;
            }
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFileFailed(Path file, IOException e) {
            if (e instanceof NoSuchFileException) {
              return FileVisitResult.CONTINUE;
            }
            throw new UncheckedIOException(e);
          }
        });
  }

  @Override
  public void close() {
    server.stop();
  }
}
