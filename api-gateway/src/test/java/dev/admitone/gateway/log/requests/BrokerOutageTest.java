package dev.admitone.gateway.log.requests;

import static org.assertj.core.api.Assertions.assertThat;

import dev.admitone.embedded.EmbeddedKafka;
import dev.admitone.gateway.support.Gateway;
import dev.admitone.gateway.support.Gateway.Reply;
import dev.admitone.gateway.support.OperationCall;
import dev.admitone.gateway.support.PlayedProcessor;
import dev.admitone.gateway.support.PlayedProcessor.Received;
import dev.admitone.gateway.support.Records;
import dev.admitone.testsupport.Await;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("services")
@Tag("essential")
class BrokerOutageTest {

  private static final String PATH = "/api/redemptions";
  private static final String BODY = "{\"code\":\"OUTAGE\",\"userId\":\"ann\"}";

  @TempDir private Path directory;

  @Test
  void withoutABrokerRequestsAreNotAcceptedAndWithItTheyAreAgain() {
    EmbeddedKafka kafka = EmbeddedKafka.start(directory, 0);
    int port = kafka.port();
    try (Gateway gateway = Gateway.startOn(kafka.bootstrapServers())) {
      gateway.awaitReady();
      PlayedProcessor processor = new PlayedProcessor(kafka.bootstrapServers());
      Reply accepted = gateway.post(PATH, BODY, "Prefer", "respond-async");
      assertThat(accepted.status()).isEqualTo(202);
      processor.publish(Records.snapshot("OUTAGE", 1).build());
      Await.patiently().untilAsserted(() -> assertThat(validity(gateway)).isTrue());

      kafka.stop();
      long start = System.nanoTime();
      Reply refused = gateway.post(PATH, BODY, "Idempotency-Key", "outage");
      assertThat(System.nanoTime() - start).isLessThan(TimeUnit.SECONDS.toNanos(5));
      assertThat(refused.status()).isEqualTo(503);
      assertThat(refused.header("Content-Type")).isEqualTo("application/problem+json");
      assertThat(refused.header("Retry-After")).isEqualTo("1");
      assertThat(refused.field("reason")).isEqualTo("NOT_ACKNOWLEDGED");
      assertThat(refused.field("error"))
          .isEqualTo(
              "The request is not known to be accepted; send it again with its Idempotency-Key");
      assertThat(refused.field("requestId")).hasSize(36);
      eachChangeIsNotAcknowledged(gateway);
      Await.patiently()
          .untilAsserted(
              () -> {
                Reply readiness = gateway.manage("/actuator/health/readiness");
                assertThat(readiness.status()).isEqualTo(503);
                assertThat(readiness.text()).contains("no broker responds");
              });
      assertThat(gateway.manage("/actuator/health/liveness").status()).isEqualTo(200);
      // What was read is still there.
      assertThat(validity(gateway)).isTrue();
      assertThat(gateway.get(accepted.header("Location")).field("status")).isEqualTo("PENDING");

      kafka = EmbeddedKafka.start(directory, port);
      gateway.awaitReady();
      CompletableFuture<Reply> again =
          gateway.postLater(PATH, BODY, "Idempotency-Key", "outage", "Prefer", "wait=30");
      Received received =
          processor.await("OUTAGE", 2).stream()
              .filter(one -> one.id().toString().equals(refused.field("requestId")))
              .findFirst()
              .orElseThrow();
      processor.publish(Records.redeemed(received));
      assertThat(again.join().status()).isEqualTo(200);
    } finally {
      kafka.stop();
    }
  }

  private static void eachChangeIsNotAcknowledged(Gateway gateway) {
    List<CompletableFuture<Reply>> all =
        OperationCall.changes().stream().map(call -> call.later(gateway)).toList();
    for (CompletableFuture<Reply> each : all) {
      assertThat(each.join().status()).isEqualTo(503);
      assertThat(each.join().field("reason")).isEqualTo("NOT_ACKNOWLEDGED");
    }
  }

  private static boolean validity(Gateway gateway) {
    return gateway
        .post("/api/invites/validate", "{\"code\":\"OUTAGE\"}")
        .json()
        .path("isValid")
        .asBoolean(false);
  }
}
