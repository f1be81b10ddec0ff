package dev.admitone.system;

import dev.admitone.embedded.EmbeddedKafka;
import dev.admitone.embedded.SharedServices;
import dev.admitone.local.secrets.TokenKey;
import dev.admitone.schemas.signup.ProfileSeal;
import dev.admitone.schemas.signup.SignupFingerprints;
import dev.admitone.testsupport.TopicReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** A broker and a database for services that one test starts and stops. */
public final class OwnEnvironment implements AutoCloseable {

  /** What the tokens of every such site are signed with. */
  public static final TokenKey TOKENS = tokens();

  private static final String SEAL = ProfileSeal.newKeyset();
  private static final String FINGERPRINTS = SignupFingerprints.newKeyset();

  private final String bootstrapServers;
  private final Runnable end;
  private final String jdbcUrl;

  private OwnEnvironment(String bootstrapServers, Runnable end, String jdbcUrl) {
    this.bootstrapServers = bootstrapServers;
    this.end = end;
    this.jdbcUrl = jdbcUrl;
  }

  public static OwnEnvironment in(Path directory) {
    EmbeddedKafka kafka = EmbeddedKafka.start(directory, 0);
    return new OwnEnvironment(kafka.bootstrapServers(), kafka::stop, emptyDatabase());
  }

  /** With brokers that the test starts and stops. */
  public static OwnEnvironment on(String bootstrapServers) {
    return new OwnEnvironment(bootstrapServers, () -> {}, emptyDatabase());
  }

  private static String emptyDatabase() {
    String name = "site_" + UUID.randomUUID().toString().replace('-', '_');
    return SharedServices.database().createDatabase(name);
  }

  /**
   * The same broker with the database as it is now: nobody may be connected to it. It needs no
   * closing of its own.
   */
  public OwnEnvironment withCopyOfDatabase() throws SQLException {
    String name = jdbcUrl.substring(jdbcUrl.lastIndexOf('/') + 1);
    String copy = name + "_copy";
    try (Connection connection =
            DriverManager.getConnection(
                SharedServices.database().jdbcUrl(), SharedServices.database().username(), "");
        Statement statement = connection.createStatement()) {
      statement.execute("create database %s template %s".formatted(copy, name));
    }
    return new OwnEnvironment(bootstrapServers, end, jdbcUrl + "_copy");
  }

  /** The same broker with a database of its own. It needs no closing of its own. */
  public OwnEnvironment withEmptyDatabase() {
    return new OwnEnvironment(bootstrapServers, end, emptyDatabase());
  }

  /** The database, as its owner. */
  public String jdbcUrl() {
    return jdbcUrl;
  }

  public Ledger ledger() {
    return new Ledger(jdbcUrl, SharedServices.database().username());
  }

  private static TokenKey tokens() {
    try {
      return TokenKey.in(Files.createTempDirectory("admit-one").resolve("token-key.json"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What a service of this site is told, and the given settings. */
  public String[] settings(String... more) {
    List<String> settings =
        new ArrayList<>(
            List.of(
                "--management.server.port=0",
                "--spring.kafka.bootstrap-servers=" + bootstrapServers,
                "--spring.datasource.url=" + jdbcUrl,
                "--spring.datasource.username=" + SharedServices.database().username(),
                "--admit-one.seal.keyset=" + SEAL,
                "--admit-one.gateway.signup.fingerprint.keyset=" + FINGERPRINTS,
                "--admit-one.gateway.code-secret=a secret for tests only"));
    settings.addAll(TOKENS.gatewaySettings());
    settings.addAll(List.of(more));
    return settings.toArray(String[]::new);
  }

  public Admin admin() {
    return Admin.create(Map.of("bootstrap.servers", bootstrapServers));
  }

  /** All that the topic has now. */
  public List<ConsumerRecord<byte[], byte[]>> records(String topic) {
    return TopicReader.records(bootstrapServers, topic);
  }

  @Override
  public void close() {
    end.run();
  }
}
