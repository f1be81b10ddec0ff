package dev.admitone.containers;

import static dev.admitone.testsupport.Await.patiently;
import static org.assertj.core.api.Assertions.assertThat;

import dev.admitone.schemas.topics.Topics;
import dev.admitone.testsupport.ApiClient;
import dev.admitone.testsupport.LoadRun;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.ConsumerGroupDescription;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.JdbcClientAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.JdbcTemplateAutoConfiguration;
import org.springframework.boot.kafka.autoconfigure.KafkaAutoConfiguration;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.testcontainers.service.connection.ServiceConnection;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.kafka.core.KafkaAdmin;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.kafka.KafkaContainer;
import org.testcontainers.postgresql.PostgreSQLContainer;

/** The images of the three services, with Kafka and PostgreSQL in containers beside them. */
@SpringBootTest(
    classes = ImagesTest.Clients.class,
    webEnvironment = SpringBootTest.WebEnvironment.NONE)
class ImagesTest {

  private static final String GROUP = "redemption-processor";

  @ServiceConnection static final PostgreSQLContainer postgres = Services.postgres();
  @ServiceConnection static final KafkaContainer kafka = Services.kafka();
  private static final GenericContainer<?> processor = Services.processor();
  private static final GenericContainer<?> gateway = Services.gateway();
  private static final GenericContainer<?> console = Services.console();

  @Autowired private JdbcClient ledger;
  @Autowired private KafkaAdmin kafkaAdmin;

  /** What the test asks the database and the broker with. */
  @ImportAutoConfiguration({
    DataSourceAutoConfiguration.class,
    JdbcTemplateAutoConfiguration.class,
    JdbcClientAutoConfiguration.class,
    KafkaAutoConfiguration.class
  })
  static class Clients {}

  @BeforeAll
  static void start() {
    postgres.start();
    kafka.start();
    assertThat(Services.runToItsEnd(Services.migration())).contains("The database is up to date");
    processor.start();
    gateway.start();
    console.start();
  }

  @AfterAll
  static void stop() {
    Services.stopAll(List.of(console, gateway, processor, kafka, postgres));
  }

  @Test
  void whatIsRedeemedIsInTheLedgerAndOnTheLog() throws Exception {
    ApiClient api = Services.api(gateway);
    api.createInvite(Map.of("code", "IMAGES", "maxUses", 1), "Prefer", "wait=30");
    assertThat(api.redeem("IMAGES", "ann", "Prefer", "wait=30").outcome()).isEqualTo("REDEEMED");
    assertThat(api.redeem("IMAGES", "bob", "Prefer", "wait=30").outcome()).isEqualTo("EXHAUSTED");
    assertThat(
            ledger
                .sql(
                    "select outcome::text from redemption_decisions where code = 'IMAGES' order by"
                        + " 1")
                .query(String.class)
                .list())
        .containsExactlyInAnyOrder("DONE", "EXHAUSTED", "REDEEMED");
    try (Admin admin = Admin.create(kafkaAdmin.getConfigurationProperties())) {
      assertThat(end(admin, Topics.RESULTS)).isEqualTo(end(admin, Topics.REQUESTS));
    }
  }

  @Test
  void theConsoleShowsWhatUsersDidAndKeepsTablesOfItsOwn() throws Exception {
    ApiClient api = Services.api(gateway);
    api.createInvite(Map.of("code", "LOOKED-AT", "maxUses", 1), "Prefer", "wait=30");
    assertThat(api.redeem("LOOKED-AT", "ann", "Prefer", "wait=30").outcome()).isEqualTo("REDEEMED");
    ApiClient operator = Services.ops(console);
    assertThat(operator.get("/api/ops/invites/LOOKED-AT").text("state")).isEqualTo("EXHAUSTED");
    assertThat(operator.get("/api/ops/audit").status()).isEqualTo(200);
    assertThat(
            ledger
                .sql("select distinct tableowner::text from pg_tables where schemaname = 'console'")
                .query(String.class)
                .list())
        .containsExactly("admit_one_console");
  }

  @Test
  void aStoppedProcessorCommitsAndLeavesItsGroupAndTheGatewayLeaves202s() throws Exception {
    ApiClient api = Services.api(gateway);
    api.createInvite(Map.of("code", "STOPPED"), "Prefer", "wait=30");
    List<ApiClient> gateways = List.of(api);
    try (LoadRun load =
            LoadRun.begin(
                gateways, List.of("STOPPED"), Duration.ofMillis(10), "wait=5", "respond-async");
        Admin admin = Admin.create(kafkaAdmin.getConfigurationProperties())) {
      load.awaitMore(200);
      Services.terminate(processor);
      assertThat(Services.exitCode(processor)).isEqualTo(143);
      // At once, and not when a session ends: it has said that it goes.
      assertThat(members(admin)).isEmpty();
      assertThat(committed(admin)).isEqualTo(decided());
      load.awaitMore(50);
      Services.startAgain(processor);
      load.awaitMore(50);
      List<LoadRun.Sent> sent = load.end();
      assertThat(sent).anyMatch(one -> one.response().status() == 202);
      new Promises(ledger).hold(sent, gateways, Map.of("STOPPED", Promises.users(sent, "STOPPED")));
    }
  }

