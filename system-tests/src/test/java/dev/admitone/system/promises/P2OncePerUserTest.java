package dev.admitone.system.promises;

import static org.assertj.core.api.Assertions.assertThat;

import dev.admitone.system.Codes;
import dev.admitone.system.Environment;
import dev.admitone.system.Ledger;
import dev.admitone.testsupport.ApiClient;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** P2: a user has at most one use of an invite. */
@Tag("services")
@Tag("essential")
class P2OncePerUserTest {

  private final ApiClient api = Environment.api();
  private final Ledger ledger = Environment.ledger();

  @Test
  void ofTheSameUsersHundredRequestsAtOnceOneSucceeds() throws Exception {
    String code = Codes.unique("P2");
    assertThat(api.createInvite(Map.of("code", code)).status()).isEqualTo(201);

    List<ApiClient.Response> answers =
        ApiClient.inParallel(100, _ -> api.redeem(code, "user-1", "Prefer", "wait=30"));

    assertThat(answers).filteredOn(answer -> answer.outcome().equals("REDEEMED")).hasSize(1);
    assertThat(answers)
        .filteredOn(answer -> answer.status() == 409)
        .hasSize(99)
        .allMatch(answer -> answer.outcome().equals("ALREADY_USED"));
    assertThat(ledger.currentUses(code)).isEqualTo(1);
    assertThat(ledger.uses(code)).isEqualTo(1);
  }

  @Test
  void theSameUserMayUseAnotherCode() {
    for (int i = 0; i < 2; i++) {
      String code = Codes.unique("P2");
      assertThat(api.createInvite(Map.of("code", code)).status()).isEqualTo(201);
      assertThat(api.redeem(code, "user-1", "Prefer", "wait=30").status()).isEqualTo(200);
    }
  }
}
