package dev.admitone.containers;

import static org.assertj.core.api.Assertions.assertThat;

import dev.admitone.testsupport.ApiClient;
import dev.admitone.testsupport.LoadRun;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/** docker-compose.yml with one of each, as {@code ./admit compose} starts it. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ComposeTest {

  /** The health check's retries times its interval and the longest that it may take. */
  private static final Duration UNHEALTHY_AT_THE_LATEST = Duration.ofSeconds(3 * (5 + 5) + 5);

  private static final Duration BACK = Duration.ofSeconds(10);

  private static ComposeStack stack;
  private static String screen;

  @BeforeAll
  static void start() throws IOException {
    stack = new ComposeStack("admit-one-compose-test");
    stack.close(); // What a killed run may have left.
    screen = stack.admit("compose");
  }

  @AfterAll
  static void removeAll() {
    stack.close();
  }

  @Test
  @Order(1)
  void comesUpToPassedSmokeTestsAndSaysHowToGoOn() throws IOException {
    assertThat(screen)
        .contains("Admit One is ready")
        .containsPattern("Passed: \\d+ checks")
        .contains("token=ey")
        .contains("127.0.0.1:" + stack.port("ADMIT_KAFKA_PORT"));
    String user = stack.admit("token", "--user", "ann").strip();
    ApiClient.Response redeemed =
        new ApiClient(stack.gateway(), user).redeem("KTEST1", "ann", "Prefer", "wait=30");
    assertThat(redeemed.outcome()).isEqualTo("REDEEMED");
  }

  @Test
  @Order(2)
  void keepsItsSecretsForItsOwnerAndOutOfTheComposeFile() throws IOException {
    assertThat(
            PosixFilePermissions.toString(Files.getPosixFilePermissions(stack.environmentFile())))
        .isEqualTo("rw-------");
  }

  @Test
  @Order(3)
  void publishesOnLoopbackAlone() {
    String published =
        Docker.run("ps", "--format", "{{.Ports}}", "--filter", "name=admit-one-compose-test");
    assertThat(published).contains("127.0.0.1:").doesNotContain("0.0.0.0:").doesNotContain(":::");
  }

  @Test
  @Order(3)
  void startsAgainWhatEndsAndBoundsTheLogs() {
    for (String service :
        List.of("postgres", "broker", "processor", "gateway", "console", "migration")) {
      String settings =
          Docker.inspect(
              stack.container(service),
              "{{.HostConfig.RestartPolicy.Name}} {{.HostConfig.LogConfig.Type}}"
                  + " {{index .HostConfig.LogConfig.Config \"max-size\"}}"
                  + " {{index .HostConfig.LogConfig.Config \"max-file\"}}");
      String restarts = service.equals("migration") ? "no" : "unless-stopped";
      assertThat(settings).as(service).isEqualTo(restarts + " json-file 10m 5");
    }
  }

  @Test
  @Order(3)
  void itsConsoleShowsOperatorsWhatUsersDidUnderRolesThatCannotChangeIt() throws IOException {
    ApiClient operator = new ApiClient(stack.console(), stack.admit("token", "--reader").strip());
    ApiClient.Response code = operator.get("/api/ops/invites/KTEST1");
    assertThat(code.text("state")).isEqualTo("USABLE");
    assertThat(
            stack
                .ledger()
                .sql(
                    "select has_table_privilege('admit_one_reader', 'invites', 'update') or"
                        + " has_table_privilege('admit_one_console', 'invites', 'select')")
                .query(Boolean.class)
                .single())
        .isFalse();
    String shown = stack.admit("ops", "code", "KTEST1", "--url", stack.console().toString());
    assertThat(shown).contains("KTEST1", "USABLE");
  }

  @Test
  @Order(3)
  void runsAsTheImagesOwnUser() {
    for (String service : List.of("processor", "gateway", "console")) {
      assertThat(Docker.run("exec", stack.container(service), "id", "-u")).isEqualTo("10001");
    }
  }

  @Test
  @Order(4)
  void aKilledProcessorIsBackAndADatabaseThatMovesCostsNoRequest() throws Exception {
    List<ApiClient> gateways = List.of(stack.api("ADMIT_GATEWAY_PORT"));
    gateways
        .getFirst()
        .createInvite(Map.of("code", "KILL-FEW", "maxUses", 50), "Prefer", "wait=30");
    gateways.getFirst().createInvite(Map.of("code", "KILL-MANY"), "Prefer", "wait=30");
    gateways.getFirst().createInvite(Map.of("code", "KILL-MOVED"), "Prefer", "wait=30");
    List<String> codes = List.of("KILL-FEW", "KILL-MANY");
    try (LoadRun load =
        LoadRun.begin(gateways, codes, Duration.ofMillis(20), "wait=5", "respond-async")) {
      load.awaitMore(200);
      stack.killAsTheKernelDoes("processor");
      stack.awaitHealthy("processor");
      load.awaitMore(100);
      Duration unhealthy = stack.moveToAnotherAddress("postgres", "processor");
      assertThat(unhealthy).as("until Docker says so, too").isLessThan(UNHEALTHY_AT_THE_LATEST);
      Instant there = Instant.now();
      assertThat(gateways.getFirst().redeem("KILL-MOVED", "ann", "Prefer", "wait=30").status())
          .isEqualTo(200);
      Duration back = Duration.between(there, Instant.now());
      assertThat(back).as("from a database that is there to a decision").isLessThan(BACK);
      System.out.printf(
          "Unhealthy after %s, decided %s after the database was there%n", unhealthy, back);
      load.awaitMore(100);
      List<LoadRun.Sent> sent = load.end();
      assertThat(load.broken()).isZero();
      new Promises(stack.ledger())
          .hold(
              sent,
              gateways,
              Map.of("KILL-FEW", 50L, "KILL-MANY", Promises.users(sent, "KILL-MANY")));
    }
  }

  @Test
  @Order(5)
  void saysWhichSecretIsMissing() throws IOException {
    Files.writeString(
        stack.environmentFile(),
        Files.readString(stack.environmentFile())
            .replaceAll("ADMIT_CODE_SECRET=.*", "ADMIT_CODE_SECRET="));
    Docker.Ended ended = stack.tryAdmit(Map.of(), "compose");
    assertThat(ended.status()).isNotZero();
    assertThat(ended.output()).contains("set ADMIT_CODE_SECRET");
  }

  @Test
  @Order(6)
  void isStoppedWithItsDataKeptAndLeavesNothingElse() throws IOException {
    Files.writeString(
        stack.environmentFile(),
        Files.readString(stack.environmentFile())
            .replaceAll("ADMIT_CODE_SECRET=.*", "ADMIT_CODE_SECRET=sixteen-or-more-characters"));
    stack.admit("compose", "--stop");
    // One of the database, one of each broker, and one of the monitoring.
    assertThat(stack.leftOver()).as("volumes").hasSizeLessThanOrEqualTo(6).isNotEmpty();
    assertThat(stack.leftOver()).allMatch(name -> name.startsWith("admit-one-compose-test_"));
  }

  @Test
  @Order(7)
  void saysWhichPortIsTaken() throws IOException {
    try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      String port = String.valueOf(other.getLocalPort());
      Docker.Ended ended = stack.tryAdmit(Map.of("ADMIT_GATEWAY_PORT", port), "compose");
      assertThat(ended.status()).isNotZero();
      assertThat(ended.output())
          .contains("Port %s, for the gateway, is taken".formatted(port))
          .contains("set ADMIT_GATEWAY_PORT to a free port");
    }
  }
}
