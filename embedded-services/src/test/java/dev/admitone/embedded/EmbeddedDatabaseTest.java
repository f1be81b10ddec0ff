package dev.admitone.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.admitone.testsupport.Await;
import dev.admitone.testsupport.ChildJvm;
import dev.admitone.testsupport.Signals;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(900)
@Tag("services")
class EmbeddedDatabaseTest {
  @TempDir Path directory;

  @ParameterizedTest
  @CsvSource({
    "fsync, on",
    "synchronous_commit, on",
    "full_page_writes, on",
    "data_checksums, on",
    "server_encoding, UTF8",
    "lc_collate, C",
    "log_timezone, UTC",
    "max_connections, 100",
    "listen_addresses, 127.0.0.1",
  })
  void runsWithTheSettingsThatPromisesRestOn(String setting, String value) throws Exception {
    Sql sql = new Sql(SharedServices.database());
    String query =
        "lc_collate".equals(setting)
            ? "SELECT datcollate FROM pg_database WHERE datname = current_database()"
            : "SHOW " + setting;
    assertThat(sql.value(query)).isEqualTo(value);
  }

  @Test
  void runsPostgres18() throws Exception {
    assertThat(new Sql(SharedServices.database()).value("SHOW server_version")).startsWith("18.");
  }

  @Test
  void keepsDataOverAnOutage() throws Exception {
    int port;
    try (EmbeddedDatabase database = EmbeddedDatabase.start(directory, 0)) {
      port = database.port();
      Sql sql = new Sql(database);
      sql.execute("CREATE TABLE kept (value text)");
      sql.execute("INSERT INTO kept VALUES ('stopped')");
    }
    EmbeddedDatabase crashed = EmbeddedDatabase.start(directory, port);
    new Sql(crashed).execute("INSERT INTO kept VALUES ('crashed')");
    crashed.stopImmediately();
    EmbeddedDatabase killed = EmbeddedDatabase.start(directory, port);
    new Sql(killed).execute("INSERT INTO kept VALUES ('killed')");
    killed.kill();

    try (EmbeddedDatabase database = EmbeddedDatabase.start(directory, port)) {
      assertThat(database.psqlCommand())
          .isEqualTo("psql -h 127.0.0.1 -p " + port + " -U postgres admit_one");
      assertThat(new Sql(database).value("SELECT string_agg(value, ' ') FROM kept"))
          .isEqualTo("stopped crashed killed");
    }
  }

  @Test
  void stopsTheServerThatAKilledProcessLeftBehindAndKeepsItsData() throws Exception {
    try (ChildJvm child = ChildJvm.start(DatabaseProcess.class, directory)) {
      int port = Integer.parseInt(child.reply());
      assertThatExceptionOfType(DirectoryInUseException.class)
          .isThrownBy(() -> EmbeddedDatabase.start(directory, 0))
          .withMessage(
              "data directory %s is in use by process %d", directory.toRealPath(), child.pid());
      child.kill();
      ProcessHandle leftOver = ProcessHandle.of(pidInFile()).orElseThrow();
      assertThat(leftOver.isAlive()).isTrue();

      try (EmbeddedDatabase database = EmbeddedDatabase.start(directory, port)) {
        assertThat(pidInFile()).isNotEqualTo(leftOver.pid());
        assertThat(new Sql(database).value("SELECT value FROM kept")).isEqualTo("before the kill");
      }
    }
  }

  @Test
  void startsAsSoonAsTheProcessesOfAKilledServerAreGone() throws Exception {
    EmbeddedDatabase killed = EmbeddedDatabase.start(directory, 0);
    new Sql(killed).execute("CREATE TABLE kept (value text)");
    ProcessHandle child =
        ProcessHandle.of(pidInFile()).orElseThrow().children().findFirst().orElseThrow();
    Signals.send("STOP", child.pid());
    CompletableFuture<EmbeddedDatabase> next;
    try {
      killed.kill();
      next = CompletableFuture.supplyAsync(() -> EmbeddedDatabase.start(directory, 0));
      Path log = directory.resolve("postgresql.log");
      Await.patiently().until(() -> Files.readString(log).contains("shared memory block"));
      assertThat(next).isNotDone();
    } finally {
      Signals.send("CONT", child.pid());
    }
    try (EmbeddedDatabase database = next.get()) {
      assertThat(new Sql(database).value("SELECT to_regclass('kept')")).isEqualTo("kept");
    }
  }

