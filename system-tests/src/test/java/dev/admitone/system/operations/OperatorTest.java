package dev.admitone.system.operations;

import static org.assertj.core.api.Assertions.assertThat;

import dev.admitone.system.Codes;
import dev.admitone.system.Environment;
import dev.admitone.system.Ledger;
import dev.admitone.testsupport.ApiClient;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What operators do to invites and uses, and what users see of it. */
@Tag("services")
@Tag("essential")
class OperatorTest {

  private static final String[] WAIT = {"Prefer", "wait=30"};

  private final ApiClient api = Environment.api();
  private final Ledger ledger = Environment.ledger();
  private final String code = Codes.unique("OPERATOR");

  @Test
  void aLimitBelowTheCurrentUsesGrantsNoFurtherUseUntilItIsRaised() throws Exception {
    create(Map.of("code", code, "maxUses", 5));
    for (int i = 0; i < 3; i++) {
      assertThat(redeem("user-" + i).outcome()).isEqualTo("REDEEMED");
    }

    ApiClient.Response lowered = change(Map.of("maxUses", 2));
    assertThat(lowered.status()).isEqualTo(200);
    assertThat(lowered.body().path("invite").path("maxUses").asLong(-1)).isEqualTo(2);
    assertThat(lowered.body().path("invite").path("currentUses").asLong(-1)).isEqualTo(3);
    assertThat(lowered.body().path("invite").path("remainingUses").asLong(-1)).isZero();
    assertThat(api.validate(code).outcome()).isEqualTo("EXHAUSTED");
    assertThat(redeem("user-3").outcome()).isEqualTo("EXHAUSTED");

    assertThat(change(Map.of("maxUses", 4)).status()).isEqualTo(200);
    assertThat(api.validate(code).body().path("isValid").asBoolean(false)).isTrue();
    assertThat(redeem("user-4").outcome()).isEqualTo("REDEEMED");
    assertThat(redeem("user-5").outcome()).isEqualTo("EXHAUSTED");

    assertThat(change(Collections.singletonMap("maxUses", null)).status()).isEqualTo(200);
    assertThat(redeem("user-6").outcome()).isEqualTo("REDEEMED");
    assertThat(ledger.currentUses(code)).isEqualTo(5);
    assertThat(ledger.uses(code)).isEqualTo(5);
  }

  @Test
  void whatValidateShowsIsTheChangeAsSoonAsItIsAnswered() {
    create(Map.of("code", code));
    assertThat(change(Map.of("startsAt", "2100-01-01T00:00:00Z")).status()).isEqualTo(200);
    assertThat(api.validate(code).outcome()).isEqualTo("NOT_YET_VALID");
    assertThat(redeem("user-1").outcome()).isEqualTo("NOT_YET_VALID");
    Map<String, Object> past = new HashMap<>();
    past.put("startsAt", null);
    past.put("expiresAt", "2020-01-01T00:00:00Z");
    assertThat(change(past).status()).isEqualTo(200);
    assertThat(api.validate(code).outcome()).isEqualTo("EXPIRED");
    assertThat(redeem("user-1").outcome()).isEqualTo("EXPIRED");
    assertThat(change(Collections.singletonMap("expiresAt", null)).status()).isEqualTo(200);
    assertThat(redeem("user-1").outcome()).isEqualTo("REDEEMED");
  }

  @Test
  void nothingThatArrivesAfterTheAnswerOfARevokeIsAdmitted() throws Exception {
    create(Map.of("code", code));
    Thread users =
        Thread.ofVirtual()
            .start(() -> ApiClient.inParallel(200, i -> api.redeem(code, "early-" + i, WAIT)));

    ApiClient.Response revoked = change(Map.of("revoked", true));
    assertThat(revoked.status()).isEqualTo(200);
    assertThat(revoked.body().path("invite").path("revoked").asBoolean(false)).isTrue();
    assertThat(api.validate(code).outcome()).isEqualTo("REVOKED");
    List<ApiClient.Response> late =
        ApiClient.inParallel(50, i -> api.redeem(code, "late-" + i, WAIT));
    users.join();

    assertThat(late).allMatch(answer -> answer.outcome().equals("REVOKED"));
    assertThat(ledger.currentUses(code)).isEqualTo(ledger.decisions(code, "REDEEMED"));
    assertThat(change(Map.of("revoked", false)).status()).isEqualTo(200);
    assertThat(redeem("late-1").outcome()).isEqualTo("REDEEMED");
  }

