package dev.admitone.gateway.redemption;

import static org.assertj.core.api.Assertions.assertThat;

import dev.admitone.gateway.support.Gateway;
import dev.admitone.gateway.support.Gateway.Reply;
import dev.admitone.gateway.support.PlayedProcessor;
import dev.admitone.gateway.support.PlayedProcessor.Received;
import dev.admitone.gateway.support.Records;
import dev.admitone.gateway.support.Tokens;
import dev.admitone.schemas.avro.RefusalReason;
import dev.admitone.testsupport.Await;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Who asks how a request stands takes nothing from those who redeem. No bucket fills meanwhile. */
@Tag("services")
@Tag("essential")
class AskingTest {

  private static final String PATH = "/api/redemptions";
  private static final String SHOP = Tokens.of("shop", "redemptions:write");
  private static final String OPERATOR = Tokens.of("op", "invites:admin");

  private static final Gateway GATEWAY =
      Gateway.start(
          "--admit-one.gateway.limits.user-burst=12",
          "--admit-one.gateway.limits.user-refill=1h",
          "--admit-one.gateway.limits.service-burst=40",
          "--admit-one.gateway.limits.service-refill=1h",
          "--admit-one.gateway.limits.unknown-code-cost=5",
          "--admit-one.gateway.limits.max-calls-in-flight=6",
          "--admit-one.gateway.limits.max-asking-calls=4",
          "--admit-one.gateway.max-asking-waiters=3",
          "--admit-one.gateway.limits.max-waiting-per-user=1");

  private final PlayedProcessor processor = PlayedProcessor.shared();
  private final String code = Records.newCode();

  @AfterAll
  static void stop() {
    GATEWAY.close();
  }

  @Test
  void oneUserDoesNotTakeThePlacesOfAllByWaiting() {
    String lee = Tokens.ofUser("lee");
    String location = redeem("lee", lee).header("Location");
    CompletableFuture<Reply> waiting = waitFor(location, lee, 30);
    awaitWaiting(1);
    assertThat(waitFor(location, lee, 30).join().field("status")).isEqualTo("PENDING");
    String events = location.replace("?", "/events?");
    assertThat(GATEWAY.get(events, bearer(lee)).text()).contains("event: pending\n");
    assertThat(waiting).isNotDone();

    // A service waits for many users, and this one's place is free again afterwards.
    CompletableFuture<Reply> service = waitFor(location, SHOP, 30);
    awaitWaiting(2);
    processor.publish(Records.redeemed(processor.await(code)));
    assertThat(waiting.join().field("status")).isEqualTo("REDEEMED");
    assertThat(service.join().field("status")).isEqualTo("REDEEMED");
    CompletableFuture<Reply> next = waitFor(PATH + "/" + UUID.randomUUID(), lee, 2);
    awaitWaiting(1);
    assertThat(next.join().status()).isEqualTo(404);
  }

  @Test
  void aServiceThatAsksAndWaitsLeavesPlacesForThoseWhoRedeem() {
    String location = redeem("max", Tokens.ofUser("max")).header("Location");
    List<CompletableFuture<Reply>> asking = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      asking.add(waitFor(location, SHOP, 30));
      awaitWaiting(i + 1);
    }
    // Beyond the places to wait in it is answered at once, as an event stream is.
    assertThat(waitFor(location, SHOP, 30).join().field("status")).isEqualTo("PENDING");
    String events = location.replace("?", "/events?");
    assertThat(GATEWAY.get(events, bearer(SHOP)).text()).contains("event: pending\n");
    assertThat(asking).noneMatch(CompletableFuture::isDone);

