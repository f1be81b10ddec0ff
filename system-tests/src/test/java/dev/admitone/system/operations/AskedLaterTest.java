package dev.admitone.system.operations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.admitone.system.Codes;
import dev.admitone.system.Environment;
import dev.admitone.system.ServiceProcess;
import dev.admitone.testsupport.ApiClient;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A client without a key that asks for its answer after the gateways have forgotten it. */
@Tag("services")
class AskedLaterTest {

  private static final Duration LONGEST_WAIT = Duration.ofMinutes(10);
  private static final String[] ASYNC = {"Prefer", "respond-async"};
  private static final String[] WAIT = {"Prefer", "wait=30"};

  private final ApiClient api = Environment.api();
  private final String code = Codes.unique("LATER");

  @Test
  void getsItAndIsToldOfItsOwnUseWhereItSendsTheRequestAgain() throws Exception {
    assertThat(api.createInvite(Map.of("code", code, "maxUses", 5), WAIT).status()).isEqualTo(201);
    try (ServiceProcess forgetful =
        ServiceProcess.gateway(
            Environment.get(),
            "--admit-one.gateway.results.retention=1s",
            "--admit-one.snapshot-interval=500ms",
            "--admit-one.write-version=2")) {
      ApiClient gateway = forgetful.api();
      ApiClient.Response accepted = gateway.redeem(code, "ann", ASYNC);
      assertThat(accepted.status()).isEqualTo(202);
      ApiClient.Response refused = gateway.redeem(code, "ann", ASYNC);
      await()
          .atMost(LONGEST_WAIT)
          .untilAsserted(
              () -> {
                assertThat(api.get(location(refused)).outcome()).isEqualTo("ALREADY_USED");
                assertThat(gateway.get(path(refused)).status()).isEqualTo(404);
              });

      ApiClient.Response later = gateway.get(location(accepted), WAIT);
      assertThat(later.status()).isEqualTo(200);
      assertThat(later.outcome()).isEqualTo("REDEEMED");
      assertThat(later.text("userId")).isEqualTo("ann");

      ApiClient.Response laterRefused = gateway.get(location(refused), WAIT);
      assertThat(laterRefused.outcome()).isEqualTo("ALREADY_USED");
      assertThat(laterRefused.body().path("ownUse").path("useId").asString())
          .isEqualTo(accepted.text("requestId"));
      ApiClient.Response again = api.redeem(code, "ann", WAIT);
      assertThat(again.status()).isEqualTo(409);
      assertThat(again.body().path("ownUse").path("useId").asString())
          .isEqualTo(accepted.text("requestId"));
      assertThat(again.body().path("ownUse").path("usedAt"))
          .isEqualTo(later.body().path("decidedAt"));
    }
  }

  private static String location(ApiClient.Response answer) {
    return answer.header("location");
  }

  private static String path(ApiClient.Response answer) {
    return "/api/redemptions/" + answer.text("requestId");
  }
}