  @Test
  void aChangeOfAnUnknownCodeIsRefusedAndMakesNoInvite() {
    assertThat(change(Map.of("revoked", true)).outcome()).isEqualTo("UNKNOWN_CODE");
    assertThat(api.validate(code).outcome()).isEqualTo("UNKNOWN_CODE");
  }

  @Test
  void aChangeSentAgainWithItsKeyHasItsFirstAnswerAndUndoesNothing() {
    create(Map.of("code", code, "maxUses", 1));
    String[] key = {"Idempotency-Key", UUID.randomUUID().toString(), "Prefer", "wait=30"};
    ApiClient.Response first = api.changeInvite(code, Map.of("maxUses", 2), key);
    assertThat(first.status()).isEqualTo(200);
    assertThat(change(Map.of("maxUses", 7)).status()).isEqualTo(200);

    ApiClient.Response again = api.changeInvite(code, Map.of("maxUses", 2), key);
    assertThat(again.status()).isEqualTo(200);
    assertThat(again.text("requestId")).isEqualTo(first.text("requestId"));
    assertThat(again.body().path("invite").path("maxUses").asLong(-1)).isEqualTo(7);
    assertThat(api.changeInvite(code, Map.of("maxUses", 3), key).outcome())
        .isEqualTo("REQUEST_ID_REUSED");
    assertThat(remainingUses()).isEqualTo(7);
  }

  @Test
  void aReleaseGivesSlotAndRightBackAndTheFirstRequestKeepsItsAnswer() throws Exception {
    create(Map.of("code", code, "maxUses", 1));
    String[] key = {"Idempotency-Key", UUID.randomUUID().toString(), "Prefer", "wait=30"};
    ApiClient.Response first = api.redeem(code, "user-1", key);
    assertThat(first.outcome()).isEqualTo("REDEEMED");
    assertThat(redeem("user-2").outcome()).isEqualTo("EXHAUSTED");

    ApiClient.Response released =
        release(first, Map.of("code", code, "reason", "asked for by phone"));
    assertThat(released.status()).isEqualTo(200);
    assertThat(released.text("status")).isEqualTo("RELEASED");
    assertThat(released.body().path("invite").path("currentUses").asLong(-1)).isZero();
    assertThat(remainingUses()).isEqualTo(1);
    assertThat(ledger.uses(code)).isZero();
    assertThat(ledger.currentUses(code)).isZero();

    ApiClient.Response second = redeem("user-1");
    assertThat(second.outcome()).isEqualTo("REDEEMED");
    assertThat(second.text("requestId")).isNotEqualTo(first.text("requestId"));
    assertThat(api.redeem(code, "user-1", key).body()).isEqualTo(first.body());
    assertThat(release(first, Map.of("code", code, "reason", "again")).outcome())
        .isEqualTo("ALREADY_RELEASED");
    assertThat(ledger.uses(code)).isEqualTo(1);
    assertThat(ledger.currentUses(code)).isEqualTo(1);
    assertThat(ledger.decisions(code, "REDEEMED")).isEqualTo(2);
    // The code may be left out: the decision is still remembered.
    assertThat(release(second, Map.of("reason", "once more")).outcome()).isEqualTo("RELEASED");
    assertThat(redeem("user-2").outcome()).isEqualTo("REDEEMED");
  }

