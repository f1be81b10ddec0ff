package dev.admitone.system.operations;

import static dev.admitone.testsupport.Await.patiently;
import static org.assertj.core.api.Assertions.assertThat;

import dev.admitone.embedded.EmbeddedDatabase;
import dev.admitone.embedded.EmbeddedKafka;
import dev.admitone.schemas.topics.Topics;
import dev.admitone.system.Codes;
import dev.admitone.system.ServiceProcess;
import dev.admitone.testsupport.ApiClient;
import dev.admitone.testsupport.LoadRun;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/**
 * How much gateway and processor write, each into its own log, while something is away under load,
 * and how busy they are meanwhile.
 */
@Timeout(900)
@Tag("services")
class BoundedLinesTest {

  private static final int LINES_PER_MINUTE_MAX = 10;
  private static final Duration BETWEEN_REQUESTS = Duration.ofMillis(500);

  /** Of one processor. One that asks again without a pause would be at 1 and more. */
  private static final double BUSY_MAX = 0.5;

  @TempDir private Path directory;

  @Test
  void inAnOutageEachServiceWritesAtMostTenLinesAndAsksAgainWithPauses() throws Exception {
    outages(
        Duration.ofSeconds(5), List.of(List.of(Topics.REQUESTS, Topics.RESULTS, Topics.INVITES)));
  }

  @Test
  @Tag("long")
  void inALongOutageEachServiceWritesAtMostTenLinesAMinuteAndSaysHowManyItLeftOut()
      throws Exception {
    outages(
        Duration.ofSeconds(70),
        List.of(List.of(Topics.REQUESTS), List.of(Topics.RESULTS), List.of(Topics.INVITES)));
  }

  private void outages(Duration length, List<List<String>> deletedTogether) throws Exception {
    EmbeddedKafka kafka = EmbeddedKafka.start(directory.resolve("kafka"), 0);
    EmbeddedDatabase database = EmbeddedDatabase.start(directory.resolve("postgres"), 0);
    try (LoggingEnvironment site = LoggingEnvironment.start(directory, kafka, database)) {
      ApiClient api = site.gateway().api();
      String code = Codes.unique("LINES");
      assertThat(api.createInvite(Map.of("code", code)).status()).isEqualTo(201);
      try (LoadRun _ = LoadRun.begin(List.of(api), List.of(code), BETWEEN_REQUESTS, "wait=1")) {
        during("broker away", length, site, kafka::stop);
        kafka = EmbeddedKafka.start(directory.resolve("kafka"), kafka.port());
        site.awaitReady();

        during("database away", length, site, database::stopImmediately);
        database = EmbeddedDatabase.start(directory.resolve("postgres"), database.port());
        site.awaitReady();

        String brokers = kafka.bootstrapServers();
        for (List<String> topics : deletedTogether) {
          during(topics + " deleted", length, site, () -> delete(brokers, topics, site));
        }
      }
    } finally {
      kafka.stop();
      database.stop();
    }
  }

  private static void during(
      String cause, Duration length, LoggingEnvironment site, Runnable begins) throws IOException {
    Instant begin = Instant.now();
    begins.run();
    Instant known = Instant.now();
    List<Duration> busyBefore = site.services().stream().map(ServiceProcess::busy).toList();
    Awaitility.await()
        .atMost(length.multipliedBy(4))
        .until(() -> known.plus(length).isBefore(Instant.now()));
    Duration took = Duration.between(known, Instant.now());
    for (int i = 0; i < busyBefore.size(); i++) {
      ServiceProcess service = site.services().get(i);
      LogLines lines = site.lines(service).since(begin);
      double busy = (double) service.busy().minus(busyBefore.get(i)).toMillis() / took.toMillis();
      String what =
          "%s, %s for %d s: busy %.2f, lines %d, left out %d, %s"
              .formatted(
                  service.kind(),
                  cause,
                  Duration.between(begin, Instant.now()).toSeconds(),
                  busy,
                  lines.lines().size(),
                  lines.leftOut(),
                  lines.byLogger());
      System.out.println(what);
      assertThat(lines.mostInAMinute()).as(what).isLessThanOrEqualTo(LINES_PER_MINUTE_MAX);
      assertThat(busy).as(what).isLessThan(BUSY_MAX);
    }
  }

  /** Returns when both services know. */
  private static void delete(String brokers, List<String> topics, LoggingEnvironment site) {
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", brokers))) {
      admin.deleteTopics(topics);
      for (ServiceProcess service : site.services()) {
        ApiClient management = new ApiClient(service.management());
        patiently().until(() -> topics.stream().allMatch(missing(management)::has));
      }
    }
  }

  /** By topic, what the service's readiness says of it. */
  private static JsonNode missing(ApiClient management) {
    return management
        .get("/actuator/health/readiness")
        .body()
        .path("components")
        .path("topics")
        .path("details");
  }
}
