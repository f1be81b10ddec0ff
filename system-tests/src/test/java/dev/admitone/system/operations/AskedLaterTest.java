package dev.admitone.system.operations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.admitone.system.Api;
import dev.admitone.system.Codes;
import dev.admitone.system.Environment;
import dev.admitone.system.ServiceProcess;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A client without a key that asks for its answer after the gateways have forgotten it. */
@Tag("services")
class AskedLaterTest {

  private static final Duration LONGEST_WAIT = Duration.ofSeconds(60);
  private static final String[] ASYNC = {"Prefer", "respond-async"};
  private static final String[] WAIT = {"Prefer", "wait=30"};

  private final Api api = Environment.api();
  private final String code = Codes.unique("LATER");

  @Test
  void getsItAndIsToldOfItsOwnUseWhereItSendsTheRequestAgain() throws Exception {
    assertThat(api.createInvite(Map.of("code", code, "maxUses", 5), WAIT).status()).isEqualTo(201);
    try (ServiceProcess forgetful =
        ServiceProcess.gateway(
            Environment.get(),
            "--admit-one.gateway.results.retention=1s",
            "--admit-one.write-version=2")) {
      Api gateway = forgetful.api();
      Api.Answer accepted = gateway.redeem(code, "ann", ASYNC);
      assertThat(accepted.status()).isEqualTo(202);
      Api.Answer refused = gateway.redeem(code, "ann", ASYNC);
      await()
          .atMost(LONGEST_WAIT)
          .untilAsserted(
              () -> {
                assertThat(api.get(location(refused)).outcome()).isEqualTo("ALREADY_USED");
                assertThat(gateway.get(path(refused)).status()).isEqualTo(404);
              });

      Api.Answer later = gateway.get(location(accepted), WAIT);
      assertThat(later.status()).isEqualTo(200);
      assertThat(later.outcome()).isEqualTo("REDEEMED");
      assertThat(later.text("userId")).isEqualTo("ann");

      Api.Answer laterRefused = gateway.get(location(refused), WAIT);
      assertThat(laterRefused.outcome()).isEqualTo("ALREADY_USED");
      assertThat(laterRefused.body().path("ownUse").path("useId").asString())
          .isEqualTo(accepted.text("requestId"));
      Api.Answer again = api.redeem(code, "ann", WAIT);
      assertThat(again.status()).isEqualTo(409);
      assertThat(again.body().path("ownUse").path("useId").asString())
          .isEqualTo(accepted.text("requestId"));
      assertThat(again.body().path("ownUse").path("usedAt"))
          .isEqualTo(later.body().path("decidedAt"));
    }
  }

  private static String location(Api.Answer answer) {
    return answer.header("location");
  }

  private static String path(Api.Answer answer) {
    return "/api/redemptions/" + answer.text("requestId");
  }
}