  @Test
  void afterAReleaseAndAnotherRedemptionEveryRequestSentAgainHasTheAnswerThatItHad()
      throws Exception {
    create(Map.of("code", code, "maxUses", 1));
    String[] firstKey = newKey();
    String[] refusedKey = newKey();
    String[] releaseKey = newKey();
    String[] secondKey = newKey();
    Map<String, String> why = Map.of("code", code, "reason", "asked for by phone");
    ApiClient.Response first = api.redeem(code, "user-1", firstKey);
    ApiClient.Response refused = api.redeem(code, "user-2", refusedKey);
    ApiClient.Response release = api.release(first.text("requestId"), why, releaseKey);
    ApiClient.Response second = api.redeem(code, "user-1", secondKey);
    assertThat(Stream.of(first, refused, release, second).map(ApiClient.Response::outcome))
        .containsExactly("REDEEMED", "EXHAUSTED", "RELEASED", "REDEEMED");

    assertThat(api.redeem(code, "user-1", firstKey).body()).isEqualTo(first.body());
    assertThat(api.redeem(code, "user-2", refusedKey).body()).isEqualTo(refused.body());
    assertThat(api.redeem(code, "user-1", secondKey).body()).isEqualTo(second.body());
    ApiClient.Response releasedAgain = api.release(first.text("requestId"), why, releaseKey);
    assertThat(releasedAgain.outcome()).isEqualTo("RELEASED");
    assertThat(releasedAgain.body().path("position")).isEqualTo(release.body().path("position"));
    assertThat(api.redeem(code, "user-3", firstKey).outcome()).isEqualTo("REQUEST_ID_REUSED");
    // What was given back stays given back, and the second use stays.
    ApiClient.Response standing = api.get("/api/redemptions/" + first.text("requestId"), WAIT);
    assertThat(standing.outcome()).isEqualTo("REDEEMED");
    assertThat(ledger.uses(code)).isEqualTo(1);
    assertThat(ledger.currentUses(code)).isEqualTo(1);
    assertThat(ledger.decisions(code, "RELEASED")).isEqualTo(1);
    assertThat(api.validate(code).outcome()).isEqualTo("EXHAUSTED");
  }

  @Test
  void onlyAUseOfThatCodeCanBeReleasedAndOfManyReleasesAtOnceOneSucceeds() throws Exception {
    create(Map.of("code", code));
    String other = Codes.unique("OPERATOR");
    assertThat(api.createInvite(Map.of("code", other), WAIT).status()).isEqualTo(201);
    ApiClient.Response use = redeem("user-1");
    assertThat(release(use, Map.of("code", other, "reason", "a mistake")).outcome())
        .isEqualTo("USE_NOT_FOUND");
    String unknown = UUID.randomUUID().toString();
    assertThat(api.release(unknown, Map.of("code", code, "reason", "a mistake"), WAIT).outcome())
        .isEqualTo("USE_NOT_FOUND");

    List<ApiClient.Response> releases =
        ApiClient.inParallel(20, _ -> release(use, Map.of("code", code, "reason", "a mistake")));
    assertThat(releases).filteredOn(answer -> answer.outcome().equals("RELEASED")).hasSize(1);
    assertThat(releases)
        .filteredOn(answer -> answer.outcome().equals("ALREADY_RELEASED"))
        .hasSize(19);
    assertThat(ledger.currentUses(code)).isZero();
  }

  private static String[] newKey() {
    return new String[] {"Idempotency-Key", UUID.randomUUID().toString(), "Prefer", "wait=30"};
  }

  private void create(Map<String, ?> invite) {
    assertThat(api.createInvite(invite, WAIT).status()).isEqualTo(201);
  }

  private ApiClient.Response redeem(String userId) {
    return api.redeem(code, userId, WAIT);
  }

  private ApiClient.Response change(Map<String, ?> change) {
    return api.changeInvite(code, change, WAIT);
  }

  private ApiClient.Response release(ApiClient.Response redeemed, Map<String, ?> release) {
    return api.release(redeemed.text("requestId"), release, WAIT);
  }

  private long remainingUses() {
    return api.validate(code).body().path("invite").path("remainingUses").asLong(-1);
  }
}
