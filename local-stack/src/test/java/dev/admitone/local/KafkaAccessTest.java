package dev.admitone.local;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.admitone.embedded.EmbeddedDatabase;
import dev.admitone.embedded.EmbeddedKafka;
import dev.admitone.gateway.GatewayApplication;
import dev.admitone.processor.ProcessorApplication;
import dev.admitone.schemas.ProfileSeal;
import dev.admitone.schemas.SignupFingerprints;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.time.Duration;
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
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.context.ConfigurableApplicationContext;

/** The script of the page about privileges, on a broker that knows whom it talks to. */
@Timeout(240)
class KafkaAccessTest {

  private static final Path SCRIPT = Path.of("..", "docs", "kafka-acls.sh");
  private static final String SEAL_KEYSET = ProfileSeal.newKeyset();
  private static final String PASSWORD = "a password for tests only";
  private static final List<String> PRINCIPALS =
      List.of("admit-one-gateway", "admit-one-processor", "admit-one-sweep", "stranger");

  @TempDir static Path directory;
  private static EmbeddedKafka kafka;
  private static EmbeddedDatabase database;
  private static ConfigurableApplicationContext processor;
  private static ConfigurableApplicationContext gateway;
  private static Api api;

  @BeforeAll
  static void start() throws Exception {
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
    TokenKey key = TokenKey.in(directory.resolve("token-key.json"));
    gateway = startGateway(key);
    api = new Api(address(gateway, "local.server.port"), key);
  }

  @AfterAll
  static void stop() {
    gateway.close();
    processor.close();
    kafka.stop();
    database.stop();
  }

  @Test
  void bothServicesDoTheirWorkUnderTheirPrincipals() throws Exception {
    Readiness.await(address(processor, "local.server.port"));
    Readiness.await(address(gateway, "local.management.port"));
    String[] patient = {"Prefer", "wait=30"};
    assertThat(api.createInvite(Map.of("code", "ACL-1", "maxUses", 1), patient).status())
        .isEqualTo(201);
    assertThat(api.redeem("ACL-1", "ann", patient).outcome()).isEqualTo("REDEEMED");
    assertThat(api.redeem("ACL-1", "bob", patient).outcome()).isEqualTo("EXHAUSTED");
    try (Connection connection = new Ledger(database.jdbcUrl(), database.username()).connect();
        var change = connection.createStatement()) {
      change.execute("update invites set max_uses = 2 where code = 'ACL-1'");
    }
    // The sweep has told the log, under its own principal.
    Awaitility.await()
        .atMost(Duration.ofSeconds(60))
        .until(() -> api.validate("ACL-1").body().path("isValid").asBoolean(false));
  }

  @ParameterizedTest
  @CsvSource({
    "admit-one-gateway, redemption-requests",
    "admit-one-processor, redemption-results",
    "admit-one-processor, invites",
    "admit-one-processor, redemption-requests-dlt",
    "admit-one-sweep, redemption-requests",
  })
  void everybodyWritesWhatIsTheirs(String principal, String topic) throws Exception {
    write(principal, topic);
  }

  @ParameterizedTest
  @CsvSource({
    "admit-one-gateway, redemption-results",
    "admit-one-gateway, invites",
    "admit-one-gateway, redemption-requests-dlt",
    "admit-one-processor, redemption-requests",
    "admit-one-sweep, redemption-results",
    "admit-one-sweep, invites",
    "stranger, redemption-requests",
  })
  void nobodyWritesWhatIsNotTheirs(String principal, String topic) {
    assertThatThrownBy(() -> write(principal, topic))
        .rootCause()
        .isInstanceOf(AuthorizationException.class);
  }

  @ParameterizedTest
  @CsvSource({
    "admit-one-gateway, redemption-requests",
    "admit-one-gateway, redemption-requests-dlt",
    "admit-one-processor, redemption-results",
    "admit-one-processor, redemption-requests-dlt",
    "admit-one-sweep, redemption-requests",
    "stranger, invites",
  })
  void nobodyReadsWhatIsNotTheirs(String principal, String topic) {
    try (var consumer =
        new KafkaConsumer<>(
            clientOf(principal), new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
      TopicPartition partition = new TopicPartition(topic, 0);
      consumer.assign(List.of(partition));
      assertThatThrownBy(
              () -> {
                consumer.seekToBeginning(List.of(partition));
                consumer.poll(Duration.ofSeconds(30));
              })
          .isInstanceOf(AuthorizationException.class);
    }
  }

  private static void write(String principal, String topic) throws Exception {
    Map<String, Object> settings = clientOf(principal);
    settings.put("max.block.ms", "30000");
    try (var producer =
        new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer())) {
      producer.send(new ProducerRecord<>(topic, 0, new byte[0], new byte[0])).get();
    }
  }

  private static Map<String, Object> clientOf(String principal) {
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
  private static void runScript() throws Exception {
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
    Process process = script.start();
    String output = new String(process.getInputStream().readAllBytes(), UTF_8);
    assertThat(process.waitFor()).as(output).isZero();
  }

  private static ConfigurableApplicationContext startProcessor() {
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

  private static ConfigurableApplicationContext startGateway(TokenKey key) {
    List<String> settings = new ArrayList<>(key.gatewaySettings());
    settings.add("--management.server.port=0");
    settings.add("--admit-one.gateway.code-secret=" + UUID.randomUUID());
    settings.add("--admit-one.seal.keyset=" + SEAL_KEYSET);
    settings.add("--admit-one.gateway.signup.fingerprint.keyset=" + SignupFingerprints.newKeyset());
    return GatewayApplication.builder()
        .registerShutdownHook(false)
        .run(arguments("admit-one-gateway", settings.toArray(String[]::new)));
  }

  private static String[] arguments(String principal, String... further) {
    List<String> arguments = new ArrayList<>(List.of("--server.port=0"));
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
}
