package dev.admitone.containers;

import static dev.admitone.testsupport.Await.patiently;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.dockerjava.api.command.InspectContainerResponse;
import com.github.dockerjava.api.model.Bind;
import com.github.dockerjava.api.model.RestartPolicy;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.startupcheck.IsRunningStartupCheckStrategy;

/** How the images start, or say why they do not, with nothing beside them. */
class ImageStartsTest {

  /** The cache of fast starts would bring many of them along. */
  private static final String NO_MEMORY_FOR_CLASSES = "-XX:AOTMode=off -XX:MaxMetaspaceSize=24m";

  @Test
  void theWholeStackStartsForAnyUserAndInKubernetes() throws Exception {
    try (GenericContainer<?> stack = Services.local()) {
      stack.start();
      assertThat(stack.execInContainer("id", "-u").getStdout().strip()).isEqualTo("12345");
      String token =
          stack.execInContainer("/opt/admit-one-local/token", "--service").getStdout().strip();
      assertThat(Services.api(stack, token).redeem("KTEST1", "ann", "Prefer", "wait=30").outcome())
          .isEqualTo("REDEEMED");
    }
  }

  /** Each with a secret that it reads before it asks a broker or a database. */
  @ParameterizedTest
  @CsvSource({
    "gateway, spring.kafka.ssl.trust-store-password",
    "processor, spring.kafka.ssl.trust-store-password",
    "migrate, spring.flyway.password"
  })
  void aSecretThatMayNotBeReadIsNamedInOneSentence(String what, String file, @TempDir Path secrets)
      throws Exception {
    GenericContainer<?> service =
        what.equals("gateway")
            ? Services.gatewayImage(Map.of())
            : Services.processorImage(Map.of());
    if (what.equals("migrate")) {
      service.withCommand(what);
    }
    String said =
        Services.runToItsFailure(
            Services.withSecretFile(service, secrets, file, "secret", "rw-------"));
    assertThat(said)
        .contains("/run/secrets/" + file + " may not be read")
        .contains(file + " has mode rw------- and belongs to user id")
        .contains("this process runs as user id 12345")
        .doesNotContain("\tat ", "Exception:", "|-INFO", "|-ERROR");
    assertThat(said.lines().filter(line -> line.contains("\"level\":\"ERROR\""))).hasSize(1);
  }

  @Test
  void theWholeStackSaysInOneSentenceWhereItMayNotWrite(@TempDir Path data) {
    GenericContainer<?> stack = Services.local();
    stack.withCreateContainerCmdModifier(
        command ->
            Objects.requireNonNull(command.getHostConfig()).withBinds(Bind.parse(data + ":/data")));
    // That this process's user made the directory is all that the other one may know.
    assertThat(Services.runToItsFailure(stack).strip())
        .matches(
            "The data cannot be kept: /data may not be written to: data has mode rwx------ and"
                + " belongs to user id \\d+, this process runs as user id 12345\\. Set ADMIT_DATA_DIR"
                + " to a directory of this user's\\.");
  }

  @Test
  void aServiceThatRunsOutOfMemoryEndsAndIsStartedAgain() {
    GenericContainer<?> service =
        Services.gatewayImage(Map.of("JAVA_TOOL_OPTIONS", NO_MEMORY_FOR_CLASSES));
    try (service) {
      service
          .withCreateContainerCmdModifier(
              command ->
                  Objects.requireNonNull(command.getHostConfig())
                      .withRestartPolicy(RestartPolicy.unlessStoppedRestart()))
          .withStartupCheckStrategy(new IsRunningStartupCheckStrategy());
      service.start();
      patiently()
          .until(
              () -> {
                InspectContainerResponse now = service.getCurrentContainerInfo();
                return now.getRestartCount() > 0;
              });
      assertThat(service.getLogs()).contains("OutOfMemoryError");
    }
  }

  @Test
  void aGatewayWithoutABrokerWaitsVisiblyAndNotForEver() {
    assertThat(
            Services.runToItsFailure(
                Services.gatewayImage(
                    Map.of(
                        "SPRING_KAFKA_BOOTSTRAPSERVERS", "127.0.0.1:1",
                        "ADMITONE_BROKERWAIT", "4s"))))
        .contains("No Kafka broker responds at [127.0.0.1:1]. Trying again")
        .contains("Start the broker, or set spring.kafka.bootstrap-servers");
  }

  @Test
  void aGatewayWithoutItsSecretSaysWhichOne() {
    assertThat(
            Services.runToItsFailure(
                Services.gatewayImage(Map.of("ADMITONE_GATEWAY_CODESECRET", ""))))
        .contains("ADMITONE_GATEWAY_CODESECRET");
  }

  @Test
  void aServiceWithTooLittleMemorySaysHowMuchItNeeds() {
    GenericContainer<?> small = Services.gatewayImage(Map.of());
    small.withCreateContainerCmdModifier(
        command -> Objects.requireNonNull(command.getHostConfig()).withMemory(64L * 1024 * 1024));
    assertThat(Services.runToItsFailure(small))
        .contains("Too little memory: the container may have 64 MiB, but needs 384 MiB");
  }

  @Test
  void everyUserMayReadWhatIsInTheImages() {
    for (String image : List.of("gateway", "processor", "console", "local")) {
      assertThat(StrictCluster.unreadableFiles("admit-one-" + image)).isEmpty();
    }
  }
}
