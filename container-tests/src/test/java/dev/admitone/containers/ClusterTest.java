package dev.admitone.containers;

import static org.assertj.core.api.Assertions.assertThat;

import dev.admitone.testsupport.ApiClient;
import dev.admitone.testsupport.LoadRun;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The profile cluster: three brokers, two gateways, two processors; in a schema of its own. */
class ClusterTest {

  private static final String SCHEMA = "admit_one";
  private static final String NEW_TAG = "cluster-test";
  private static final List<String> SERVICES =
      List.of("processor-1", "processor-2", "gateway-1", "gateway-2", "console-1");

  private static ComposeStack stack;

  @BeforeAll
  static void start() throws IOException {
    stack = new ComposeStack("admit-one-cluster-test").inSchema(SCHEMA);
    stack.close(); // What a killed run may have left.
    stack.admit("compose", "--cluster");
  }

  @AfterAll
  static void removeAll() {
    stack.close();
    Docker.run(
            "image",
            "ls",
            "--format",
            "{{.Repository}}:{{.Tag}}",
            "--filter",
            "reference=*:" + NEW_TAG)
        .lines()
        .forEach(image -> Docker.run("image", "rm", image));
    assertThat(stack.leftOver()).isEmpty();
  }

  /** Eight JVMs that warm up and a load: minutes on two cores, which they starve. */
  @Tag("long")
  @Test
  void newImagesGoInUnderLoadWithoutAMomentThatNothingIsReadyAndLoseNoRequest() throws Exception {
    Docker.imageAgain(Docker.image(stack.container("gateway-1")), NEW_TAG);
    Docker.imageAgain(Docker.image(stack.container("processor-1")), NEW_TAG);
    Docker.imageAgain(Docker.image(stack.container("console-1")), NEW_TAG);
    List<ApiClient> gateways =
        List.of(stack.api("ADMIT_GATEWAY_PORT"), stack.api("ADMIT_GATEWAY_PORT_2"));
    gateways
        .getFirst()
        .createInvite(Map.of("code", "ROLL-FEW", "maxUses", 50), "Prefer", "wait=30");
    gateways.getLast().createInvite(Map.of("code", "ROLL-MANY"), "Prefer", "wait=30");
    List<String> codes = List.of("ROLL-FEW", "ROLL-MANY");
    try (LoadRun load =
            LoadRun.begin(gateways, codes, Duration.ofMillis(25), "wait=5", "respond-async");
        ReadyWatch watch = ReadyWatch.begin(stack.managements())) {
      load.awaitMore(100);
      Docker.Ended rolled =
          stack.tryAdmit(Map.of("ADMIT_IMAGE_TAG", NEW_TAG), "compose", "--cluster", "--roll");
      assertThat(rolled.status()).as(rolled.output()).isZero();
      load.awaitMore(100);
      assertThat(watch.moments()).isGreaterThan(50);
      assertThat(watch.momentsWithNoneReady()).isEmpty();
      for (String service : SERVICES) {
        assertThat(Docker.image(stack.container(service))).endsWith(":" + NEW_TAG);
      }
      List<LoadRun.Sent> sent = load.end();
      System.out.printf(
          "%d requests, %d connections refused or broken, %d not known to be accepted at first%n",
          sent.size(), load.broken(), Promises.refused(sent));
      new Promises(stack.ledger())
          .hold(
              sent,
              gateways,
              Map.of("ROLL-FEW", 50L, "ROLL-MANY", Promises.users(sent, "ROLL-MANY")));
    }
  }

  @Test
  void allServicesWorkOnTheSchemaThatIsSet() throws IOException {
    ApiClient gateway = stack.api("ADMIT_GATEWAY_PORT");
    gateway.createInvite(Map.of("code", "IN-SCHEMA", "maxUses", 1), "Prefer", "wait=30");

    assertThat(
            stack
                .ledger()
                .sql("select max_uses from admit_one.invites where code = 'IN-SCHEMA'")
                .query(Long.class)
                .single())
        .isEqualTo(1);
    assertThat(
            stack
                .ledger()
                .sql("select to_regclass('public.invites') is null")
                .query(Boolean.class)
                .single())
        .isTrue();
    stack.awaitHealthy("console-1");
  }

  @Test
  void topicsHaveThreeReplicasOfWhichTwoMustBeInSync() {
    String described =
        Docker.run(
            "exec",
            stack.container("broker-1"),
            "/opt/kafka/bin/kafka-topics.sh",
            "--bootstrap-server",
            "localhost:9092",
            "--describe",
            "--topic",
            "redemption-requests");
    assertThat(described).contains("ReplicationFactor: 3");
  }
}
