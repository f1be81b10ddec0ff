package dev.admitone.system.operations;

import static org.assertj.core.api.Assertions.assertThat;

import dev.admitone.system.Codes;
import dev.admitone.system.Environment;
import dev.admitone.testsupport.ApiClient;
import dev.admitone.testsupport.Await;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** What the console shows of what users did, and nothing is played. */
@Tag("services")
@Tag("essential")
class ConsoleTest {

  private static final String[] WAIT = {"Prefer", "wait=30"};

  private final ApiClient api = Environment.api();
  private final ApiClient console =
      new ApiClient(Environment.get().consoleAddress(), Environment.get().tokenKey().forReader());
  private final String code = Codes.unique("LOOK");
  private final String ann = "ann-" + code;
  private final String bob = "bob-" + code;
  private ApiClient.Response redeemed;
  private ApiClient.Response refused;

  @BeforeEach
  void redeem() {
    assertThat(api.createInvite(Map.of("code", code, "maxUses", 1), WAIT).status()).isEqualTo(201);
    redeemed = api.redeem(code, ann, WAIT);
    assertThat(redeemed.outcome()).isEqualTo("REDEEMED");
    refused = api.redeem(code, bob, WAIT);
    assertThat(refused.outcome()).isEqualTo("EXHAUSTED");
  }

  @Test
  void whichUsersHaveUsedACodeAndWhichWereRefused() {
    ApiClient.Response invite = console.get("/api/ops/invites/" + code);
    assertThat(invite.text("state")).isEqualTo("EXHAUSTED");
    assertThat(invite.text("createdBy")).isEqualTo("tester");
    JsonNode use = console.get("/api/ops/invites/%s/uses".formatted(code)).body().path("items");
    assertThat(use).hasSize(1);
    assertThat(use.path(0).path("userId").asString()).isEqualTo(ann);
    assertThat(use.path(0).path("requestId").asString()).isEqualTo(redeemed.text("requestId"));
    JsonNode refusal =
        console.get("/api/ops/invites/%s/refusals".formatted(code)).body().path("items");
    assertThat(refusal).hasSize(1);
    assertThat(refusal.path(0).path("userId").asString()).isEqualTo(bob);
    assertThat(refusal.path(0).path("reason").asString()).isEqualTo("EXHAUSTED");
  }

  @Test
  void whyAUserWasRefused() {
    JsonNode user = console.get("/api/ops/user?userId=" + bob).body();
    assertThat(user.path("hasProfile").asBoolean()).isFalse();
    assertThat(user.path("latestUses")).isEmpty();
    assertThat(user.path("latestRefusals").path(0).path("reason").asString())
        .isEqualTo("EXHAUSTED");
    assertThat(user.path("latestRefusals").path(0).path("requestId").asString())
        .isEqualTo(refused.text("requestId"));
  }

  @Test
  void whatBecameOfARequestFromTheLogToTheResult() {
    Await.patiently()
        .untilAsserted(
            () -> {
              JsonNode story = console.get("/api/ops/requests/" + refused.text("requestId")).body();
              assertThat(story.path("missing")).isEmpty();
              assertThat(story.path("record").path("userId").asString()).isEqualTo(bob);
              assertThat(story.path("decision").path("outcome").asString()).isEqualTo("EXHAUSTED");
              assertThat(story.path("result").path("reason").asString()).isEqualTo("EXHAUSTED");
              assertThat(story.path("millisToResult").asLong()).isBetween(-1_000L, 60_000L);
            });
  }

  @Test
  void aUseThatWasGivenBackIsNoneAnyMoreAndItsRequestSaysSo() {
    assertThat(
            api.release(redeemed.text("requestId"), Map.of("code", code, "reason", "a test"), WAIT)
                .status())
        .isEqualTo(200);
    assertThat(console.get("/api/ops/invites/" + code).text("state")).isEqualTo("USABLE");
    assertThat(console.get("/api/ops/invites/%s/uses".formatted(code)).body().path("items"))
        .isEmpty();
    JsonNode story = console.get("/api/ops/requests/" + redeemed.text("requestId")).body();
    assertThat(story.path("release").path("reason").asString()).isEqualTo("a test");
    assertThat(story.path("decision").path("outcome").asString()).isEqualTo("REDEEMED");
  }

  @Test
  void aFrontendsTokenSeesNothing() {
    ApiClient frontend =
        new ApiClient(
            Environment.get().consoleAddress(), Environment.get().tokenKey().forService());
    assertThat(frontend.get("/api/ops/invites/" + code).outcome()).isEqualTo("SCOPE_MISSING");
  }
}