  @Test
  void discardsItsDataAndTheServerThatAKilledProcessLeftBehind() throws Exception {
    try (ChildJvm child = ChildJvm.start(DatabaseProcess.class, directory)) {
      assertThatExceptionOfType(DirectoryInUseException.class)
          .isThrownBy(() -> EmbeddedDatabase.discard(directory));
      child.kill();
      int port = Integer.parseInt(child.reply());
      EmbeddedDatabase.discard(directory);
      try (EmbeddedDatabase database = EmbeddedDatabase.start(directory, port)) {
        assertThat(new Sql(database).value("SELECT to_regclass('kept')")).isNull();
      }
    }
  }

  @Test
  void leavesAnotherProcessAloneThatHasTheNumberOfAnOldServer() throws Exception {
    EmbeddedDatabase.start(directory, 0).close();
    Process somebody = new ProcessBuilder("sleep", "300").start();
    try {
      writePidFile(somebody.pid());
      EmbeddedDatabase.start(directory, 0).close();
      assertThat(somebody.isAlive()).isTrue();

      // Nor is the server of another directory one of this directory.
      EmbeddedDatabase other = SharedServices.database();
      writePidFile(
          Long.parseLong(
              new Sql(other)
                  .value("SELECT split_part(pg_read_file('postmaster.pid'), E'\\n', 1)")));
      EmbeddedDatabase.start(directory, 0).close();
      assertThat(new Sql(other).value("SELECT 1")).isEqualTo("1");
    } finally {
      somebody.destroyForcibly();
    }
  }

  @Test
  void saysWhichPortIsTaken() throws Exception {
    try (ServerSocket somebody = new ServerSocket(0, 1, InetAddress.ofLiteral("127.0.0.1"))) {
      int port = somebody.getLocalPort();
      assertThatExceptionOfType(PortTakenException.class)
          .isThrownBy(() -> EmbeddedDatabase.start(directory, port))
          .withMessage("port %d on 127.0.0.1 is taken by another process", port)
          .matches(e -> e.port() == port);
    }
    DirectoryLock.acquire(directory).close();
  }

  @Test
  void refusesASecondStartOnALiveDirectoryAndTheFirstGoesOn() throws Exception {
    try (EmbeddedDatabase database = EmbeddedDatabase.start(directory, 0)) {
      for (int attempt = 0; attempt < 2; attempt++) {
        assertThatExceptionOfType(DirectoryInUseException.class)
            .isThrownBy(() -> EmbeddedDatabase.start(directory, 0))
            .withMessageContaining("in use by process " + ProcessHandle.current().pid());
      }
      assertThat(new Sql(database).value("SELECT 1")).isEqualTo("1");
    }
  }

  @Test
  void createsDatabasesThatKeepApart() throws Exception {
    EmbeddedDatabase database = SharedServices.database();
    assertThat(SharedServices.database()).isSameAs(database);
    Sql one = new Sql(database.createDatabase("one-of-two"), "postgres");
    Sql two = new Sql(database.createDatabase("two_of_two"), "postgres");
    one.execute("CREATE TABLE things (id int)");
    two.execute("CREATE TABLE things (id int)");
    assertThat(two.value("SELECT current_database()")).isEqualTo("two_of_two");
    assertThatIllegalStateException()
        .isThrownBy(() -> database.createDatabase("two_of_two"))
        .withMessage("cannot create database two_of_two");
    Sql three = new Sql(database.createDatabase("three", "two_of_two"), "postgres");
    assertThat(three.value("SELECT count(*) FROM things")).isEqualTo("0");
    assertThatIllegalStateException()
        .isThrownBy(() -> database.createDatabase("four", "none"))
        .withMessage("cannot create database four");
  }

  @Test
  void keepsWhatUsersSentOutOfItsLog() throws Exception {
    try (EmbeddedDatabase database = EmbeddedDatabase.start(directory, 0)) {
      Sql sql = new Sql(database);
      sql.execute("CREATE TABLE people (name text PRIMARY KEY)");
      sql.execute("INSERT INTO people VALUES ('Grace')");
      assertThatExceptionOfType(SQLException.class)
          .isThrownBy(() -> sql.execute("INSERT INTO people VALUES ('Grace')"));
    }
    assertThat(directory.resolve("postgresql.log"))
        .content()
        .contains("duplicate key value")
        .doesNotContain("Grace");
  }

  private long pidInFile() throws IOException {
    return Long.parseLong(Files.readAllLines(pidFile()).getFirst());
  }

  private void writePidFile(long pid) throws IOException {
    Files.write(pidFile(), List.of(Long.toString(pid), directory.resolve("postgresql").toString()));
  }

  private Path pidFile() {
    return directory.resolve("postgresql").resolve("postmaster.pid");
  }
}
