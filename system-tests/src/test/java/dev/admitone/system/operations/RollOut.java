package dev.admitone.system.operations;

import static org.assertj.core.api.Assertions.assertThat;

import dev.admitone.system.Codes;
import dev.admitone.system.ServiceProcess;
import dev.admitone.testsupport.ApiClient;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import org.awaitility.Awaitility;

/** What tests do while services of two releases run side by side. */
final class RollOut {

  private static final String[] WAIT = {"Prefer", "wait=30"};
  private static final Duration PATIENCE = Duration.ofMinutes(10);
  private static final int MORE = 40;

  private RollOut() {}

  /** Each kind of command once, on a code of its own. */
  static void everyCommandOver(ApiClient api) {
    String code = Codes.unique("ROLLING");
    assertThat(api.createInvite(Map.of("code", code), WAIT).status()).isEqualTo(201);
    ApiClient.Response use = api.redeem(code, "user-1", WAIT);
    assertThat(use.outcome()).isEqualTo("REDEEMED");
    Map<String, String> why = Map.of("code", code, "reason", "a mistake");
    assertThat(api.release(use.text("requestId"), why, WAIT).outcome()).isEqualTo("RELEASED");
    assertThat(api.changeInvite(code, Map.of("revoked", true), WAIT).status()).isEqualTo(200);
    assertThat(api.redeem(code, "user-1", WAIT).outcome()).isEqualTo("REVOKED");
  }

  /** Returns when some more users of the traffic have their decision. */
  static void decideMore(Traffic traffic) {
    int before = traffic.decided();
    Awaitility.await().atMost(PATIENCE).until(() -> traffic.decided() >= before + MORE);
  }

  /** Starts a service while another one starts. */
  static CompletableFuture<ServiceProcess> later(Callable<ServiceProcess> start) {
    CompletableFuture<ServiceProcess> started = new CompletableFuture<>();
    Thread.ofPlatform()
        .start(
            () -> {
              try {
                started.complete(start.call());
              } catch (Throwable e) {
                started.completeExceptionally(e);
              }
            });
    return started;
  }
}
