package dev.admitone.gateway.limits;

import static org.assertj.core.api.Assertions.assertThat;

import dev.admitone.gateway.support.Gateway;
import dev.admitone.gateway.support.Gateway.Reply;
import dev.admitone.gateway.support.OperationCall;
import dev.admitone.gateway.support.PlayedProcessor;
import dev.admitone.gateway.support.PlayedProcessor.Received;
import dev.admitone.gateway.support.Records;
import dev.admitone.gateway.support.Signups;
import dev.admitone.gateway.support.Tokens;
import dev.admitone.schemas.avro.RefusalReason;
import dev.admitone.testsupport.Await;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What somebody gets who calls too often. No bucket fills while a test runs. */
@Tag("services")
@Tag("essential")
class LimitingTest {

  private static final String PATH = "/api/redemptions";
  private static final String VALIDATE = "/api/invites/validate";
  private static final String SHOP = Tokens.of("shop", "redemptions:write");

  private static final Gateway NARROW =
      Gateway.start(
          "--admit-one.gateway.limits.user-burst=3",
          "--admit-one.gateway.limits.user-refill=1h",
          "--admit-one.gateway.limits.service-burst=4",
          "--admit-one.gateway.limits.service-refill=1h",
          "--admit-one.gateway.limits.address-burst=21",
          "--admit-one.gateway.limits.address-refill=1h");

  private static final Gateway BEHIND_A_PROXY =
      Gateway.start(
          "--server.forward-headers-strategy=native",
          "--server.tomcat.remoteip.internal-proxies=127\\.0\\.0\\.1|10\\.0\\.0\\.1",
          "--admit-one.gateway.limits.user-burst=20",
          "--admit-one.gateway.limits.user-refill=1h",
          "--admit-one.gateway.limits.address-burst=2",
          "--admit-one.gateway.limits.address-refill=1h",
          "--admit-one.gateway.limits.unknown-code-cost=10",
          "--admit-one.gateway.limits.max-calls-in-flight=2");

  private final PlayedProcessor processor = PlayedProcessor.shared();
  private final String code = Records.newCode();

  @AfterAll
  static void stop() {
    NARROW.close();
    BEHIND_A_PROXY.close();
  }

  @Test
  void aUserIsToldHowMuchIsLeftAndWhenToComeBack() {
    for (int left = 2; left >= 0; left--) {
      Reply reply = redeem(NARROW, "eve", Tokens.ofUser("eve"));
      assertThat(reply.status()).isEqualTo(202);
      assertThat(reply.header("RateLimit-Policy")).isEqualTo("\"user\";q=3;w=3600");
      assertThat(reply.header("RateLimit")).matches("\"user\";r=%d;t=[0-9]+".formatted(left));
    }
    Reply refused = redeem(NARROW, "eve", Tokens.ofUser("eve"));
    assertTooMany(refused, "user");
    assertThat(refused.header("RateLimit-Policy")).isEqualTo("\"user\";q=3;w=3600");
    assertThat(Integer.parseInt(refused.header("Retry-After"))).isBetween(1, 1_200);
    processor.await(code, 3);
    assertThat(processor.receivedFor(code)).hasSize(3);
  }

  @Test
  void signupsTakeFromTheUsersLimitToo() {
    String token = Tokens.ofUser("sue");
    for (int i = 0; i < 3; i++) {
      assertThat(redeem(NARROW, "sue", token).status()).isEqualTo(202);
    }
    Reply refused = NARROW.post(Signups.PATH, Signups.body(code, "userId", "sue"), bearer(token));
    assertTooMany(refused, "user");
    processor.await(code, 3);
    assertThat(processor.receivedFor(code)).hasSize(3);
  }

  @Test
  void oneUserOfAServiceTakesNothingFromItsOthers() {
    for (int i = 0; i < 3; i++) {
      assertThat(redeem(NARROW, "flo", SHOP).status()).isEqualTo(202);
    }
    for (int i = 0; i < 5; i++) {
      assertTooMany(redeem(NARROW, "flo", SHOP), "user");
    }
    Reply last = redeem(NARROW, "gil", SHOP);
    assertThat(last.status()).isEqualTo(202);
    assertThat(last.header("RateLimit-Policy"))
        .isEqualTo("\"user\";q=3;w=3600, \"service\";q=4;w=3600");
    assertThat(last.header("RateLimit")).matches("\"user\";r=2;t=[0-9]+, \"service\";r=0;t=[0-9]+");
    assertTooMany(redeem(NARROW, "hal", SHOP), "service");
    // The user behind it may still call for itself.
    assertThat(redeem(NARROW, "hal", Tokens.ofUser("hal")).status()).isEqualTo(202);
  }

