package dev.admitone.gateway.log.requests;

import static org.assertj.core.api.Assertions.assertThat;

import dev.admitone.gateway.support.Gateway;
import dev.admitone.gateway.support.Gateway.Reply;
import dev.admitone.testsupport.Await;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A broker that is gone is noticed at once; one that is there and does not answer is not. */
@Timeout(900)
@Tag("services")
@Tag("essential")
class HangingBrokerTest {

  private static final String PATH = "/api/redemptions";
  private static final String BODY = "{\"code\":\"HANGING\",\"userId\":\"ann\"}";

  /** The gateway gives up after 4.5 s; the rest is for a busy machine. */
  private static final Duration LONGEST = Duration.ofSeconds(9);

  @TempDir Path directory;

  @Test
  void aCallerIsToldInTimeThatItsRequestIsNotKnownToBeAccepted() throws Exception {
    try (BrokerProcess broker = BrokerProcess.start(directory);
        Gateway gateway = Gateway.startOn(broker.bootstrapServers())) {
      gateway.awaitReady();
      assertThat(redeem(gateway, "before").status()).isEqualTo(202);

      broker.hang();
      long start = System.nanoTime();
      Reply refused = redeem(gateway, "while it hangs");
      assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(LONGEST);
      assertThat(refused.status()).isEqualTo(503);
      assertThat(refused.field("reason")).isEqualTo("NOT_ACKNOWLEDGED");
      assertThat(refused.header("Retry-After")).isEqualTo("1");

      broker.goOn();
      Await.patiently()
          .untilAsserted(
              () -> {
                Reply again = redeem(gateway, "while it hangs");
                assertThat(again.status()).isEqualTo(202);
                assertThat(again.field("requestId")).isEqualTo(refused.field("requestId"));
              });
    }
  }

  private static Reply redeem(Gateway gateway, String key) {
    return gateway.post(
        PATH, BODY, "Idempotency-Key", key.replace(' ', '-'), "Prefer", "respond-async");
  }
}
