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

/** P1: no use is granted once the uses reach max_uses; current_uses is the number of uses. */
@Tag("services")
@Tag("essential")
class P1NeverOverTest {

  private final ApiClient api = Environment.api();
  private final Ledger ledger = Environment.ledger();

  @Test
  void ofAThousandAtOnceExactlyAsManyAsTheLimitSucceedAndEveryoneHasAnAnswer() throws Exception {
    String code = Codes.unique("P1");
    assertThat(api.createInvite(Map.of("code", code, "maxUses", 50)).status()).isEqualTo(201);

    List<ApiClient.Response> answers =
        ApiClient.inParallel(1_000, i -> api.redeem(code, "user-" + i, "Prefer", "wait=30"));

    assertThat(answers).filteredOn(answer -> answer.status() == 200).hasSize(50);
    assertThat(answers)
        .filteredOn(answer -> answer.status() == 409)
        .hasSize(950)
        .allMatch(answer -> answer.outcome().equals("EXHAUSTED"));
    assertThat(ledger.currentUses(code)).isEqualTo(50);
    assertThat(ledger.uses(code)).isEqualTo(50);
  }

  @Test
  void theOneUseOfACodeGoesToOneUser() throws Exception {
    String code = Codes.unique("P1");
    assertThat(api.createInvite(Map.of("code", code, "maxUses", 1)).status()).isEqualTo(201);

    List<ApiClient.Response> answers =
        ApiClient.inParallel(40, i -> api.redeem(code, "user-" + i, "Prefer", "wait=30"));

    assertThat(answers).filteredOn(answer -> answer.status() == 200).hasSize(1);
    assertThat(ledger.uses(code)).isEqualTo(1);
  }

  @Test
  void aCodeWithoutUsesGrantsNone() {
    String code = Codes.unique("P1");
    assertThat(api.createInvite(Map.of("code", code, "maxUses", 0)).status()).isEqualTo(201);
    assertThat(api.redeem(code, "user-1", "Prefer", "wait=30").outcome()).isEqualTo("EXHAUSTED");
  }
}
