package dev.admitone.system.security;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.admitone.embedded.EmbeddedDatabase;
import dev.admitone.embedded.EmbeddedKafka;
import dev.admitone.gateway.GatewayApplication;
import dev.admitone.local.secrets.TokenKey;
import dev.admitone.local.stack.Readiness;
import dev.admitone.ops.OpsApplication;
import dev.admitone.processor.ProcessorApplication;
import dev.admitone.schemas.signup.ProfileSeal;
import dev.admitone.schemas.signup.SignupFingerprints;
import dev.admitone.schemas.topics.TopicNames;
import dev.admitone.system.Clients;
import dev.admitone.system.Ledger;
import dev.admitone.testsupport.ApiClient;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ScramCredentialInfo;
import org.apache.kafka.clients.admin.ScramMechanism;
import org.apache.kafka.clients.admin.UserScramCredentialAlteration;
import org.apache.kafka.clients.admin.UserScramCredentialUpsertion;
import org.springframework.context.ConfigurableApplicationContext;

/** Both services on a broker that knows whom it talks to, with the page's privileges. */
final class GuardedEnvironment implements AutoCloseable {

  private static final Path SCRIPT = Path.of("..", "docs", "how-to", "kafka-acls.sh");

  /** The page's script and the services are told it. */
  static final TopicNames TOPICS = new TopicNames("guarded.");

  private static final String SEAL_KEYSET = ProfileSeal.newKeyset();
  private static final String PASSWORD = "a password for tests only";
  private static final List<String> PRINCIPALS =
      List.of(
          "admit-one-gateway",
          "admit-one-processor",
          "admit-one-sweep",
          "admit-one-console",
          "stranger");

  private final Path directory;
  private final EmbeddedKafka kafka;
  private final EmbeddedDatabase database;
  private final ConfigurableApplicationContext processor;
  private final ConfigurableApplicationContext gateway;
  private final ApiClient api;
  private final TokenKey key;

  /** Starts all of it. */
  GuardedEnvironment(Path directory) throws Exception {
    this.directory = directory;
    kafka = EmbeddedKafka.startWithAccessControl(directory.resolve("kafka"), 0, PASSWORD);
    database = EmbeddedDatabase.start(directory.resolve("database"), 0);
    try (Admin admin = Admin.create(clientOf("admin"))) {
      admin
          .alterUserScramCredentials(
              PRINCIPALS.stream()
                  .<UserScramCredentialAlteration>map(
                      name ->
                          new UserScramCredentialUpsertion(
                              name,
                              new ScramCredentialInfo(ScramMechanism.SCRAM_SHA_256, 4096),
                              PASSWORD))
                  .toList())
          .all()
          .get();
    }
    runScript();
    // The processor first: it may create the topics.
    processor = startProcessor();
    key = TokenKey.in(directory.resolve("token-key.json"));
    gateway = startGateway(key);
    api = Clients.of(address(gateway, "local.server.port"), key);
  }

  ApiClient api() {
    return api;
  }

  /** Starts a console, which its caller closes. */
  ConfigurableApplicationContext startConsole() {
    List<String> settings = new ArrayList<>(key.consoleSettings());
    settings.add("--management.server.port=0");
    settings.add("--admit-one.ops.ledger.url=" + database.jdbcUrl());
    settings.add("--admit-one.ops.ledger.username=" + database.readerUsername());
    return OpsApplication.builder()
        .registerShutdownHook(false)
        .run(arguments("admit-one-console", settings.toArray(String[]::new)));
  }

  /** What an operator sees of that console. */
  ApiClient operator(ConfigurableApplicationContext console) {
    return new ApiClient(address(console, "local.server.port"), key.forReader());
  }

  Ledger ledger() {
    return new Ledger(database.jdbcUrl(), database.username());
  }

  /** Returns when both services are ready. */
  void awaitReady() {
    Readiness.await(address(processor, "local.server.port"));
    Readiness.await(address(gateway, "local.management.port"));
  }

