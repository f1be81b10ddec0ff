package dev.admitone.benchmarks.testbed;

import dev.admitone.embedded.EmbeddedDatabase;
import dev.admitone.embedded.EmbeddedKafka;
import dev.admitone.schemas.topics.Topics;
import dev.admitone.service.TopicProvisioner;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.springframework.util.FileSystemUtils;

/** The broker and the database of a run, new and empty, with real durability. */
public final class TestBed implements AutoCloseable {

  /** The schemas that services write once all of them are of this release, as one is here. */
  public static final String WRITE_VERSION = "--admit-one.write-version=2";

  private final EmbeddedDatabase database;
  private final EmbeddedKafka kafka;
  private final Sql sql;
  private final Map<String, String> databaseSettings;
  private final String fileSystem;
  private final double syncMicros;
  private final Path directory;

  private TestBed(EmbeddedDatabase database, EmbeddedKafka kafka, Sql sql, Path directory) {
    this.database = database;
    this.kafka = kafka;
    this.sql = sql;
    this.databaseSettings = Durability.required(sql);
    this.fileSystem = Durability.requireDisk(directory);
    this.syncMicros = Durability.syncMicros(directory);
    this.directory = directory;
  }

  /**
   * Starts both in the directory, whose former data are deleted.
   *
   * @throws IllegalStateException if commits there would not be durable
   */
  public static TestBed start(Path directory) {
    Path databaseDirectory = directory.resolve("database");
    Path kafkaDirectory = directory.resolve("kafka");
    EmbeddedDatabase.discard(databaseDirectory);
    EmbeddedKafka.discard(kafkaDirectory);
    EmbeddedDatabase database = EmbeddedDatabase.start(databaseDirectory, 0);
    try {
      Sql sql = new Sql(database.jdbcUrl(), database.username());
      TestBed testBed =
          new TestBed(database, EmbeddedKafka.start(kafkaDirectory, 0), sql, directory);
      testBed.provisionTopics();
      return testBed;
    } catch (RuntimeException e) {
      database.stop();
      throw e;
    }
  }

  private void provisionTopics() {
    try (Admin admin = admin()) {
      new TopicProvisioner(admin).createOrVerify(Topics.settings(Topics.PARTITION_COUNT_DEFAULT));
    }
  }

  /** An admin client of the broker; the caller closes it. */
  public Admin admin() {
    return Admin.create(
        Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, kafka.bootstrapServers()));
  }

  public String bootstrapServers() {
    return kafka.bootstrapServers();
  }

  public String jdbcUrl() {
    return database.jdbcUrl();
  }

  public String username() {
    return database.username();
  }

  /** The run's own connection to the database, for the thread that runs the steps. */
  public Sql sql() {
    return sql;
  }

  /** A directory beside the broker's and the database's, on the same disk, without files. */
  public Path emptyDirectory(String name) throws IOException {
    Path empty = directory.resolve(name);
    FileSystemUtils.deleteRecursively(empty);
    return Files.createDirectories(empty);
  }

  /** The settings, as the server itself reports them. */
  public Map<String, String> databaseSettings() {
    return databaseSettings;
  }

  public String fileSystem() {
    return fileSystem;
  }

  /** How long the disk takes to make one page durable, microseconds. */
  public double syncMicros() {
    return syncMicros;
  }

  @Override
  public void close() {
    try (database;
        kafka) {
      sql.close();
    }
  }
}
