package dev.admitone.system.operations;

import static org.assertj.core.api.Assertions.assertThat;

import dev.admitone.system.Clients;
import dev.admitone.system.Environment;
import dev.admitone.system.Ledger;
import dev.admitone.system.UpProcess;
import dev.admitone.testsupport.ApiClient;
import dev.admitone.testsupport.Await;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Ten thousand codes in one call. */
@Timeout(900)
@Tag("services")
class BulkCodesTest {

  private static final int COUNT = 10_000;

  private final String[] key = {
    "Idempotency-Key", UUID.randomUUID().toString(), "Prefer", "wait=30"
  };

  @TempDir Path data;

  @Test
  void allAreThereWhenTheCallIsAnsweredAndTheKeyGivesTheSameAgain() throws Exception {
    ApiClient api = Environment.api();
    long maxUses = 7_000_001;

    ApiClient.Response created = untilCreated(api, maxUses);

    List<String> codes = codes(created);
    assertThat(codes).hasSize(COUNT).doesNotHaveDuplicates();
    assertThat(Environment.ledger().invites(maxUses)).isEqualTo(COUNT);
    for (String code : List.of(codes.getFirst(), codes.get(COUNT / 2), codes.getLast())) {
      assertThat(api.validate(code).body().path("isValid").asBoolean(false)).isTrue();
      assertThat(api.redeem(code, "user-1", "Prefer", "wait=30").outcome()).isEqualTo("REDEEMED");
    }
    assertThat(codes(untilCreated(api, maxUses))).isEqualTo(codes);
    assertThat(Environment.ledger().invites(maxUses)).isEqualTo(COUNT);
  }

  @Test
  void aKeyThatMadeAnotherNumberOfCodesIsRefusedAndMakesNone() throws Exception {
    ApiClient api = Environment.api();
    long maxUses = 7_000_002;
    assertThat(create(api, maxUses, 3).status()).isEqualTo(201);

    assertThat(create(api, maxUses, 5).outcome()).isEqualTo("REQUEST_ID_REUSED");
    assertThat(create(api, maxUses, 2).outcome()).isEqualTo("REQUEST_ID_REUSED");
    assertThat(api.createInvite(Map.of("maxUses", maxUses), key).outcome())
        .isEqualTo("REQUEST_ID_REUSED");
    assertThat(api.redeem("ANY-CODE", "user-1", key).outcome()).isEqualTo("REQUEST_ID_REUSED");
    assertThat(Environment.ledger().invites(maxUses)).isEqualTo(3);
  }

  @Test
  void aCallThatAKillCutOffIsCompletedWhenItIsSentAgainWithItsKey() throws Exception {
    long maxUses = 7_000_003;
    try (UpProcess up = UpProcess.start(data, List.of())) {
      ApiClient api = Clients.of(up.awaitReady(), up.tokenKey());
      Ledger ledger = up.ledger();
      CompletableFuture<ApiClient.Response> cutOff =
          CompletableFuture.supplyAsync(() -> create(api, maxUses, COUNT));
      Await.closely().until(() -> ledger.invites(maxUses) > 0);
      up.kill();
      assertThat(cutOff).failsWithin(Duration.ofMinutes(5));
    }
    try (UpProcess up = UpProcess.start(data, List.of())) {
      ApiClient api = Clients.of(up.awaitReady(), up.tokenKey());

      List<String> codes = codes(untilCreated(api, maxUses));

      assertThat(codes).hasSize(COUNT).doesNotHaveDuplicates();
      assertThat(up.ledger().invites(maxUses)).isEqualTo(COUNT);
      assertThat(codes(untilCreated(api, maxUses))).isEqualTo(codes);
    }
  }

  /** On a machine that has other things to do it may take longer than a call waits. */
  private ApiClient.Response untilCreated(ApiClient api, long maxUses) {
    return Await.patiently()
        .until(() -> create(api, maxUses, COUNT), answer -> answer.status() == 201);
  }

  private ApiClient.Response create(ApiClient api, long maxUses, int count) {
    return api.createInvite(Map.of("count", count, "maxUses", maxUses), key);
  }

  private static List<String> codes(ApiClient.Response answer) {
    return answer.body().path("codes").valueStream().map(JsonNode::asString).toList();
  }
}
