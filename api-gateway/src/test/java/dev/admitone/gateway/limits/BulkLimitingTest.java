package dev.admitone.gateway.limits;

import static org.assertj.core.api.Assertions.assertThat;

import dev.admitone.gateway.support.Gateway;
import dev.admitone.gateway.support.Gateway.Reply;
import dev.admitone.gateway.support.PlayedProcessor;
import dev.admitone.gateway.support.PlayedProcessor.Received;
import dev.admitone.gateway.support.Records;
import dev.admitone.gateway.support.Tokens;
import dev.admitone.schemas.avro.RefusalReason;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** The limits of a call with many redemptions. No bucket fills while a test runs. */
@Tag("services")
class BulkLimitingTest {

  private static final String PATH = "/api/redemptions/bulk";
  private static final String SHOP = Tokens.of("shop", "redemptions:write");

  private final Gateway narrow =
      Gateway.start(
          "--admit-one.gateway.limits.user-burst=3",
          "--admit-one.gateway.limits.user-refill=1h",
          "--admit-one.gateway.limits.service-burst=12",
          "--admit-one.gateway.limits.service-refill=1h",
          "--admit-one.gateway.limits.unknown-code-cost=3");

  private final PlayedProcessor processor = PlayedProcessor.shared();
  private final String code = Records.newCode();

  @AfterEach
  void stop() {
    narrow.close();
  }

  @Test
  void oneUsersFloodIsLeftOutAndTakesNothingFromTheOthers() {
    Reply reply = redeem(SHOP, "flo", "flo", "gil", "flo", "flo", "flo", "hal", "flo", "gil");
    assertThat(reply.status()).isEqualTo(202);
    assertThat(statuses(reply))
        .containsExactly(
            "PENDING",
            "PENDING",
            "PENDING",
            "PENDING",
            "NOT_SENT",
            "NOT_SENT",
            "PENDING",
            "NOT_SENT",
            "PENDING");
    assertThat(reply.json().path("pending").asInt(-1)).isEqualTo(6);
    JsonNode notSent = reply.json().path("results").path(4);
    assertThat(notSent.path("reason").asString()).isEqualTo("TOO_MANY_CALLS");
    assertThat(notSent.path("mayChange").asBoolean(false)).isTrue();
    assertThat(notSent.path("retryAfterSeconds").asInt(-1)).isBetween(1, 1_200);
    assertThat(notSent.has("location")).isFalse();
    List<Received> sent = processor.await(code, 6);
    assertThat(sent.stream().filter(one -> one.request().getRedeem().getUserId().equals("flo")))
        .hasSize(3);
    assertThat(processor.receivedFor(code)).hasSize(6);
    // The service's bucket of 12 paid for six, and for none of the three that were left out.
    assertThat(redeem(SHOP, "a", "b", "c", "d", "e", "f").status()).isEqualTo(202);
    assertThat(redeem(SHOP, "g").status()).isEqualTo(429);
  }

  @Test
  void aCallOfWhichNothingIsSentSaysSoForEachRedemption() {
    assertThat(redeem(SHOP, "flo", "flo", "flo").status()).isEqualTo(202);
    Reply reply = redeem(SHOP, "flo", "flo");
    assertThat(reply.status()).isEqualTo(200);
    assertThat(statuses(reply)).containsExactly("NOT_SENT", "NOT_SENT");
    assertThat(reply.json().path("pending").asInt(-1)).isZero();
    processor.await(code, 3);
    assertThat(processor.receivedFor(code)).hasSize(3);
  }

