package dev.admitone.gateway.security;

import static org.assertj.core.api.Assertions.assertThat;

import dev.admitone.gateway.support.Gateway;
import dev.admitone.gateway.support.Gateway.Reply;
import dev.admitone.gateway.support.PlayedProcessor;
import dev.admitone.gateway.support.PlayedProcessor.Received;
import dev.admitone.gateway.support.Records;
import dev.admitone.gateway.support.Tokens;
import dev.admitone.testsupport.Await;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a token that is believed lets its bearer do, and what it doesn't. */
@Tag("services")
class AuthorizationTest {

  private static final String PATH = "/api/redemptions";

  private final Gateway gateway = Gateway.shared();
  private final PlayedProcessor processor = PlayedProcessor.shared();
  private final String code = Records.newCode();

  @Test
  void aUserActsForItselfAlone() {
    Reply bob = redeem("bob", bearer(Tokens.ofUser("ann")));
    assertRefused(bob, "OTHER_USER");
    assertThat(bob.field("instance")).isEqualTo(PATH);
    assertRefused(redeem("ANN", bearer(Tokens.ofUser("ann"))), "OTHER_USER");
    assertThat(redeem("ann", bearer(Tokens.ofUser("ann"))).status()).isEqualTo(202);
    assertThat(processor.await(code).request().getRedeem().getUserId()).isEqualTo("ann");
  }

  @Test
  void aServiceActsForAnyUserAndAnOperatorForNone() {
    String service = Tokens.of("shop", "openid redemptions:write");
    assertThat(redeem("bob", bearer(service)).status()).isEqualTo(202);
    String operator = Tokens.of("olga", "invites:admin");
    assertRefused(redeem("bob", bearer(operator)), "OTHER_USER");
  }

  @Test
  void scopesMayComeAsAListToo() {
    String service =
        Tokens.signed(
            Tokens.claims("shop").claim("scp", List.of("openid", "redemptions:write")).build());
    assertThat(redeem("bob", bearer(service)).status()).isEqualTo(202);
  }

  @ParameterizedTest
  @CsvSource({
    "POST, /api/invites",
    "POST, /api/invites/",
    "PATCH, /api/invites/SOME1",
    "POST, /api/redemptions/01a20f76-dfaf-709e-8a73-49882d36da2a/release",
    "PUT, /api/redemptions",
    "DELETE, /api/redemptions/x",
  })
  void operatorsCallsNeedTheirScope(String method, String path) {
    for (String scope : new String[] {"", "redemptions:write", "invites:admins", "INVITES:ADMIN"}) {
      Reply refused = send(method, path, bearer(Tokens.of("ann", scope)));
      assertRefused(refused, "SCOPE_MISSING");
      assertThat(refused.header("WWW-Authenticate"))
          .isEqualTo("Bearer error=\"insufficient_scope\", scope=\"invites:admin\"");
    }
    assertThat(send(method, path, bearer(Tokens.of("olga", "invites:admin"))).status())
        .isIn(400, 404, 405);
  }

  @Test
  void whoCreatesAnInviteIsNamedInIt() {
    String[] headers = {"Authorization", "Bearer " + Tokens.of("olga", "invites:admin")};
    gateway.post("/api/invites", "{\"code\":\"%s\"}".formatted(code), async(headers));
    assertThat(processor.await(code).request().getCreateInvite().getCreatedBy()).isEqualTo("olga");
  }

  @Test
  void aDecisionIsItsUsersBusinessAlone() {
    Received received = redeemed("ann");
    for (String path : new String[] {"", "/events"}) {
      String where = PATH + "/" + received.id() + path;
      assertThat(gateway.get(where, bearer(Tokens.ofUser("ann"))).status()).isEqualTo(200);
      assertThat(gateway.get(where, bearer(Tokens.of("shop", "redemptions:write"))).text())
          .contains("\"userId\":\"ann\"");
      assertThat(gateway.get(where, bearer(Tokens.of("olga", "invites:admin"))).status())
          .isEqualTo(200);
      String other = gateway.get(where, bearer(Tokens.ofUser("bob"))).text();
      assertThat(other).contains("OTHER_USER").doesNotContain("ann").doesNotContain(code);
    }
    assertRefused(
        gateway.get(PATH + "/" + received.id(), bearer(Tokens.ofUser("bob"))), "OTHER_USER");
  }

