package dev.admitone.gateway.log.requests;

import static org.assertj.core.api.Assertions.assertThat;

import dev.admitone.embedded.EmbeddedKafka;
import dev.admitone.gateway.support.Gateway;
import dev.admitone.gateway.support.Gateway.Reply;
import dev.admitone.testsupport.BrokerProxy;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.common.protocol.ApiKeys;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A broker that is slow for a moment is not missing. */
@Timeout(900)
@Tag("services")
class SlowSendTest {

  @TempDir private Path directory;

  @Test
  void readinessStaysGreenWhileOneSendTakesThreeSeconds() throws Exception {
    try (EmbeddedKafka kafka = EmbeddedKafka.start(directory, 0);
        BrokerProxy proxy = BrokerProxy.before(kafka.port());
        Gateway gateway = Gateway.startOn(proxy.bootstrapServers(), "--admit-one.partitions=3")) {
      gateway.awaitReady();
      assertThat(redeem(gateway, "before").status()).isEqualTo(202);

      proxy.delayOnce(ApiKeys.PRODUCE, Duration.ofSeconds(3));
      CompletableFuture<Reply> slow =
          CompletableFuture.supplyAsync(() -> redeem(gateway, "slow"), Thread::startVirtualThread);
      Awaitility.await()
          .during(Duration.ofSeconds(8))
          .atMost(Duration.ofMinutes(10))
          .until(() -> gateway.manage("/actuator/health/readiness").status() == 200);
      assertThat(slow.join().status()).isEqualTo(202);
      assertThat(proxy.delayedCount()).isPositive();
    }
  }

  private static Reply redeem(Gateway gateway, String key) {
    return gateway.post(
        "/api/redemptions",
        "{\"code\":\"SLOW\",\"userId\":\"ann\"}",
        "Idempotency-Key",
        key,
        "Prefer",
        "respond-async");
  }
}
