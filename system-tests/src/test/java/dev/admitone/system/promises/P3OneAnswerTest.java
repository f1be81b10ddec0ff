package dev.admitone.system.promises;

import static org.assertj.core.api.Assertions.assertThat;

import dev.admitone.system.Codes;
import dev.admitone.system.Environment;
import dev.admitone.system.Ledger;
import dev.admitone.testsupport.ApiClient;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** P3: a request id has one decision for ever; with other content it is refused as reused. */
@Tag("services")
@Tag("essential")
class P3OneAnswerTest {

  private final ApiClient api = Environment.api();
  private final Ledger ledger = Environment.ledger();
  private final String key = UUID.randomUUID().toString();

  @Test
  void theSameKeyAHundredTimesAtOnceIsOneUseAndAHundredEqualAnswers() throws Exception {
    String code = invite();

    List<ApiClient.Response> answers = ApiClient.inParallel(100, _ -> redeem(code, "user-1"));

    assertThat(answers).allMatch(answer -> answer.status() == 200);
    assertThat(answers.stream().map(ApiClient.Response::body).distinct()).hasSize(1);
    assertThat(ledger.uses(code)).isEqualTo(1);
    assertThat(ledger.currentUses(code)).isEqualTo(1);
  }

  @Test
  void oneKeyOnTwoCodesAtOnceIsOneDecisionAndTheOthersAreRefusedAsReused() throws Exception {
    List<String> codes = List.of(invite(), invite());

    List<ApiClient.Response> answers =
        ApiClient.inParallel(40, i -> redeem(codes.get(i % 2), "user-1"));

    List<ApiClient.Response> decided =
        answers.stream().filter(answer -> answer.status() == 200).toList();
    assertThat(decided).hasSize(20);
    assertThat(decided.stream().map(ApiClient.Response::body).distinct()).hasSize(1);
    assertThat(answers)
        .filteredOn(answer -> answer.status() == 422)
        .hasSize(20)
        .allMatch(answer -> answer.outcome().equals("REQUEST_ID_REUSED"));
    assertThat(ledger.uses(codes.get(0)) + ledger.uses(codes.get(1))).isEqualTo(1);
  }

  @Test
  void aRefusalStaysTheAnswerWhenItsReasonIsGone() {
    String code = Codes.unique("P3");
    ApiClient.Response refused = redeem(code, "user-1");
    assertThat(refused.status()).isEqualTo(404);
    assertThat(api.createInvite(Map.of("code", code)).status()).isEqualTo(201);

    ApiClient.Response again = redeem(code, "user-1");
    assertThat(again.status()).isEqualTo(404);
    assertThat(again.body()).isEqualTo(refused.body());
    assertThat(api.redeem(code, "user-1", "Prefer", "wait=30").status()).isEqualTo(200);
  }

  @Test
  void theSameKeyForAnotherUserIsRefusedAsReusedAndChangesNothing() throws Exception {
    String code = invite();
    assertThat(redeem(code, "user-1").status()).isEqualTo(200);
    assertThat(redeem(code, "user-2").status()).isEqualTo(422);
    assertThat(redeem(code, "user-1").status()).isEqualTo(200);
    assertThat(ledger.uses(code)).isEqualTo(1);
  }

  private ApiClient.Response redeem(String code, String userId) {
    return api.redeem(code, userId, "Idempotency-Key", key, "Prefer", "wait=30");
  }

  private String invite() {
    String code = Codes.unique("P3");
    assertThat(api.createInvite(Map.of("code", code)).status()).isEqualTo(201);
    return code;
  }
}
