package dev.admitone.benchmarks.contenders;

import dev.admitone.benchmarks.testbed.TestBed;
import dev.admitone.gateway.GatewayApplication;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/**
 * The same call without a log, as Spring MVC users build it: the gateway itself, with its server,
 * tokens, metrics and traces, and one controller more, which redeems by itself. No limit of calls
 * applies to it.
 */
final class MvcApplication {

  static final String PATH = "/direct/redemptions";

  private static final int CONFLICT = 409;

  private MvcApplication() {}

  /** Redeems a code for a user; says whether it did. */
  @FunctionalInterface
  interface Redeem {
    boolean redeem(String code, String userId) throws Exception;
  }

  static ConfigurableApplicationContext start(TestBed testBed, Redeem redeem) {
    ConfigurableApplicationContext service =
        GatewayApplication.builder()
            .registerShutdownHook(false)
            .initializers(
                context ->
                    ((GenericApplicationContext) context)
                        .registerBean(Controller.class, () -> new Controller(redeem)))
            .run(Gateway.settings(testBed));
    Gateway.stopReaders(service);
    return service;
  }

  /** Responds as the gateway does. */
  @RestController
  static class Controller {

    private final Redeem redeem;

    Controller(Redeem redeem) {
      this.redeem = redeem;
    }

    /** The body of a redemption. */
    record Body(String code, String userId) {}

    @PostMapping(PATH)
    ResponseEntity<Map<String, Object>> redeem(@RequestBody Body body) throws Exception {
      if (!redeem.redeem(body.code(), body.userId())) {
        return ResponseEntity.status(CONFLICT).body(Map.of("error", "refused"));
      }
      return ResponseEntity.ok(
          Map.of(
              "requestId", UUID.randomUUID(),
              "status", "REDEEMED",
              "code", body.code(),
              "userId", body.userId(),
              "decidedAt", Instant.now()));
    }
  }
}