  @Test
  void whoGuessesCodesIsSoonDone() {
    CompletableFuture<Reply> waiting =
        BEHIND_A_PROXY.postLater(PATH, body("ida"), bearer(Tokens.ofUser("ida")));
    Received first = processor.await(code);
    processor.publish(Records.refused(first, RefusalReason.UNKNOWN_CODE));
    assertThat(waiting.join().field("reason")).isEqualTo("UNKNOWN_CODE");

    // Looking it up later costs as much as waiting for it.
    Reply second = redeem(BEHIND_A_PROXY, "ida", Tokens.ofUser("ida"));
    assertThat(second.header("RateLimit")).startsWith("\"user\";r=9;");
    processor.publish(
        Records.refused(processor.await(code, 2).getLast(), RefusalReason.UNKNOWN_CODE));
    String location = second.header("Location");
    Await.patiently()
        .untilAsserted(
            () ->
                assertThat(
                        BEHIND_A_PROXY
                            .get(location + "&x=y", "Authorization", "Bearer " + SHOP)
                            .field("status"))
                    .isEqualTo("REFUSED"));
    assertTooMany(redeem(BEHIND_A_PROXY, "ida", Tokens.ofUser("ida")), "user");
  }

  /** One code is enough to ask about everybody: a signup that is refused does not use it. */
  @ParameterizedTest
  @EnumSource(names = {"EMAIL_TAKEN", "PHONE_TAKEN"})
  void whoAsksWhoHasAnAccountIsSoonDone(RefusalReason reason) {
    String user = "kim-" + reason;
    for (int asked = 1; asked <= 2; asked++) {
      CompletableFuture<Reply> waiting =
          BEHIND_A_PROXY.postLater(
              Signups.PATH, Signups.body(code, "userId", user), bearer(Tokens.ofUser(user)));
      processor.publish(Records.refused(processor.await(code, asked).getLast(), reason));
      assertThat(waiting.join().field("reason")).isEqualTo(reason.name());
    }
    assertTooMany(redeem(BEHIND_A_PROXY, user, Tokens.ofUser(user)), "user");
  }

  @Test
  void whoGuessesCodesWithoutATokenIsSoonDone() {
    for (String left : new String[] {"20", "10", "0"}) {
      // Whoever calls directly may say about proxies what it likes.
      Reply reply = ask(NARROW, "X-Forwarded-For", "192.0.2." + left);
      assertThat(reply.field("reason")).isEqualTo("UNKNOWN_CODE");
      assertThat(reply.header("RateLimit-Policy")).isEqualTo("\"address\";q=21;w=3600");
      assertThat(reply.header("RateLimit")).startsWith("\"address\";r=%s;".formatted(left));
    }
    assertTooMany(ask(NARROW, "Forwarded", "for=192.0.2.9"), "address");
    // Whoever brings a token has a bucket of its own.
    Reply known = NARROW.post(VALIDATE, body("-"), bearer(Tokens.ofUser("jon")));
    assertThat(known.status()).isEqualTo(200);
    assertThat(known.header("RateLimit")).startsWith("\"user\";r=2;");
  }

  @Test
  void behindAProxyTheAddressIsTheOneThatTheNearestUntrustedHopHas() {
    assertThat(ask(BEHIND_A_PROXY, "X-Forwarded-For", "192.0.2.1").status()).isEqualTo(200);
    assertTooMany(ask(BEHIND_A_PROXY, "X-Forwarded-For", "192.0.2.1"), "address");
    assertTooMany(ask(BEHIND_A_PROXY, "X-Forwarded-For", "192.0.2.99, 192.0.2.1"), "address");
    assertTooMany(ask(BEHIND_A_PROXY, "X-Forwarded-For", "192.0.2.1, 10.0.0.1"), "address");
    assertThat(ask(BEHIND_A_PROXY, "X-Forwarded-For", "192.0.2.2").status()).isEqualTo(200);
    assertThat(ask(BEHIND_A_PROXY, "X-Forwarded-For", "no address").status()).isEqualTo(200);
    assertTooMany(ask(BEHIND_A_PROXY, "X-Forwarded-For", "nor this"), "address");
  }

