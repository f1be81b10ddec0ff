package dev.admitone.gateway.security;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import dev.admitone.gateway.support.Gateway;
import dev.admitone.gateway.support.Gateway.Reply;
import dev.admitone.gateway.support.PlayedProcessor;
import dev.admitone.gateway.support.Records;
import dev.admitone.gateway.support.Tokens;
import dev.admitone.testsupport.TestTokens;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tokens that are believed nowhere, and what their bearers get: 401, and nothing in the log. */
@Tag("services")
class BadTokensTest {

  private static final String PATH = "/api/redemptions";

  private final Gateway gateway = Gateway.shared();
  private final String code = Records.newCode();

  @AfterEach
  void nothingIsInTheLog() {
    assertThat(redeem(Tokens.ofUser("ann")).status()).isEqualTo(202);
    // A refused one would lie before it.
    PlayedProcessor.shared().await(code);
    assertThat(PlayedProcessor.shared().receivedFor(code)).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"/api/redemptions", "/api/invites", "/api/auth/complete-phone-signup", "/api/x"})
  void missing(String path) {
    Reply reply =
        gateway.send(
            HttpRequest.newBuilder(gateway.uri(path))
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(body()))
                .build());
    assertProblem(reply, 401, "TOKEN_MISSING");
    assertThat(reply.header("WWW-Authenticate")).isEqualTo("Bearer");
  }

  @Test
  void missingWhereAnAnswerIsAskedFor() {
    Reply reply = gateway.send(HttpRequest.newBuilder(gateway.uri(PATH + "/1")).build());
    assertProblem(reply, 401, "TOKEN_MISSING");
  }

  @ParameterizedTest
  @ValueSource(strings = {"Basic YW5uOmFubg==", "Digest x", "Token x"})
  void ofAnotherScheme(String header) {
    assertProblem(post("Authorization", header), 401, "TOKEN_MISSING");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Bearer",
        "Bearer ",
        "Bearer a b",
        "Bearer %&",
        "Bearer x",
        "Bearer a.b.c",
        "Bearer ="
      })
  void garbage(String header) {
    Reply reply = post("Authorization", header);
    assertProblem(reply, 401, "TOKEN_INVALID");
    assertThat(reply.header("WWW-Authenticate")).isEqualTo("Bearer error=\"invalid_token\"");
  }

  @Test
  void notWrittenAsBearerTokensAre() {
    String token = Tokens.ofUser("ann");
    for (String header :
        List.of(
            "Bearer" + token,
            "Bearer\t" + token,
            "Bearer " + token + " x",
            "Bearer \"" + token + "\"",
            "Bearer " + token + ",",
            "Bearer =" + token)) {
      assertProblem(post("Authorization", header), 401, "TOKEN_INVALID");
    }
    String unknown = PATH + "/" + UUID.randomUUID();
    String[] twice = {"Authorization", "Bearer " + token, "Authorization", "Bearer " + token};
    assertProblem(gateway.get(unknown, twice), 401, "TOKEN_INVALID");
    for (String header : List.of("Bearer " + token, "bearer " + token, "BEARER   " + token)) {
      assertThat(gateway.get(unknown, "Authorization", header).status()).isEqualTo(404);
    }
  }

  @Test
  void garbageInTheCookie() {
    assertProblem(post("Cookie", "session=x"), 401, "TOKEN_INVALID");
  }

  @Test
  void expiredBeyondTheLeeway() {
    assertInvalid(lasting(Duration.ofSeconds(-45)));
    assertThat(standing(lasting(Duration.ofSeconds(-5))).status()).isEqualTo(404);
  }

  @Test
  void withoutAnEnd() {
    assertInvalid(Tokens.signed(Tokens.claims("ann").expirationTime(null).build()));
  }

  @Test
  void notYetValidBeyondTheLeeway() {
    assertInvalid(from(Duration.ofSeconds(90)));
    assertThat(standing(from(Duration.ofSeconds(20))).status()).isEqualTo(404);
  }

  @Test
  void ofAnotherIssuer() {
    assertInvalid(Tokens.signed(Tokens.claims("ann").issuer(Tokens.ISSUER + "/").build()));
    assertInvalid(Tokens.signed(Tokens.claims("ann").issuer(null).build()));
  }

  @Test
  void forAnotherAudience() {
    assertInvalid(Tokens.signed(Tokens.claims("ann").audience("another-service").build()));
    assertInvalid(Tokens.signed(Tokens.claims("ann").audience((String) null).build()));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a\u0000b", "a\nb"})
  void ofASubjectThatIsNoUser(String subject) {
    assertInvalid(Tokens.signed(Tokens.claims(subject).build()));
    assertInvalid(Tokens.signed(Tokens.claims("x".repeat(201)).build()));
    assertInvalid(Tokens.signed(Tokens.claims("x").subject(null).build()));
  }

  @Test
  void unsigned() {
    assertInvalid(new PlainJWT(valid()).serialize());
    String signed = Tokens.ofUser("ann");
    assertInvalid(signed.substring(0, signed.lastIndexOf('.') + 1));
  }

  @Test
  void signedWithThePublicKeyAsIfItWereASecret() throws Exception {
    String pem = Tokens.pem();
    for (byte[] secret :
        new byte[][] {
          pem.getBytes(UTF_8), pem.strip().getBytes(UTF_8), Tokens.KEY.toECPublicKey().getEncoded()
        }) {
      assertInvalid(Tokens.signed(JWSAlgorithm.HS256, new MACSigner(secret), valid()));
    }
  }

  @Test
  void signedWithAnotherKey() throws Exception {
    assertInvalid(
        Tokens.signed(JWSAlgorithm.ES256, new ECDSASigner(TestTokens.newKey(null)), valid()));
  }

  @Test
  void alteredAfterItWasSigned() {
    String signed = Tokens.ofUser("ann");
    String other = Tokens.ofUser("bob");
    int head = signed.indexOf('.');
    int tail = signed.lastIndexOf('.');
    assertInvalid(
        signed.substring(0, head)
            + other.substring(other.indexOf('.'), other.lastIndexOf('.'))
            + signed.substring(tail));
  }

  @Test
  void ofTwentyKilobytes() {
    String token = Tokens.signed(Tokens.claims("ann").claim("x", "y".repeat(15_000)).build());
    assertThat(token).hasSizeGreaterThan(20_000);
    // The server takes no header as long as that.
    assertProblem(post("Authorization", "Bearer " + token), 400, "INVALID_REQUEST");
    assertProblem(post("Cookie", "session=" + token), 400, "INVALID_REQUEST");
    assertInvalid("x".repeat(7_000));
  }

  /** Asks about a request that nobody knows. */
  private Reply standing(String token) {
    return gateway.get(PATH + "/" + UUID.randomUUID(), "Authorization", "Bearer " + token);
  }

  private static String from(Duration fromNow) {
    return Tokens.signed(Tokens.claims("ann").notBeforeTime(in(fromNow)).build());
  }

  private void assertInvalid(String token) {
    assertProblem(redeem(token), 401, "TOKEN_INVALID");
    assertProblem(post("Cookie", "session=" + token), 401, "TOKEN_INVALID");
  }

  private static void assertProblem(Reply reply, int status, String reason) {
    assertThat(reply.status()).isEqualTo(status);
    assertThat(reply.header("Content-Type")).isEqualTo("application/problem+json");
    assertThat(reply.field("reason")).isEqualTo(reason);
    assertThat(reply.field("error")).isNotEmpty();
    assertThat(reply.json().path("mayChange").asBoolean(true)).isFalse();
  }

  private static JWTClaimsSet valid() {
    return Tokens.claims("ann").build();
  }

  private static String lasting(Duration lifetime) {
    return Tokens.signed(Tokens.claims("ann").expirationTime(in(lifetime)).build());
  }

  private static Date in(Duration fromNow) {
    return Date.from(Instant.now().plus(fromNow));
  }

  private Reply redeem(String token) {
    return post("Authorization", "Bearer " + token);
  }

  private Reply post(String header, String value) {
    return gateway.post(PATH, body(), header, value, "Prefer", "respond-async");
  }

  private String body() {
    return "{\"code\":\"%s\",\"userId\":\"ann\"}".formatted(code);
  }
}
