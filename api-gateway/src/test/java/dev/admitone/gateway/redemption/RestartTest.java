package dev.admitone.gateway.redemption;

import static org.assertj.core.api.Assertions.assertThat;

import dev.admitone.gateway.support.Gateway;
import dev.admitone.gateway.support.Gateway.Reply;
import dev.admitone.gateway.support.PlayedProcessor;
import dev.admitone.gateway.support.PlayedProcessor.Received;
import dev.admitone.gateway.support.Records;
import dev.admitone.schemas.topics.Topics;
import dev.admitone.testsupport.Await;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Several gateways, and gateways that stop and start. */
@Tag("services")
@Tag("essential")
class RestartTest {

  private static final String PATH = "/api/redemptions";
  private static final String[] ASYNC = {"Prefer", "respond-async"};

  private final PlayedProcessor processor = PlayedProcessor.shared();
  private final String code = Records.newCode();

  @Test
  void aNewGatewayAnswersForWhatAnotherOneSent() {
    Received decided = sent("ann");
    processor.publish(Records.redeemed(decided));
    Gateway.shared().post(PATH, body("bob"), ASYNC);
    Received queued = processor.await(code, 2).get(1);
    try (Gateway other = Gateway.start()) {
      assertThat(other.get(path(decided)).field("status")).isEqualTo("REDEEMED");
      assertThat(other.get(path(decided) + "?at=" + decided.at()).field("status"))
          .isEqualTo("REDEEMED");
      Reply pending = other.get(path(queued) + "?at=" + queued.at());
      assertThat(pending.field("status")).isEqualTo("PENDING");
      assertThat(pending.json().path("ahead").asInt(-1)).isZero();
      assertThat(other.get(path(queued)).status()).isEqualTo(404);
      CompletableFuture<Reply> later =
          other.getLater(path(queued) + "?at=" + queued.at(), "Prefer", "wait=30");
      processor.publish(Records.redeemed(queued));
      assertThat(later.join().field("status")).isEqualTo("REDEEMED");
    }
  }

  @Test
  void aNewGatewayReadsTheLastResultOfEachPartitionHoweverOldItIs() {
    Received older = sent("ann");
    Gateway.shared().post(PATH, body("bob"), ASYNC);
    Received last = processor.await(code, 2).get(1);
    processor.publish(Records.redeemed(older));
    processor.publish(Records.redeemed(last));
    try (Gateway other = Gateway.start("--admit-one.gateway.results.retention=1ms")) {
      // Both are forgotten by now, but the last one has shown how far the partition is decided.
      assertThat(other.get(path(older) + "?at=" + older.at()).status()).isEqualTo(404);
      Gateway.shared().post(PATH, body("carol"), ASYNC);
      Received queued = processor.await(code, 3).get(2);
      Reply pending = other.get(path(queued) + "?at=" + queued.at());
      assertThat(pending.field("status")).isEqualTo("PENDING");
      assertThat(pending.json().path("ahead").asInt(-1)).isZero();
    }
  }

  @Test
  void bytesThatAreNoResultAreCountedAndLeftOut() {
    Received received = sent("ann");
    double before = undecodable();
    int partition = received.position().partition();
    processor.send(new ProducerRecord<>(Topics.RESULTS, partition, null, new byte[] {1, 2, 3}));
    processor.send(new ProducerRecord<>(Topics.RESULTS, partition, null, null));
    processor.publish(Records.redeemed(received));
    Await.patiently()
        .untilAsserted(
            () ->
                assertThat(Gateway.shared().get(path(received)).field("status"))
                    .isEqualTo("REDEEMED"));
    assertThat(undecodable()).isEqualTo(before + 2);
  }