  @Test
  void moreCallsThanFitAreAnsweredAtOnce() {
    List<CompletableFuture<Reply>> waiting = new ArrayList<>();
    for (int i = 0; i < 2; i++) {
      waiting.add(
          BEHIND_A_PROXY.postLater(
              PATH, body("kim"), "Prefer", "wait=30", "Authorization", "Bearer " + SHOP));
    }
    Await.patiently()
        .untilAsserted(
            () -> assertThat(BEHIND_A_PROXY.gauge("admitone.calls.in.flight")).isEqualTo(2));
    Reply overloaded = ask(BEHIND_A_PROXY);
    assertThat(overloaded.status()).isEqualTo(503);
    assertThat(overloaded.header("Content-Type")).isEqualTo("application/problem+json");
    assertThat(overloaded.field("reason")).isEqualTo("OVERLOADED");
    assertThat(overloaded.header("Retry-After")).isEqualTo("1");
    assertThat(overloaded.json().path("mayChange").asBoolean(false)).isTrue();
    for (OperationCall call : OperationCall.all()) {
      assertThat(call.send(BEHIND_A_PROXY).field("reason"))
          .as(call.operationId())
          .isEqualTo("OVERLOADED");
    }
    assertThat(BEHIND_A_PROXY.manage("/actuator/health").status()).isEqualTo(200);

    processor.await(code, 2).forEach(one -> processor.publish(Records.redeemed(one)));
    waiting.forEach(reply -> assertThat(reply.join().status()).isEqualTo(200));
    Await.patiently()
        .untilAsserted(() -> assertThat(BEHIND_A_PROXY.gauge("admitone.calls.in.flight")).isZero());
    assertThat(redeem(BEHIND_A_PROXY, "kim", SHOP).status()).isEqualTo(202);
  }

  @Test
  void whoReadsTheDescriptionTooOftenIsToldSoByAddress() {
    String[] reader = {"X-Forwarded-For", "203.0.113.99", "Cookie", "none=1"};
    for (int i = 0; i < 2; i++) {
      assertThat(BEHIND_A_PROXY.get("/openapi.json", reader).status()).isEqualTo(200);
    }
    assertTooMany(BEHIND_A_PROXY.get("/openapi.json", reader), "address");
    assertTooMany(BEHIND_A_PROXY.get("/swagger-ui/index.html", reader), "address");
    String[] other = {"X-Forwarded-For", "203.0.113.98", "Cookie", "none=1"};
    assertThat(BEHIND_A_PROXY.get("/swagger-ui/index.html", other).status()).isEqualTo(200);
  }

  private static void assertTooMany(Reply reply, String policy) {
    assertThat(reply.status()).isEqualTo(429);
    assertThat(reply.header("Content-Type")).isEqualTo("application/problem+json");
    assertThat(reply.field("reason")).isEqualTo("TOO_MANY_CALLS");
    assertThat(reply.json().path("mayChange").asBoolean(false)).isTrue();
    assertThat(reply.header("RateLimit")).contains("\"%s\";r=0;t=".formatted(policy));
    assertThat(Integer.parseInt(reply.header("Retry-After"))).isPositive();
  }

  private Reply redeem(Gateway gateway, String user, String token) {
    return gateway.post(
        PATH, body(user), "Authorization", "Bearer " + token, "Prefer", "respond-async");
  }

  /** Without a token. */
  private Reply ask(Gateway gateway, String... headers) {
    List<String> all = new ArrayList<>(List.of("Cookie", "a=b"));
    all.addAll(List.of(headers));
    return gateway.post(VALIDATE, body("-"), all.toArray(String[]::new));
  }

  private static String[] bearer(String token) {
    return new String[] {"Authorization", "Bearer " + token};
  }

  private String body(String user) {
    return "{\"code\":\"%s\",\"userId\":\"%s\"}".formatted(code, user);
  }
}
