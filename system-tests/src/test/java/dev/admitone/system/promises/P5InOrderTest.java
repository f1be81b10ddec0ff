package dev.admitone.system.promises;

import static org.assertj.core.api.Assertions.assertThat;

import dev.admitone.system.Codes;
import dev.admitone.system.Environment;
import dev.admitone.testsupport.ApiClient;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * P5: requests for one code are decided in log order; the state at its offset justifies a refusal.
 */
@Tag("services")
@Tag("essential")
class P5InOrderTest {

  private final ApiClient api = Environment.api();

  @Test
  void theFirstInTheLogGetTheUsesAndTheRestAreRefused() {
    String code = Codes.unique("P5");
    assertThat(api.createInvite(Map.of("code", code, "maxUses", 20)).status()).isEqualTo(201);

    List<ApiClient.Response> inLogOrder =
        ApiClient.inParallel(200, i -> decided(code, "user-" + i)).stream()
            .sorted(Comparator.comparingLong(P5InOrderTest::offset))
            .toList();

    assertThat(inLogOrder.stream().map(P5InOrderTest::offset).distinct()).hasSize(200);
    assertThat(inLogOrder.subList(0, 20))
        .allMatch(answer -> answer.text("status").equals("REDEEMED"));
    assertThat(inLogOrder.subList(20, 200))
        .allMatch(answer -> answer.text("reason").equals("EXHAUSTED"));
  }

  @Test
  void aRequestThatIsAcknowledgedBeforeAnotherIsDecidedBeforeIt() {
    String code = Codes.unique("P5");
    assertThat(api.createInvite(Map.of("code", code, "maxUses", 1)).status()).isEqualTo(201);
    ApiClient.Response first = api.redeem(code, "first", "Prefer", "respond-async");
    ApiClient.Response second = api.redeem(code, "second", "Prefer", "respond-async");

    assertThat(follow(second).outcome()).isEqualTo("EXHAUSTED");
    assertThat(follow(first).outcome()).isEqualTo("REDEEMED");
  }

  /** Asks for the decision at the place that the gateway acknowledged, which tells the offset. */
  private ApiClient.Response decided(String code, String userId) {
    return follow(api.redeem(code, userId, "Prefer", "respond-async"));
  }

  private ApiClient.Response follow(ApiClient.Response accepted) {
    if (accepted.status() != 202) {
      return accepted;
    }
    return api.get(accepted.header("Location"), "Prefer", "wait=30");
  }

  private static long offset(ApiClient.Response answer) {
    return answer.body().path("position").path("offset").asLong(-1);
  }
}