  /** The settings of a client of that name. */
  Map<String, Object> clientOf(String principal) {
    return new HashMap<>(
        Map.of(
            "bootstrap.servers",
            kafka.bootstrapServers(),
            "security.protocol",
            "SASL_PLAINTEXT",
            "sasl.mechanism",
            "SCRAM-SHA-256",
            "sasl.jaas.config",
            login(principal)));
  }

  private static String login(String principal) {
    return "org.apache.kafka.common.security.scram.ScramLoginModule required"
        + " username=\"%s\" password=\"%s\";".formatted(principal, PASSWORD);
  }

  /** As it stands on the page, with Kafka's own tool from this class path. */
  private void runScript() throws Exception {
    Path admin = directory.resolve("admin.properties");
    Files.writeString(
        admin,
        """
        security.protocol=SASL_PLAINTEXT
        sasl.mechanism=SCRAM-SHA-256
        sasl.jaas.config=%s
        """
            .formatted(login("admin")));
    Path tool = directory.resolve("kafka-acls");
    Files.writeString(
        tool,
        """
        #!/bin/sh
        exec '%s' -XX:TieredStopAtLevel=1 -cp '%s' org.apache.kafka.tools.AclCommand "$@"
        """
            .formatted(
                Path.of(System.getProperty("java.home"), "bin", "java"),
                System.getProperty("java.class.path")));
    Files.setPosixFilePermissions(tool, PosixFilePermissions.fromString("rwx------"));
    ProcessBuilder script =
        new ProcessBuilder("bash", SCRIPT.toString(), kafka.bootstrapServers(), admin.toString())
            .redirectErrorStream(true);
    script.environment().put("KAFKA_ACLS", tool.toString());
    script.environment().put("ADMIT_PREFIX", TOPICS.prefix());
    Process process = script.start();
    String output = new String(process.getInputStream().readAllBytes(), UTF_8);
    assertThat(process.waitFor()).as(output).isZero();
  }

  private ConfigurableApplicationContext startProcessor() {
    return ProcessorApplication.builder()
        .registerShutdownHook(false)
        .run(
            arguments(
                "admit-one-processor",
                "--spring.datasource.url=" + database.jdbcUrl(),
                "--spring.datasource.username=" + database.processorUsername(),
                "--spring.flyway.user=" + database.username(),
                "--admit-one.seal.keyset=" + SEAL_KEYSET,
                "--admit-one.processor.refreshes.producer[sasl.jaas.config]="
                    + login("admit-one-sweep")));
  }

  private ConfigurableApplicationContext startGateway(TokenKey key) {
    List<String> settings = new ArrayList<>(key.gatewaySettings());
    settings.add("--management.server.port=0");
    settings.add("--admit-one.gateway.code-secret=" + UUID.randomUUID());
    settings.add("--admit-one.seal.keyset=" + SEAL_KEYSET);
    settings.add("--admit-one.gateway.signup.fingerprint.keyset=" + SignupFingerprints.newKeyset());
    return GatewayApplication.builder()
        .registerShutdownHook(false)
        .run(arguments("admit-one-gateway", settings.toArray(String[]::new)));
  }

  private String[] arguments(String principal, String... further) {
    List<String> arguments =
        new ArrayList<>(List.of("--server.port=0", "--admit-one.prefix=" + TOPICS.prefix()));
    clientOf(principal)
        .forEach(
            (name, value) ->
                arguments.add("--spring.kafka.properties[%s]=%s".formatted(name, value)));
    arguments.add("--spring.kafka.bootstrap-servers=" + kafka.bootstrapServers());
    arguments.addAll(List.of(further));
    return arguments.toArray(String[]::new);
  }

  private static URI address(ConfigurableApplicationContext service, String port) {
    return URI.create("http://127.0.0.1:" + service.getEnvironment().getRequiredProperty(port));
  }

  @Override
  public void close() {
    gateway.close();
    processor.close();
    kafka.stop();
    database.stop();
  }
}