    // Twice as many as the places that are left: one after the other, all are served.
    for (int i = 0; i < 6; i++) {
      String user = "steady-" + i;
      assertThat(redeem(user, Tokens.ofUser(user)).status()).isEqualTo(202);
    }
    processor.publish(Records.redeemed(processor.await(code)));
    asking.forEach(reply -> assertThat(reply.join().field("status")).isEqualTo("REDEEMED"));
  }

  @Test
  void askingIsLimitedInABucketOfItsOwn() {
    String ned = Tokens.ofUser("ned");
    String location = redeem("ned", ned).header("Location");
    for (int left = 11; left >= 0; left--) {
      Reply reply = GATEWAY.get(location, bearer(ned));
      assertThat(reply.field("status")).isEqualTo("PENDING");
      assertThat(reply.header("RateLimit-Policy")).isEqualTo("\"user-asks\";q=12;w=3600");
      assertThat(reply.header("RateLimit")).startsWith("\"user-asks\";r=%d;".formatted(left));
    }
    for (String path : List.of(location, location.replace("?", "/events?"))) {
      Reply refused = GATEWAY.get(path, bearer(ned));
      assertThat(refused.status()).isEqualTo(429);
      assertThat(refused.field("reason")).isEqualTo("TOO_MANY_CALLS");
    }
    assertThat(redeem("ned", ned).header("RateLimit")).startsWith("\"user\";r=10;");
    for (int i = 0; i < 30; i++) {
      assertThat(GATEWAY.get(location, bearer(OPERATOR)).status()).isEqualTo(200);
    }
  }

  @Test
  void anotherLookAtOnesResultIsFree() {
    String oda = Tokens.ofUser("oda");
    String location = redeem("oda", oda).header("Location");
    processor.publish(Records.redeemed(processor.await(code)));
    // Waits for its own answer, so that the decision is here.
    Reply first = waitFor(location, oda, 30).join();
    assertThat(first.header("RateLimit")).startsWith("\"user-asks\";r=11;");
    for (int i = 0; i < 30; i++) {
      Reply again = GATEWAY.get(location, bearer(oda));
      assertThat(again.field("status")).isEqualTo("REDEEMED");
      assertThat(again.header("RateLimit")).isEmpty();
    }
    assertThat(GATEWAY.get(location.replace("?", "/events?"), bearer(oda)).text())
        .contains("event: decided\n");
    // What is another's is not seen, and costs each time.
    String eve = Tokens.ofUser("eve");
    for (int left = 11; left >= 10; left--) {
      Reply foreign = GATEWAY.get(location, bearer(eve));
      assertThat(foreign.status()).isEqualTo(403);
      assertThat(foreign.header("RateLimit")).startsWith("\"user-asks\";r=%d;".formatted(left));
    }
  }

  @Test
  void aFailedRequestIsChargedToItsUserOnceAndNeverForAnothersLook() {
    String pia = Tokens.ofUser("pia");
    String location = redeem("pia", pia).header("Location");
    Received received = processor.await(code);
    processor.publish(Records.refused(received, RefusalReason.UNKNOWN_CODE));
    for (int i = 0; i < 4; i++) {
      assertThat(waitFor(location, OPERATOR, 30).join().field("reason")).isEqualTo("UNKNOWN_CODE");
    }
    assertThat(redeem("pia", pia).header("RateLimit")).startsWith("\"user\";r=10;");
    assertThat(GATEWAY.get(location, bearer(pia)).field("reason")).isEqualTo("UNKNOWN_CODE");
    assertThat(redeem("pia", pia).header("RateLimit")).startsWith("\"user\";r=5;");
    for (String token : List.of(pia, SHOP, pia, OPERATOR)) {
      assertThat(GATEWAY.get(location, bearer(token)).field("reason")).isEqualTo("UNKNOWN_CODE");
    }
    assertThat(redeem("pia", pia).header("RateLimit")).startsWith("\"user\";r=4;");
  }

  private static CompletableFuture<Reply> waitFor(String path, String token, int wait) {
    String[] headers = {"Prefer", "wait=" + wait, "Authorization", "Bearer " + token};
    return GATEWAY.getLater(path, headers);
  }

  private static void awaitWaiting(int count) {
    Await.patiently()
        .untilAsserted(
            () ->
                assertThat(GATEWAY.gauge("admitone.waiters", "purpose", "question"))
                    .isEqualTo(count));
  }

  private Reply redeem(String user, String token) {
    String body = "{\"code\":\"%s\",\"userId\":\"%s\"}".formatted(code, user);
    return GATEWAY.post(PATH, body, "Authorization", "Bearer " + token, "Prefer", "respond-async");
  }

  private static String[] bearer(String token) {
    return new String[] {"Authorization", "Bearer " + token};
  }
}