  @Test
  void theSameKeyOfTwoSubjectsIsTwoRequests() {
    String key = UUID.randomUUID().toString();
    for (String user : new String[] {"ann", "bob", "ann"}) {
      gateway.post(
          PATH,
          body(user),
          async("Authorization", "Bearer " + Tokens.ofUser(user), "Idempotency-Key", key));
    }
    List<Received> received = processor.await(code, 3);
    assertThat(received.get(0).id()).isNotEqualTo(received.get(1).id());
    assertThat(received.get(0).id()).isEqualTo(received.get(2).id());
  }

  @Test
  void aBrowserBringsTheTokenInItsCookie() {
    assertThat(redeem("ann", cookie("session")).status()).isEqualTo(202);
    assertRefused(redeem("bob", cookie("session")), "OTHER_USER");
    assertThat(redeem("ann", cookie("other")).field("reason")).isEqualTo("TOKEN_MISSING");
  }

  @ParameterizedTest
  @CsvSource({
    "Origin, https://evil.example",
    "Origin, null",
    "Origin, http://127.0.0.1",
    "Origin, not a uri",
    "Sec-Fetch-Site, cross-site",
    "Sec-Fetch-Site, same-site",
    "Sec-Fetch-Site, anything",
  })
  void aPageOfAnotherSiteMayNotUseTheCookie(String header, String value) {
    String[] foreign = {"Cookie", "session=" + Tokens.ofUser("ann"), header, value};
    assertRefused(redeem("ann", foreign), "CROSS_SITE_CALL");
    assertRefused(gateway.get(PATH + "/" + UUID.randomUUID(), foreign), "CROSS_SITE_CALL");
    // With the token itself in its hands a page needs no cookie.
    assertThat(
            redeem("ann", "Authorization", "Bearer " + Tokens.ofUser("ann"), header, value)
                .status())
        .isEqualTo(202);
  }

  @ParameterizedTest
  @ValueSource(strings = {"same-origin", "none"})
  void aPageOfThisSiteMayUseTheCookie(String site) {
    assertThat(
            redeem("ann", "Cookie", "session=" + Tokens.ofUser("ann"), "Sec-Fetch-Site", site)
                .status())
        .isEqualTo(202);
    String own = "http://" + gateway.uri("/").getAuthority();
    assertThat(redeem("ann", "Cookie", "session=" + Tokens.ofUser("ann"), "Origin", own).status())
        .isEqualTo(202);
  }

  @Test
  void healthAsksForNoToken() {
    assertThat(gateway.manage("/actuator/health").status()).isEqualTo(200);
  }

  /** Decided, and known to the gateway. */
  private Received redeemed(String user) {
    redeem(user, bearer(Tokens.ofUser(user)));
    Received received = processor.await(code);
    processor.publish(Records.redeemed(received));
    Await.patiently()
        .untilAsserted(
            () -> assertThat(gateway.get(PATH + "/" + received.id()).status()).isEqualTo(200));
    return received;
  }

  private static void assertRefused(Reply reply, String reason) {
    assertThat(reply.status()).isEqualTo(403);
    assertThat(reply.header("Content-Type")).isEqualTo("application/problem+json");
    assertThat(reply.field("reason")).isEqualTo(reason);
    assertThat(reply.field("error")).isNotEmpty();
    assertThat(reply.json().path("mayChange").asBoolean(true)).isFalse();
  }

  private Reply redeem(String user, String... headers) {
    return gateway.post(PATH, body(user), async(headers));
  }

  private Reply send(String method, String path, String... headers) {
    return gateway.send(
        HttpRequest.newBuilder(gateway.uri(path))
            .header("Content-Type", "application/json")
            .headers(headers)
            .method(method, BodyPublishers.ofString("[]"))
            .build());
  }

  private static String[] bearer(String token) {
    return new String[] {"Authorization", "Bearer " + token};
  }

  private static String[] cookie(String name) {
    return new String[] {"Cookie", "a=b; %s=%s".formatted(name, Tokens.ofUser("ann"))};
  }

  private static String[] async(String... headers) {
    String[] all = new String[headers.length + 2];
    System.arraycopy(headers, 0, all, 0, headers.length);
    all[headers.length] = "Prefer";
    all[headers.length + 1] = "respond-async";
    return all;
  }

  private String body(String user) {
    return "{\"code\":\"%s\",\"userId\":\"%s\"}".formatted(code, user);
  }
}
