package dev.admitone.gateway.log.requests;

import static org.assertj.core.api.Assertions.assertThat;

import dev.admitone.embedded.EmbeddedCluster;
import dev.admitone.gateway.support.Gateway;
import dev.admitone.gateway.support.Gateway.Reply;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Three brokers of which two stop, and a gateway that is sent nothing. */
@Timeout(900)
@Tag("services")
class ClusterOutageTest {

  /** What is promised is 15 s; the rest is for a busy machine. */
  private static final Duration PATIENCE = Duration.ofMinutes(10);

  @TempDir private Path directory;

  @Test
  void withoutTrafficReadinessIsRedWhileTooFewBrokersAreThereAndNamesTopicAndMinIsr() {
    try (EmbeddedCluster cluster = EmbeddedCluster.start(directory);
        Gateway gateway = Gateway.startOn(cluster.bootstrapServers(), "--admit-one.partitions=3")) {
      gateway.awaitReady();

      cluster.stop(3);
      // Two replicas are enough: nothing is missing, also not for a moment.
      Awaitility.await()
          .during(Duration.ofSeconds(5))
          .atMost(PATIENCE)
          .until(() -> readiness(gateway).status() == 200);

      cluster.stop(2);
      Awaitility.await()
          .atMost(PATIENCE)
          .untilAsserted(
              () -> {
                Reply red = readiness(gateway);
                assertThat(red.status()).isEqualTo(503);
                assertThat(
                        red.json().at("/components/topics/details/redemption-requests").asString())
                    .startsWith("since 2")
                    .contains("min.insync.replicas=2");
              });
      assertThat(gateway.manage("/actuator/health/liveness").status()).isEqualTo(200);

      cluster.start(List.of(2, 3));
      Awaitility.await().atMost(PATIENCE).until(() -> readiness(gateway).status() == 200);
      Reply accepted =
          gateway.post(
              "/api/redemptions",
              "{\"code\":\"CLUSTER\",\"userId\":\"ann\"}",
              "Prefer",
              "respond-async");
      assertThat(accepted.status()).isEqualTo(202);
    }
  }

  private static Reply readiness(Gateway gateway) {
    return gateway.manage("/actuator/health/readiness");
  }
}