  @Test
  void theServicesEmptyBucketRefusesTheWholeCallWhichTakesNothingFromItsUsers() {
    assertThat(redeem(SHOP, "a", "b", "c", "d", "e", "f", "g", "h", "i", "j").status())
        .isEqualTo(202);
    for (int i = 0; i < 3; i++) {
      Reply refused = redeem(SHOP, "ida", "ida", "ida");
      assertThat(refused.status()).isEqualTo(429);
      assertThat(refused.field("reason")).isEqualTo("TOO_MANY_CALLS");
      assertThat(refused.header("RateLimit-Policy")).isEqualTo("\"service\";q=12;w=3600");
      assertThat(refused.header("RateLimit")).matches("\"service\";r=2;t=[0-9]+");
      assertThat(Integer.parseInt(refused.header("Retry-After"))).isBetween(1, 300);
    }
    // What is left is enough for two, and the user has all of its three.
    assertThat(statuses(redeem(SHOP, "ida", "ida"))).containsExactly("PENDING", "PENDING");
    assertThat(statuses(redeem(Tokens.ofUser("ida"), "ida"))).containsExactly("PENDING");
    processor.await(code, 13);
    assertThat(processor.receivedFor(code)).hasSize(13);
  }

  @Test
  void aCallWithMoreThanTheServiceMayEverRedeemAtOnceIsToldSo() {
    Reply refused = redeem(SHOP, Collections.nCopies(13, "ann").toArray(String[]::new));
    assertThat(refused.status()).isEqualTo(400);
    assertThat(refused.field("error"))
        .isEqualTo(
            "redemptions must have at most 12 items, as many as a service may redeem at once");
    assertThat(processor.receivedFor(code)).isEmpty();
  }

  @Test
  void aUserOfItsOwnHasItsOwnBucketAlone() {
    String jon = Tokens.ofUser("jon");
    Reply reply = redeem(jon, "jon", "jon", "jon", "jon");
    assertThat(statuses(reply)).containsExactly("PENDING", "PENDING", "PENDING", "NOT_SENT");
    assertThat(reply.header("RateLimit-Policy")).isEqualTo("\"user\";q=3;w=3600");
    assertThat(reply.header("RateLimit")).matches("\"user\";r=0;t=[0-9]+");
    Reply refused = redeem(jon, "jon", "jon");
    assertThat(refused.status()).isEqualTo(429);
    assertThat(refused.header("RateLimit")).startsWith("\"user\";r=0;");
    assertThat(Integer.parseInt(refused.header("Retry-After"))).isPositive();
    processor.await(code, 3);
    assertThat(processor.receivedFor(code)).hasSize(3);
  }

  @Test
  void aGuessCostsItsUserAndItsServiceAsMuchAsInACallOfItsOwn() {
    CompletableFuture<Reply> waiting =
        CompletableFuture.supplyAsync(
            () -> redeem(SHOP, "wait=30", List.of("kim", "lea")), Thread::startVirtualThread);
    List<Received> sent = processor.await(code, 2);
    processor.publish(Records.refused(sent.get(0), RefusalReason.UNKNOWN_CODE));
    processor.publish(Records.redeemed(sent.get(1)));
    assertThat(statuses(waiting.join())).containsExactly("REFUSED", "REDEEMED");
    // Of kim's 3 nothing is left, of lea's 2, and of the service's 12: 12 - 2 - 2.
    Reply next = redeem(SHOP, "kim", "lea", "lea", "lea");
    assertThat(statuses(next)).containsExactly("NOT_SENT", "PENDING", "PENDING", "NOT_SENT");
    assertThat(redeem(SHOP, "a", "b", "c", "d", "e", "f", "g").status()).isEqualTo(429);
    assertThat(redeem(SHOP, "a", "b", "c", "d", "e", "f").status()).isEqualTo(202);
  }

  private Reply redeem(String token, String... users) {
    return redeem(token, "respond-async", List.of(users));
  }

  private Reply redeem(String token, String preference, List<String> users) {
    String redemptions =
        users.stream()
            .map(user -> "{\"code\":\"%s\",\"userId\":\"%s\"}".formatted(code, user))
            .collect(Collectors.joining(","));
    return narrow.post(
        PATH,
        "{\"redemptions\":[%s]}".formatted(redemptions),
        "Authorization",
        "Bearer " + token,
        "Prefer",
        preference);
  }

  private static List<String> statuses(Reply reply) {
    return reply
        .json()
        .path("results")
        .valueStream()
        .map(result -> result.path("status").asString(""))
        .toList();
  }
}
