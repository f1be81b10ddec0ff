package dev.admitone.processor;

import static dev.admitone.testsupport.Await.patiently;
import static java.util.Objects.requireNonNull;

import dev.admitone.embedded.EmbeddedDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.springframework.util.FileSystemUtils;

/** A migrated primary and a standby that follows it by streaming replication. */
final class StandbyPair implements AutoCloseable {

  private final EmbeddedDatabase primary;
  private final EmbeddedDatabase standby;

  private StandbyPair(EmbeddedDatabase primary, EmbeddedDatabase standby) {
    this.primary = primary;
    this.standby = standby;
  }

  /** Makes both in the directory: the standby begins as a copy of the stopped primary. */
  static StandbyPair in(Path directory, Site site) throws IOException {
    Path primaryData = directory.resolve("primary");
    EmbeddedDatabase first = EmbeddedDatabase.start(primaryData, 0);
    RunningProcessor.start(new Site(site.bootstrapServers(), first.jdbcUrl(), site.group()))
        .close();
    first.stop();

    Path standbyData = directory.resolve("standby");
    Path copied = Files.createDirectories(standbyData).resolve("postgresql");
    FileSystemUtils.copyRecursively(primaryData.resolve("postgresql"), copied);
    Files.setPosixFilePermissions(
        copied, Files.getPosixFilePermissions(primaryData.resolve("postgresql")));
    Files.createFile(copied.resolve("standby.signal"));
    Files.writeString(
        copied.resolve("postgresql.auto.conf"),
        "primary_conninfo = 'host=127.0.0.1 port=%d user=%s'%n"
            .formatted(first.port(), first.username()),
        StandardOpenOption.APPEND);
    EmbeddedDatabase primary = EmbeddedDatabase.start(primaryData, first.port());
    return new StandbyPair(primary, EmbeddedDatabase.start(standbyData, 0));
  }

  /** Of both servers: sessions go to the one that is the primary. */
  Site of(Site site) {
    return new Site(
        site.bootstrapServers(),
        "jdbc:postgresql://127.0.0.1:%d,127.0.0.1:%d/%s?targetServerType=primary"
            .formatted(primary.port(), standby.port(), EmbeddedDatabase.NAME),
        site.group());
  }

  /** Of the standby alone. */
  Site ofStandby(Site site) {
    return new Site(site.bootstrapServers(), standby.jdbcUrl(), site.group());
  }

  /** The standby has all that the primary has, and gets no more of it. */
  void cutOff() {
    String written =
        requireNonNull(
            sql(primary).queryForObject("select pg_current_wal_lsn()::text", String.class));
    patiently()
        .until(
            () ->
                isTrue(
                    sql(standby)
                        .queryForObject(
                            "select pg_last_wal_replay_lsn() >= ?::pg_lsn",
                            Boolean.class,
                            written)));
    sql(standby).execute("alter system set primary_conninfo = ''");
    sql(standby).execute("select pg_reload_conf()");
    patiently()
        .until(() -> sql(standby).queryForList("select from pg_stat_wal_receiver").isEmpty());
  }

  /** From now on the primary commits what the standby has, too. */
  void replicateSynchronously() {
    sql(primary).execute("alter system set synchronous_standby_names = '*'");
    sql(primary).execute("select pg_reload_conf()");
    patiently()
        .until(
            () ->
                sql(primary)
                        .queryForList("select from pg_stat_replication where sync_state = 'sync'")
                        .size()
                    == 1);
  }

  /** The primary is killed and gone for good, and the standby is it when this returns. */
  void failOver() {
    primary.kill();
    sql(standby).execute("select pg_promote()");
  }

  private static boolean isTrue(@Nullable Boolean answer) {
    return Boolean.TRUE.equals(answer);
  }

  private static JdbcTemplate sql(EmbeddedDatabase database) {
    return new JdbcTemplate(
        new DriverManagerDataSource(database.jdbcUrl(), database.username(), ""));
  }

  @Override
  public void close() {
    standby.stop();
    primary.stop();
  }
}