  @Test
  void whoWaitsIsAnsweredAcceptedWhenTheGatewayStops() {
    Gateway stopping = Gateway.start();
    CompletableFuture<Reply> waiting = stopping.postLater(PATH, body("ann"), "Prefer", "wait=30");
    Received received = processor.await(code);
    CompletableFuture<Reply> asking =
        stopping.getLater(path(received) + "?at=" + received.at(), "Prefer", "wait=30");
    Await.patiently()
        .untilAsserted(() -> assertThat(stopping.gauge("admitone.waiters")).isEqualTo(2));
    long start = System.nanoTime();
    stopping.stop();
    assertThat(waiting.join().status()).isEqualTo(202);
    assertThat(waiting.join().header("Location"))
        .isEqualTo(path(received) + "?at=" + received.at());
    assertThat(asking.join().field("status")).isEqualTo("PENDING");
    assertThat(System.nanoTime() - start).isLessThan(TimeUnit.SECONDS.toNanos(20));
  }

  @Test
  void beyondTheMostWaitersACallIsAnsweredAcceptedAtOnce() {
    try (Gateway small = Gateway.start("--admit-one.gateway.max-waiters=1")) {
      CompletableFuture<Reply> waiting = small.postLater(PATH, body("ann"), "Prefer", "wait=30");
      Received received = processor.await(code);
      Await.patiently()
          .untilAsserted(() -> assertThat(small.gauge("admitone.waiters")).isEqualTo(1));
      assertThat(small.post(PATH, body("bob"), "Prefer", "wait=30").status()).isEqualTo(202);
      assertThat(waiting).isNotDone();
      processor.publish(Records.redeemed(received));
      assertThat(waiting.join().status()).isEqualTo(200);
      assertThat(small.gauge("admitone.waiters")).isZero();
    }
  }

  @Test
  void whoOnlyAsksTakesNoPlaceOfThoseWhoRedeemAndTheOtherWayRound() throws Exception {
    try (Gateway small =
        Gateway.start(
            "--admit-one.gateway.max-waiters=1", "--admit-one.gateway.max-asking-waiters=2")) {
      Received asked = sent("ann");
      String where = path(asked) + "?at=" + asked.at();
      String events = path(asked) + "/events?at=" + asked.at();
      CompletableFuture<Reply> asking = small.getLater(where, "Prefer", "wait=30");
      CompletableFuture<Reply> listening = small.getLater(events);
      Await.patiently()
          .untilAsserted(
              () ->
                  assertThat(small.gauge("admitone.waiters", "purpose", "question")).isEqualTo(2));
      CompletableFuture<Reply> oneMore = small.getLater(where, "Prefer", "wait=30");
      CompletableFuture<Reply> oneMoreStream = small.getLater(events);
      assertThat(oneMore.get(20, TimeUnit.SECONDS).field("status")).isEqualTo("PENDING");
      assertThat(oneMoreStream.get(20, TimeUnit.SECONDS).text()).contains("event: pending\n");

      CompletableFuture<Reply> redeeming = small.postLater(PATH, body("bob"), "Prefer", "wait=30");
      Received redeem = processor.await(code, 2).get(1);
      Await.patiently()
          .untilAsserted(
              () -> assertThat(small.gauge("admitone.waiters", "purpose", "change")).isEqualTo(1));
      assertThat(redeeming).isNotDone();
      assertThat(asking).isNotDone();
      assertThat(listening).isNotDone();
      processor.publish(Records.redeemed(asked));
      processor.publish(Records.redeemed(redeem));
      assertThat(redeeming.join().field("status")).isEqualTo("REDEEMED");
      assertThat(asking.join().field("status")).isEqualTo("REDEEMED");
      assertThat(listening.join().text()).contains("event: decided\n");
    }
  }

  private static double undecodable() {
    return Gateway.shared().counter("admitone.results.received", "outcome", "undecodable");
  }

  private Received sent(String userId) {
    assertThat(Gateway.shared().post(PATH, body(userId), ASYNC).status()).isEqualTo(202);
    return processor.await(code);
  }

  private static String path(Received received) {
    return PATH + "/" + received.id();
  }

  private String body(String userId) {
    return "{\"code\":\"%s\",\"userId\":\"%s\"}".formatted(code, userId);
  }
}
