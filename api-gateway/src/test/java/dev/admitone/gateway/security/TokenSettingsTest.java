package dev.admitone.gateway.security;

import static org.assertj.core.api.Assertions.assertThat;

import dev.admitone.gateway.support.Gateway;
import dev.admitone.gateway.support.Gateway.Reply;
import dev.admitone.gateway.support.Records;
import dev.admitone.gateway.support.Tokens;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What settings change about tokens: the cookie's name, who may send it, who needs one. */
@Tag("services")
class TokenSettingsTest {

  private static final String PAGE = "https://app.example.org";
  private static final Gateway STRICT =
      Gateway.start(
          "--admit-one.gateway.cors.allowed-origins=" + PAGE,
          "--admit-one.gateway.tokens.needed-to-validate=true",
          "--admit-one.gateway.tokens.session-cookie=sid",
          "--admit-one.gateway.tokens.issuer=" + Tokens.ISSUER,
          "--admit-one.gateway.tokens.audience=" + Tokens.AUDIENCE,
          "--admit-one.gateway.tokens.public-key=" + Tokens.pem());

  private final Gateway gateway = Gateway.shared();
  private final String code = Records.newCode();

  @AfterAll
  static void stop() {
    STRICT.close();
  }

  @Test
  void aPageOfANamedOriginMayUseTheCookieAndBrowsersAreToldSo() {
    Reply reply =
        STRICT.post(
            "/api/redemptions",
            "{\"code\":\"%s\",\"userId\":\"ann\"}".formatted(code),
            "Cookie",
            "sid=" + Tokens.ofUser("ann"),
            "Origin",
            PAGE,
            "Sec-Fetch-Site",
            "cross-site",
            "Prefer",
            "respond-async");
    assertThat(reply.status()).isEqualTo(202);
    assertThat(reply.header("Access-Control-Allow-Credentials")).isEqualTo("true");
  }

  @Test
  void ofSeveralCookiesOfItsNameTheOneThatIsBelievedCounts() {
    String good = Tokens.ofUser("ann");
    String stale =
        Tokens.signed(
            Tokens.claims("ann")
                .expirationTime(Date.from(Instant.now().minusSeconds(3_600)))
                .build());
    for (String cookies :
        List.of(
            "session=%s; session=%s".formatted(stale, good),
            "session=%s; session=%s".formatted(good, stale),
            "session=x; session=; session=x; other=y; session=%s".formatted(good))) {
      assertThat(ask(cookies).status()).isEqualTo(404);
    }
    assertThat(ask("session=%s; session=x".formatted(stale)).field("reason"))
        .isEqualTo("TOKEN_INVALID");
  }

  /** About a request that is not there. */
  private Reply ask(String cookies) {
    return gateway.get("/api/redemptions/" + UUID.randomUUID(), "Cookie", cookies);
  }

  @Test
  void validateIsAnonymousUnlessTheSettingAsksForAToken() {
    assertThat(validate(gateway).status()).isEqualTo(200);
    assertThat(validate(gateway, "Cookie", "session=old").status()).isEqualTo(200);
    assertThat(validate(gateway, "Authorization", "Bearer x").status()).isEqualTo(401);
    assertThat(validate(STRICT).field("reason")).isEqualTo("TOKEN_MISSING");
    assertThat(validate(STRICT, "Cookie", "sid=old").field("reason")).isEqualTo("TOKEN_INVALID");
    assertThat(validate(STRICT, "Cookie", "sid=" + Tokens.ofUser("ann")).status()).isEqualTo(200);
  }

  private Reply validate(Gateway of, String... headers) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(of.uri("/api/invites/validate"))
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString("{\"code\":\"%s\"}".formatted(code)));
    for (int i = 0; i < headers.length; i += 2) {
      request.header(headers[i], headers[i + 1]);
    }
    return of.send(request.build());
  }
}
