package dev.admitone.gateway.invites;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.admitone.embedded.EmbeddedKafka;
import dev.admitone.gateway.GatewayApplication;
import dev.admitone.gateway.support.Gateway;
import dev.admitone.gateway.support.Records;
import dev.admitone.schemas.codec.RecordCodec;
import dev.admitone.schemas.codes.SnapshotRecords;
import dev.admitone.schemas.topics.Topics;
import dev.admitone.service.TopicProvisioner;
import dev.admitone.testsupport.ApiClient;
import dev.admitone.testsupport.Await;
import dev.admitone.testsupport.ChildJvm;
import dev.admitone.testsupport.FreePorts;
import dev.admitone.testsupport.JavaCommand;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A gateway as a process of its own, on a topic with many codes. */
@Tag("services")
class ManyInvitesTest {

  private static final int CODES_PER_MEGABYTE = 30_000;

  @TempDir private Path directory;
  private EmbeddedKafka kafka;

  /** The process. */
  static final class GatewayProcess {

    private GatewayProcess() {}

    /** Ends with the process that started it. */
    public static void main(String[] arguments) throws IOException {
      System.setOut(System.err);
      GatewayApplication.builder().run(arguments);
      ChildJvm.endWithParent();
    }
  }

  @BeforeEach
  void startBroker() {
    kafka = EmbeddedKafka.start(directory, 0);
    try (Admin admin = Admin.create(broker())) {
      new TopicProvisioner(admin).createOrVerify(Topics.settings(Topics.PARTITION_COUNT_DEFAULT));
    }
  }

  @AfterEach
  void stopBroker() {
    kafka.stop();
  }

  @Test
  void aSmallGatewayKnowsAHundredThousandCodesAndOneOfTooLittleMemoryLivesOn() throws Exception {
    publish(100_000, 20_000);
    try (RunningGateway gateway = start("-Xmx192m")) {
      gateway.awaitReady(Duration.ofMinutes(10));
      assertThat(gateway.codes()).isEqualTo(100_000);
      assertThat(gateway.api().validate(code(99_999)).body().path("isValid").asBoolean()).isTrue();
      assertThat(gateway.api().validate("NONE").text("reason")).isEqualTo("UNKNOWN_CODE");
    }
    // Space for two chunks of entries, which are full before all are read.
    publish(100_000, 200_000, 0);
    try (RunningGateway gateway = start("-Xmx192m", "--admit-one.gateway.invites.max-size=4MB")) {
      gateway.awaitReady(Duration.ofMinutes(10));
      assertThat(gateway.codes()).isBetween(4 * CODES_PER_MEGABYTE / 2, 200_000);
      assertThat(gateway.api().validate("NONE").text("reason")).isEqualTo("NOT_READY");
    }
  }

  /**
   * What a container of 1 GiB has: half of it for the heap. A third of the codes were used since
   * the topic was compacted last.
   */
  @Test
  @Tag("long")
  @Timeout(900)
  void aGatewayOfOneGibibyteKnowsTenMillionCodes() throws Exception {
    int count = 10_000_000;
    publish(count, count / 3);
    try (RunningGateway gateway = start("-Xmx512m")) {
      Duration start = gateway.awaitReady(Duration.ofMinutes(5));
      System.out.println(
          "%d codes: ready after %s, %d MiB resident at most, %s"
              .formatted(count, start, gateway.residentBytesMax() >> 20, gateway.health()));
      assertThat(gateway.codes()).isEqualTo(count);
      assertThat(gateway.api().validate(code(count - 1)).body().path("isValid").asBoolean())
          .isTrue();
      assertThat(gateway.residentBytesMax()).isLessThan(1L << 30);
      assertThat(start).isLessThan(Duration.ofMinutes(1));
    }
  }

  private Map<String, Object> broker() {
    return Map.of(
        ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
        kafka.bootstrapServers(),
        ProducerConfig.LINGER_MS_CONFIG,
        50,
        ProducerConfig.BATCH_SIZE_CONFIG,
        256 * 1024);
  }

  private void publish(int count, int usedAgain) {
    publish(0, count, usedAgain);
  }

  private void publish(int from, int to, int usedAgain) {
    SnapshotRecords records =
        new SnapshotRecords(
            Topics.INVITES, Topics.PARTITION_COUNT_DEFAULT, RecordCodec.snapshots(1));
    try (var producer =
        new KafkaProducer<>(broker(), new ByteArraySerializer(), new ByteArraySerializer())) {
      for (int i = from; i < to; i++) {
        var _ = producer.send(records.of(Records.snapshot(code(i), 1).setMaxUses(100L).build()));
      }
      for (int i = 0; i < usedAgain; i++) {
        var _ =
            producer.send(
                records.of(
                    Records.snapshot(code(i), 9).setMaxUses(100L).setCurrentUses(8).build()));
      }
    }
  }

  /** Of 12 characters, as the gateway generates them. */
  private static String code(int number) {
    return "C%011d".formatted(number * 7_919L);
  }

  private RunningGateway start(String memory, String... settings) throws IOException {
    List<Integer> ports = FreePorts.some(2);
    List<String> arguments = Gateway.arguments(kafka.bootstrapServers(), settings);
    arguments.removeIf(argument -> argument.contains("server.port="));
    arguments.add("--server.port=" + ports.getFirst());
    arguments.add("--management.server.port=" + ports.getLast());
    return new RunningGateway(
        ChildJvm.start(
            JavaCommand.of(GatewayProcess.class)
                .options("-XX:TieredStopAtLevel=4", memory)
                .arguments(arguments)
                .builder()),
        new ApiClient(URI.create("http://127.0.0.1:" + ports.getFirst())),
        new ApiClient(URI.create("http://127.0.0.1:" + ports.getLast())));
  }

  private record RunningGateway(ChildJvm process, ApiClient api, ApiClient management)
      implements AutoCloseable {

    /** How long it took. */
    Duration awaitReady(Duration maxWait) {
      long began = System.nanoTime();
      Await.patiently()
          .atMost(maxWait)
          .ignoreExceptions()
          .until(() -> management.get("/actuator/health/readiness").status() == 200);
      return Duration.ofNanos(System.nanoTime() - began);
    }

    String health() {
      return management
          .get("/actuator/health/readiness")
          .body()
          .path("components")
          .path("invites")
          .toString();
    }

    int codes() {
      return management
          .get("/actuator/health/readiness")
          .body()
          .path("components")
          .path("invites")
          .path("details")
          .path("codes")
          .asInt(-1);
    }

    /** Heap, what lies outside of it, and the JVM itself. */
    long residentBytesMax() throws IOException {
      Path status = Path.of("/proc", String.valueOf(process.pid()), "status");
      return Files.readString(status, UTF_8)
          .lines()
          .filter(line -> line.startsWith("VmHWM:"))
          .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) * 1024)
          .findFirst()
          .orElseThrow();
    }

    @Override
    public void close() {
      process.kill();
    }
  }
}
