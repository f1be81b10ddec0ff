package dev.admitone.containers;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.command.InspectContainerResponse.ContainerState;
import com.github.dockerjava.api.model.Bind;
import dev.admitone.schemas.signup.ProfileSeal;
import dev.admitone.schemas.signup.SignupFingerprints;
import dev.admitone.testsupport.ApiClient;
import dev.admitone.testsupport.Await;
import dev.admitone.testsupport.TestTokens;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.Network;
import org.testcontainers.containers.output.OutputFrame;
import org.testcontainers.containers.startupcheck.OneShotStartupCheckStrategy;
import org.testcontainers.containers.wait.strategy.AbstractWaitStrategy;
import org.testcontainers.containers.wait.strategy.Wait;
import org.testcontainers.containers.wait.strategy.WaitStrategy;
import org.testcontainers.kafka.KafkaContainer;
import org.testcontainers.postgresql.PostgreSQLContainer;

/** The containers of one deployment, in a strict cluster. */
final class Services {

  private static final Duration LONGEST_START = Duration.ofMinutes(15);
  private static final int STOP_SECONDS = 60;
  private static final String PASSWORD = "of the processor";
  private static final String READER_PASSWORD = "of the reader";
  private static final String CONSOLE_PASSWORD = "of the console";
  private static final String SEAL = ProfileSeal.newKeyset();
  private static final String FINGERPRINTS = SignupFingerprints.newKeyset();
  private static final TestTokens TOKENS =
      new TestTokens(TestTokens.newKey(null), "urn:admit-one:container-tests", "admit-one");
  private static final Network NETWORK = Network.newNetwork();

  /** What has ended will never be ready. */
  private static final WaitStrategy NOTHING_MORE =
      new AbstractWaitStrategy() {
        @Override
        protected void waitUntilReady() {}
      };

  static final String CODE_SECRET = "sixteen-or-more-characters";

  private Services() {}

  static PostgreSQLContainer postgres() {
    return new PostgreSQLContainer("postgres:18")
        .withDatabaseName("admit_one")
        .withUsername("owner")
        .withPassword("of the owner")
        .withNetwork(NETWORK)
        .withNetworkAliases("postgres")
        .waitingFor(Wait.forListeningPort());
  }

  static KafkaContainer kafka() {
    return new KafkaContainer("apache/kafka:4.2.2")
        .withNetwork(NETWORK)
        .withListener("broker:19092")
        .withEnv("KAFKA_MESSAGE_MAX_BYTES", "6291456")
        .withEnv("KAFKA_AUTO_CREATE_TOPICS_ENABLE", "false");
  }

  static GenericContainer<?> migration() {
    return processorImage(
            Map.of(
                "SPRING_DATASOURCE_USERNAME", "owner",
                "SPRING_DATASOURCE_PASSWORD", "of the owner",
                "ADMITONE_MIGRATION_PROCESSORPASSWORD", PASSWORD,
                "ADMITONE_MIGRATION_READERPASSWORD", READER_PASSWORD,
                "ADMITONE_MIGRATION_CONSOLEPASSWORD", CONSOLE_PASSWORD))
        .withCommand("migrate")
        .withStartupCheckStrategy(new OneShotStartupCheckStrategy().withTimeout(LONGEST_START));
  }

  static GenericContainer<?> processor() {
    return processorImage(Map.of())
        .waitingFor(Wait.forHealthcheck().withStartupTimeout(LONGEST_START));
  }

  /** The processor's image, set as it should be but for what is said. */
  static GenericContainer<?> processorImage(Map<String, String> otherwise) {
    Map<String, String> environment = new HashMap<>();
    environment.put("SPRING_DATASOURCE_URL", "jdbc:postgresql://postgres:5432/admit_one");
    environment.put("SPRING_DATASOURCE_USERNAME", "admit_one_processor");
    environment.put("SPRING_DATASOURCE_PASSWORD", PASSWORD);
    environment.put("SPRING_KAFKA_BOOTSTRAPSERVERS", "broker:19092");
    environment.put("ADMITONE_SEAL_KEYSET", SEAL);
    environment.putAll(otherwise);
    // Migrations run as a step of their own.
    if (!environment.containsKey("ADMITONE_MIGRATION_PROCESSORPASSWORD")) {
      environment.put("SPRING_FLYWAY_ENABLED", "false");
    }
    return StrictCluster.run("admit-one-processor", environment).withNetwork(NETWORK);
  }

  /** Its load is of few users that call for as long as a stop takes. */
  static GenericContainer<?> gateway() {
    return gatewayImage(Map.of("ADMITONE_GATEWAY_LIMITS_USERBURST", "1000"))
        .withExposedPorts(8080)
        .waitingFor(Wait.forHealthcheck().withStartupTimeout(LONGEST_START));
  }

