package dev.admitone.system.promises;

import static org.assertj.core.api.Assertions.assertThat;

import dev.admitone.system.Codes;
import dev.admitone.system.Environment;
import dev.admitone.system.Ledger;
import dev.admitone.system.ServiceProcess;
import dev.admitone.testsupport.ApiClient;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** P1, P2, P3 and P4 hold for redemptions that come many in one call. */
@Tag("services")
class ManyInOneCallTest {

  private static final String LOCK = "select id from invites where code = ? for update";
  private static final int CALLS = 20;
  private static final int PER_CALL = 50;
  private static final int USERS = CALLS * PER_CALL / 2;
  private static final int LIMIT = 300;
  private static final String[] OWN_LIMITS = {
    "--admit-one.gateway.limits.user-burst=1000000",
    "--admit-one.gateway.limits.service-burst=1000000"
  };

  private final ApiClient api = Environment.api();
  private final Ledger ledger = Environment.ledger();
  private final String run = UUID.randomUUID().toString();

  @Test
  void callsAtOnceNeverTakeMoreUsesThanThereAreAndEachUserOneAndARetryChangesNothing()
      throws Exception {
    String code = invite(Map.of("maxUses", LIMIT));

    // Each user is in two of the calls.
    List<List<JsonNode>> first = ApiClient.inParallel(CALLS, i -> untilDecided(api, code, i));

    List<JsonNode> all = first.stream().flatMap(List::stream).toList();
    assertThat(all).hasSize(CALLS * PER_CALL);
    assertThat(all.stream().map(one -> one.path("requestId").asString("")).distinct())
        .hasSize(CALLS * PER_CALL);
    assertThat(all)
        .extracting(ManyInOneCallTest::outcome)
        .containsOnly("REDEEMED", "ALREADY_USED", "EXHAUSTED");
    List<JsonNode> redeemed = all.stream().filter(one -> outcome(one).equals("REDEEMED")).toList();
    assertThat(redeemed).hasSize(LIMIT);
    assertThat(redeemed.stream().map(one -> one.path("userId").asString("")).distinct())
        .hasSize(LIMIT);
    assertThat(ledger.uses(code)).isEqualTo(LIMIT);
    assertThat(ledger.currentUses(code)).isEqualTo(LIMIT);

    assertThat(ApiClient.inParallel(CALLS, i -> untilDecided(api, code, i))).isEqualTo(first);
    assertThat(ledger.redemptions(code)).hasSize(CALLS * PER_CALL);
  }

  @Test
  void theSameUserTwiceInOneCallGetsOneUseAndTheSecondIsRefused() throws Exception {
    String code = invite(Map.of());
    List<JsonNode> results =
        results(post(api, List.of(redemption(code, 1), redemption(code, 1)), key(0), "wait=30"));
    assertThat(results)
        .extracting(ManyInOneCallTest::outcome)
        .containsExactly("REDEEMED", "ALREADY_USED");
    assertThat(ledger.uses(code)).isEqualTo(1);
  }

  @Test
  void callsThatAKilledGatewayHadTakenAreCompletedByAnotherOneUnderTheSameKeys() throws Exception {
    String code = invite(Map.of());
    List<String> acknowledged;
    CompletableFuture<ApiClient.Response> cutOff;
    try (Connection operator = ledger.connect()) {
      operator.setAutoCommit(false);
      try (PreparedStatement lock = operator.prepareStatement(LOCK)) {
        lock.setString(1, code);
        lock.executeQuery();
      }
      try (ServiceProcess gateway = ServiceProcess.gateway(Environment.get(), OWN_LIMITS)) {
        ApiClient other = gateway.api();
        ApiClient.Response accepted = post(other, list(code, 0), key(0), "respond-async");
        assertThat(accepted.status()).isEqualTo(202);
        acknowledged =
            results(accepted).stream().map(one -> one.path("requestId").asString("")).toList();
        cutOff =
            CompletableFuture.supplyAsync(
                () -> post(other, list(code, 1), key(1), "wait=30"), Thread::startVirtualThread);
        // Nothing is decided, so the call waits until it is cut off.
        assertThat(post(other, list(code, 2), key(2), "wait=1").status()).isEqualTo(202);
        gateway.kill();
      }
      assertThat(cutOff).failsWithin(Duration.ofMinutes(1));
      operator.rollback();
    }

    List<List<JsonNode>> completed =
        IntStream.range(0, 3).mapToObj(i -> untilDecided(api, code, i)).toList();

    assertThat(completed.getFirst())
        .extracting(one -> one.path("requestId").asString(""))
        .isEqualTo(acknowledged);
    assertThat(completed.stream().flatMap(List::stream))
        .extracting(ManyInOneCallTest::outcome)
        .containsOnly("REDEEMED");
    assertThat(ledger.uses(code)).isEqualTo(3 * PER_CALL);
    assertThat(ledger.redemptions(code)).hasSize(3 * PER_CALL);
  }

  /** The call with that number, sent until nothing of it is pending. */
  private List<JsonNode> untilDecided(ApiClient gateway, String code, int call) {
    ApiClient.Response response;
    do {
      response = post(gateway, list(code, call), key(call), "wait=30");
      assertThat(response.status()).isIn(200, 202);
    } while (response.status() == 202);
    return results(response);
  }

  private static ApiClient.Response post(
      ApiClient gateway, List<Map<String, String>> redemptions, String key, String preference) {
    return gateway.post(
        "/api/redemptions/bulk",
        Map.of("redemptions", redemptions),
        "Idempotency-Key",
        key,
        "Prefer",
        preference);
  }

  private String key(int call) {
    return run + '-' + call;
  }

  private static List<Map<String, String>> list(String code, int call) {
    return IntStream.range(0, PER_CALL)
        .mapToObj(i -> redemption(code, (call * PER_CALL + i) % USERS))
        .toList();
  }

  private static Map<String, String> redemption(String code, int user) {
    return Map.of("code", code, "userId", "user-" + user);
  }

  private static List<JsonNode> results(ApiClient.Response response) {
    return response.body().path("results").valueStream().toList();
  }

  private static String outcome(JsonNode result) {
    return result.path("reason").asString(result.path("status").asString(""));
  }

  private String invite(Map<String, ?> limits) {
    String code = Codes.unique("MANY");
    Map<String, Object> invite = new HashMap<>(limits);
    invite.put("code", code);
    assertThat(api.createInvite(invite, "Prefer", "wait=30").status()).isEqualTo(201);
    return code;
  }
}
