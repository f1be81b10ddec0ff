package dev.admitone.system.promises;

import static dev.admitone.testsupport.Await.patiently;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.admitone.embedded.EmbeddedDatabase;
import dev.admitone.embedded.EmbeddedKafka;
import dev.admitone.local.settings.StackSettings;
import dev.admitone.local.smoke.SmokeTests;
import dev.admitone.local.stack.LocalStack;
import dev.admitone.system.Clients;
import dev.admitone.system.Codes;
import dev.admitone.system.Environment;
import dev.admitone.system.Ledger;
import dev.admitone.testsupport.ApiClient;
import dev.admitone.testsupport.LoadRun;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** P4 while the database or the broker is away under load. */
@Timeout(900)
@Tag("services")
class P4OutagesTest {

  private static final Duration BETWEEN_REQUESTS = Duration.ofMillis(50);
  private static final Duration DATABASE_OUTAGE = Duration.ofSeconds(20);
  private static final int FEW = 30;

  @TempDir private static Path directory;
  private static StackSettings settings;
  private static LocalStack stack;
  private static EmbeddedDatabase database;
  private static EmbeddedKafka kafka;

  private final String code = Codes.unique("P4");
  private ApiClient api;
  private Ledger ledger;
  private Broker broker;

  @BeforeAll
  static void start() {
    settings = Environment.settingsOn(directory);
    stack = LocalStack.begin(settings);
    stack.awaitReady();
    database = stack.database();
    kafka = stack.kafka();
  }

  @AfterAll
  static void stop() {
    stack.close();
    kafka.close();
    database.close();
  }

  @BeforeEach
  void create() {
    api = Clients.of(stack.gatewayAddress(), stack.tokenKey());
    ledger = new Ledger(database.jdbcUrl(), database.username());
    broker = new Broker(kafka.bootstrapServers());
    assertThat(api.createInvite(Map.of("code", code, "maxUses", FEW)).status()).isEqualTo(201);
  }

  @Test
  void withoutTheDatabaseForTwentySecondsRequestsAreAcceptedAndDecidedAfterwards()
      throws Exception {
    try (LoadRun load = LoadRun.begin(List.of(api), List.of(code), BETWEEN_REQUESTS, "wait=1")) {
      patiently().until(() -> load.begun() >= 20);
      database.stopImmediately();
      long begin = System.nanoTime();
      patiently().until(() -> readiness(stack.processorManagement()) == 503);
      Awaitility.await()
          .during(DATABASE_OUTAGE.minusNanos(System.nanoTime() - begin))
          .atMost(DATABASE_OUTAGE.multipliedBy(3))
          .until(
              () ->
                  readiness(stack.processorManagement()) == 503
                      && readiness(stack.gatewayManagement()) == 200);
      database = EmbeddedDatabase.start(settings.databaseDirectory(), database.port());
      awaitReady();
      List<LoadRun.Sent> sent = load.end();

      assertThat(sent).flatExtracting(LoadRun.Sent::refused).isEmpty();
      assertThat(sent.stream().filter(LoadRun.Sent::isPending).count()).isGreaterThan(100);
      assertNothingIsLost(sent);
    }
  }

  @Test
  void withoutTheBrokerRequestsAreRefusedInTimeAndNoneThatWasAcknowledgedIsLost() throws Exception {
    try (LoadRun load =
        LoadRun.begin(List.of(api), List.of(code), BETWEEN_REQUESTS, "wait=30", "respond-async")) {
      patiently().until(() -> load.begun() >= 20);
      kafka.stop();
      int begun = load.begun();
      patiently().until(() -> load.begun() >= begun + 100);
      theSmokeTestsFail();
      kafka = EmbeddedKafka.start(settings.kafkaDirectory(), kafka.port());
      awaitReady();
      List<LoadRun.Sent> sent = load.end();

      assertThat(sent.stream().filter(one -> !one.refused().isEmpty()).count()).isGreaterThan(50);
      sent.forEach(P4OutagesTest::assertWasRefusedInTime);
      assertNothingIsLost(sent);
    }
  }

  private static void theSmokeTestsFail() {
    patiently().until(() -> readiness(stack.gatewayManagement()) == 503);
    ByteArrayOutputStream output = new ByteArrayOutputStream();
    assertThat(
            SmokeTests.run(
                stack.gatewayAddress(),
                stack.tokenKey().forServiceAndAdmin(),
                new PrintStream(output, true, UTF_8)))
        .isFalse();
    assertThat(output.toString(UTF_8)).containsPattern("FAILED +a code with 3 uses is made +503");
  }

  private void assertNothingIsLost(List<LoadRun.Sent> sent) throws Exception {
    LoadCheck check = new LoadCheck(ledger, List.of(api));
    check.eachIsDecidedOnceAndTold(sent, List.of(code));
    check.usesAre(code, FEW);
    assertThat(broker.deadLetters()).isZero();
  }

  /** Each time with the id that it had when it was accepted at last. */
  private static void assertWasRefusedInTime(LoadRun.Sent sent) {
    assertThat(sent.refused())
        .allSatisfy(
            refused -> {
              assertThat(refused.response().text("reason")).isEqualTo("NOT_ACKNOWLEDGED");
              assertThat(refused.response().text("requestId")).isEqualTo(sent.requestId());
              assertThat(refused.took().toMillis()).isLessThan(TimeUnit.SECONDS.toMillis(5));
            });
  }

  private static void awaitReady() {
    patiently().until(() -> readiness(stack.gatewayManagement()) == 200);
    patiently().until(() -> readiness(stack.processorManagement()) == 200);
  }

  private static int readiness(URI management) {
    return new ApiClient(management).get("/actuator/health/readiness").status();
  }
}