  /** The gateway's image, set as it should be but for what is said. */
  static GenericContainer<?> gatewayImage(Map<String, String> otherwise) {
    Map<String, String> environment = new HashMap<>();
    environment.put("SPRING_KAFKA_BOOTSTRAPSERVERS", "broker:19092");
    environment.put("ADMITONE_SEAL_KEYSET", SEAL);
    environment.put("ADMITONE_GATEWAY_SIGNUP_FINGERPRINT_KEYSET", FINGERPRINTS);
    environment.put("ADMITONE_GATEWAY_CODESECRET", CODE_SECRET);
    environment.put("ADMITONE_GATEWAY_TOKENS_ISSUER", TOKENS.issuer());
    environment.put("ADMITONE_GATEWAY_TOKENS_AUDIENCE", TOKENS.audience());
    environment.put("ADMITONE_GATEWAY_TOKENS_PUBLICKEY", TOKENS.publicPem().replaceAll("\\R", " "));
    environment.putAll(otherwise);
    return StrictCluster.run("admit-one-gateway", environment).withNetwork(NETWORK);
  }

  static GenericContainer<?> console() {
    return consoleImage(Map.of())
        .withExposedPorts(8082)
        .waitingFor(Wait.forHealthcheck().withStartupTimeout(LONGEST_START));
  }

  /** The console's image, set as it should be but for what is said. */
  static GenericContainer<?> consoleImage(Map<String, String> otherwise) {
    Map<String, String> environment = new HashMap<>();
    environment.put("SPRING_KAFKA_BOOTSTRAPSERVERS", "broker:19092");
    environment.put("ADMITONE_OPS_LEDGER_URL", "jdbc:postgresql://postgres:5432/admit_one");
    environment.put("ADMITONE_OPS_LEDGER_PASSWORD", READER_PASSWORD);
    environment.put("ADMITONE_OPS_KEPT_PASSWORD", CONSOLE_PASSWORD);
    environment.put("ADMITONE_OPS_TOKENS_ISSUER", TOKENS.issuer());
    environment.put("ADMITONE_OPS_TOKENS_AUDIENCE", TOKENS.audience());
    environment.put("ADMITONE_OPS_TOKENS_PUBLICKEY", TOKENS.publicPem().replaceAll("\\R", " "));
    environment.putAll(otherwise);
    return StrictCluster.run("admit-one-console", environment).withNetwork(NETWORK);
  }

  /** The whole stack in one container, with nothing set. */
  static GenericContainer<?> local() {
    return StrictCluster.run("admit-one-local", Map.of())
        .withExposedPorts(8080)
        .withCreateContainerCmdModifier(
            command -> Objects.requireNonNull(command.getHostConfig()).withMemory(1L << 30))
        .waitingFor(Wait.forHealthcheck().withStartupTimeout(LONGEST_START));
  }

  /**
   * The container with a secret in a file of a directory of this machine.
   *
   * @param setting which it is, also the file's name
   * @param mode of the file, which belongs to this process's user
   */
  static GenericContainer<?> withSecretFile(
      GenericContainer<?> container, Path directory, String setting, String secret, String mode)
      throws IOException {
    // To be looked into by the container's user, who is another one.
    Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxr-xr-x"));
    Path file = Files.writeString(directory.resolve(setting), secret);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(mode));
    return container.withCreateContainerCmdModifier(
        command ->
            Objects.requireNonNull(command.getHostConfig())
                .withBinds(Bind.parse(directory + ":/run/secrets:ro")));
  }

  static ApiClient api(GenericContainer<?> gateway) {
    return api(gateway, Tokens.all(TOKENS));
  }

  static ApiClient api(GenericContainer<?> gateway, String token) {
    return new ApiClient(address(gateway, 8080), token);
  }

  /** What operators call. */
  static ApiClient ops(GenericContainer<?> console) {
    return new ApiClient(address(console, 8082), Tokens.all(TOKENS));
  }

  private static URI address(GenericContainer<?> container, int port) {
    return URI.create("http://%s:%d".formatted(container.getHost(), container.getMappedPort(port)));
  }

  /** Starts what ends by itself, successfully; returns what it said. */
  static String runToItsEnd(GenericContainer<?> container) {
    try (container) {
      container.start();
      return container.getLogs();
    }
  }

  /** Starts what cannot start; returns what it said once it has ended, which is a failure. */
  static String runToItsFailure(GenericContainer<?> container) {
    StringBuilder said = new StringBuilder();
    try (container) {
      container
          .withLogConsumer((OutputFrame frame) -> said.append(frame.getUtf8String()))
          .withStartupCheckStrategy(new UntilItFails())
          .waitingFor(NOTHING_MORE);
      container.start();
      Await.patiently()
          .untilAsserted(() -> assertThat(container.getLogs()).isEqualTo(said.toString()));
      assertThat(exitCode(container)).isNotZero();
      return said.toString();
    }
  }

  /** SIGTERM; returns when it has ended. */
  static void terminate(GenericContainer<?> container) {
    docker().stopContainerCmd(container.getContainerId()).withTimeout(STOP_SECONDS).exec();
  }

  /** The same container; returns when it is ready. */
  static void startAgain(GenericContainer<?> container) {
    docker().startContainerCmd(container.getContainerId()).exec();
    Await.patiently().until(container::isHealthy);
  }

  static Long exitCode(GenericContainer<?> container) {
    ContainerState state =
        docker().inspectContainerCmd(container.getContainerId()).exec().getState();
    assertThat(state.getRunning()).isFalse();
    return Objects.requireNonNull(state.getExitCodeLong());
  }

  static void stopAll(List<GenericContainer<?>> containers) {
    containers.forEach(GenericContainer::stop);
    NETWORK.close();
  }

  private static DockerClient docker() {
    return DockerClientFactory.instance().client();
  }
}
