package dev.admitone.local;

import static dev.admitone.local.Waiting.patiently;
import static org.assertj.core.api.Assertions.assertThat;

import dev.admitone.embedded.EmbeddedDatabase;
import dev.admitone.embedded.EmbeddedKafka;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** P4 while the database or the broker is away under load. */
@Timeout(180)
class P4OutagesTest {

  private static final Duration BETWEEN_REQUESTS = Duration.ofMillis(50);
  private static final Duration DATABASE_OUTAGE = Duration.ofSeconds(20);
  private static final int FEW = 30;

  private final String code = Codes.unique("P4");

  @TempDir private Path directory;
  private StackSettings settings;
  private LocalStack stack;
  private Api api;
  private Ledger ledger;
  private Broker broker;

  @BeforeEach
  void start() {
    settings = Stack.settingsOn(directory);
    stack = LocalStack.begin(settings);
    stack.awaitReady();
    api = new Api(stack.gatewayAddress());
    ledger = new Ledger(stack.database().jdbcUrl(), stack.database().username());
    broker = new Broker(stack.kafka().bootstrapServers());
    assertThat(api.createInvite(Map.of("code", code, "maxUses", FEW)).status()).isEqualTo(201);
  }

  @AfterEach
  void stop() {
    stack.close();
  }

  @Test
  void withoutTheDatabaseForTwentySecondsRequestsAreAcceptedAndDecidedAfterwards()
      throws Exception {
    try (Load load = Load.begin(List.of(api), List.of(code), BETWEEN_REQUESTS, "wait=1")) {
      patiently().until(() -> load.begun() >= 20);
      stack.database().stopImmediately();
      patiently().until(() -> readiness(stack.processorManagement()) == 503);
      int begun = load.begun();
      Awaitility.await()
          .pollInterval(Duration.ofSeconds(1))
          .during(DATABASE_OUTAGE)
          .atMost(DATABASE_OUTAGE.multipliedBy(3))
          .until(
              () ->
                  readiness(stack.processorManagement()) == 503
                      && readiness(stack.gatewayManagement()) == 200);
      int begunMeanwhile = load.begun() - begun;
      try (EmbeddedDatabase _ =
          EmbeddedDatabase.start(settings.databaseDirectory(), stack.database().port())) {
        patiently().until(() -> readiness(stack.processorManagement()) == 200);
        List<Load.Sent> sent = load.end();

        assertThat(begunMeanwhile).isGreaterThan(100);
        assertThat(sent).allMatch(one -> one.refused().isEmpty());
        assertThat(sent.stream().filter(Load.Sent::isPending).count())
            .isGreaterThanOrEqualTo(begunMeanwhile);
        new LoadCheck(ledger, List.of(api)).eachIsDecidedOnceAndTold(sent, List.of(code));
        new LoadCheck(ledger, List.of(api)).usesAre(code, FEW);
        assertThat(broker.deadLetters()).isZero();
        stack.close();
      }
    }
  }

  @Test
  void withoutTheBrokerRequestsAreRefusedInTimeAndNoneThatWasAcknowledgedIsLost() throws Exception {
    try (Load load =
        Load.begin(List.of(api), List.of(code), BETWEEN_REQUESTS, "wait=30", "respond-async")) {
      patiently().until(() -> load.begun() >= 20);
      stack.kafka().stop();
      int begun = load.begun();
      patiently().until(() -> load.begun() >= begun + 100);
      try (EmbeddedKafka _ = EmbeddedKafka.start(settings.kafkaDirectory(), stack.kafka().port())) {
        patiently().until(() -> readiness(stack.gatewayManagement()) == 200);
        patiently().until(() -> readiness(stack.processorManagement()) == 200);
        List<Load.Sent> sent = load.end();

        assertThat(sent.stream().filter(one -> !one.refused().isEmpty()))
            .hasSizeGreaterThan(50)
            .allSatisfy(P4OutagesTest::assertWasRefusedInTime);
        new LoadCheck(ledger, List.of(api)).eachIsDecidedOnceAndTold(sent, List.of(code));
        new LoadCheck(ledger, List.of(api)).usesAre(code, FEW);
        assertThat(broker.deadLetters()).isZero();
        stack.close();
      }
    }
  }

  /** Each time with the id that it had when it was accepted at last. */
  private static void assertWasRefusedInTime(Load.Sent sent) {
    assertThat(sent.refused())
        .allSatisfy(
            refused -> {
              assertThat(refused.answer().text("reason")).isEqualTo("NOT_ACKNOWLEDGED");
              assertThat(refused.answer().text("requestId")).isEqualTo(sent.requestId());
              assertThat(refused.took().toMillis()).isLessThan(TimeUnit.SECONDS.toMillis(5));
            });
  }

  private static int readiness(java.net.URI management) {
    return new Api(management).get("/actuator/health/readiness").status();
  }
}