  @Test
  void aStoppedGatewayAnswersWhatItHasInHand() throws Exception {
    try (GenericContainer<?> second = Services.gateway()) {
      second.start();
      ApiClient api = Services.api(second);
      api.createInvite(Map.of("code", "LAST-CALLS"), "Prefer", "wait=30");
      try (LoadRun load =
          LoadRun.begin(
              List.of(api, Services.api(gateway)),
              List.of("LAST-CALLS"),
              Duration.ofMillis(10),
              "wait=5",
              "respond-async")) {
        load.awaitMore(200);
        Services.terminate(second);
        assertThat(Services.exitCode(second)).isEqualTo(143);
        load.awaitMore(20);
        List<LoadRun.Sent> sent = load.end();
        new Promises(ledger)
            .hold(
                sent,
                List.of(Services.api(gateway)),
                Map.of("LAST-CALLS", Promises.users(sent, "LAST-CALLS")));
      }
    }
  }

  @Test
  void runAsAnyUserWithoutRightsOnAFileSystemThatCannotBeWritten() throws Exception {
    for (GenericContainer<?> service : List.of(gateway, processor, console)) {
      assertThat(service.execInContainer("id", "-u").getStdout().strip()).isEqualTo("12345");
      assertThat(service.execInContainer("touch", "/opt/admit-one/x").getExitCode()).isNotZero();
      assertThat(service.getContainerInfo().getHostConfig().getReadonlyRootfs()).isTrue();
      patiently().until(service::isHealthy);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"gzip", "snappy", "lz4", "zstd"})
  void readAndWriteCompressedTopics(String codec) throws Exception {
    // The requests topic stays uncompressed: no service starts otherwise.
    try (Admin admin = Admin.create(kafkaAdmin.getConfigurationProperties())) {
      AlterConfigOp compressed =
          new AlterConfigOp(new ConfigEntry("compression.type", codec), AlterConfigOp.OpType.SET);
      Map<ConfigResource, Collection<AlterConfigOp>> all = new HashMap<>();
      for (String topic : List.of(Topics.RESULTS, Topics.INVITES)) {
        all.put(new ConfigResource(ConfigResource.Type.TOPIC, topic), List.of(compressed));
      }
      admin.incrementalAlterConfigs(all).all().get();
    }
    ApiClient api = Services.api(gateway);
    String code = "IN-" + codec;
    assertThat(api.createInvite(Map.of("code", code), "Prefer", "wait=30").status()).isEqualTo(201);
    assertThat(api.redeem(code, "ann", "Prefer", "wait=30").outcome()).isEqualTo("REDEEMED");
    assertThat(api.post("/api/invites/validate", Map.of("code", code)).text("isValid"))
        .isEqualTo("true");
  }

  @Test
  void aSecretMayBeAFileInsteadOfAVariable(@TempDir Path secrets) throws Exception {
    GenericContainer<?> second = Services.gateway();
    second.getEnvMap().remove("ADMITONE_GATEWAY_CODESECRET");
    String setting = "admit-one.gateway.code-secret";
    try (second) {
      Services.withSecretFile(second, secrets, setting, Services.CODE_SECRET, "rw-r--r--").start();
      patiently().until(second::isHealthy);
    }
  }

  @Test
  void aProcessorThatDoesNotKnowItsPasswordSaysSo() {
    assertThat(
            Services.runToItsFailure(
                Services.processorImage(Map.of("SPRING_DATASOURCE_PASSWORD", "wrong"))))
        .contains("refuses the user: the name or the password is wrong")
        .contains("Set spring.datasource.username and spring.datasource.password");
  }

  private static List<String> members(Admin admin) throws Exception {
    ConsumerGroupDescription group =
        Objects.requireNonNull(admin.describeConsumerGroups(List.of(GROUP)).all().get().get(GROUP));
    return group.members().stream().map(member -> member.consumerId()).toList();
  }

  private static long committed(Admin admin) throws Exception {
    return admin
        .listConsumerGroupOffsets(GROUP)
        .partitionsToOffsetAndMetadata()
        .get()
        .values()
        .stream()
        .mapToLong(OffsetAndMetadata::offset)
        .sum();
  }

  /** How many records of the log the ledger knows: each has one decision here. */
  private long decided() {
    return ledger.sql("select count(*) from redemption_decisions").query(Long.class).single();
  }

  private static long end(Admin admin, String topic)
      throws ExecutionException, InterruptedException {
    long sum = 0;
    for (int partition = 0; partition < Topics.PARTITION_COUNT_DEFAULT; partition++) {
      TopicPartition asked = new TopicPartition(topic, partition);
      sum +=
          admin
              .listOffsets(Map.of(asked, OffsetSpec.latest()))
              .partitionResult(asked)
              .get()
              .offset();
    }
    return sum;
  }
}
