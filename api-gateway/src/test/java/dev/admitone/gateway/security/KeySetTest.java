package dev.admitone.gateway.security;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.OctetSequenceKey;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.OctetSequenceKeyGenerator;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.SignedJWT;
import com.sun.net.httpserver.HttpServer;
import dev.admitone.embedded.SharedServices;
import dev.admitone.gateway.support.Gateway;
import dev.admitone.gateway.support.OperationCall;
import dev.admitone.gateway.support.Tokens;
import dev.admitone.testsupport.Await;
import dev.admitone.testsupport.TestTokens;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** An issuer that publishes its keys. */
@Tag("services")
class KeySetTest {

  @Test
  void believesTheKeysThatTheIssuerPublishesAndSaysWhenTheyCannotBeHad() throws Exception {
    RSAKey rsa = new RSAKeyGenerator(2048).generate();
    OctetSequenceKey secret = new OctetSequenceKeyGenerator(256).generate();
    HttpServer issuer =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    String uri = "http://127.0.0.1:%d/keys".formatted(issuer.getAddress().getPort());
    try (Gateway gateway =
        Gateway.startOn(
            SharedServices.kafka().bootstrapServers(),
            "--admit-one.gateway.tokens.issuer=" + Tokens.ISSUER,
            "--admit-one.gateway.tokens.audience=" + Tokens.AUDIENCE,
            "--admit-one.gateway.tokens.jwk-set-uri=" + uri)) {
      String byRsa = signedBy(rsa);
      // The port is taken, but nobody answers yet: a good token is never refused for that.
      for (int i = 0; i < 4; i++) {
        Gateway.Reply early = ask(gateway, byRsa);
        assertThat(early.status()).isEqualTo(503);
        assertThat(early.field("reason")).isEqualTo("KEYS_UNAVAILABLE");
        assertThat(early.header("Retry-After")).isEqualTo("1");
        assertThat(early.header("Content-Type")).isEqualTo("application/problem+json");
      }
      for (OperationCall call : OperationCall.all()) {
        Gateway.Reply early = call.send(gateway, "Authorization", "Bearer " + byRsa);
        assertThat(early.field("reason")).as(call.operationId()).isEqualTo("KEYS_UNAVAILABLE");
      }
      assertThat(gateway.manage("/actuator/health/readiness").status()).isEqualTo(503);
      assertThat(gateway.manage("/actuator/health/readiness").text())
          .contains("the issuer's keys: ");

      // A careless issuer publishes a secret too: nothing that it signs is believed.
      String keys =
          new JWKSet(List.of(rsa.toPublicJWK(), Tokens.KEY.toPublicJWK(), secret)).toString(false);
      issuer.createContext(
          "/keys",
          exchange -> {
            byte[] body = keys.getBytes(UTF_8);
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
          });
      issuer.start();
      Await.patiently()
          .untilAsserted(() -> assertThat(ask(gateway, byRsa).status()).isEqualTo(404));
      gateway.awaitReady();
      assertThat(ask(gateway, Tokens.ofUser("ann")).status()).isEqualTo(404);
      assertThat(
              ask(
                      gateway,
                      Tokens.signed(
                          JWSAlgorithm.HS256, new MACSigner(secret), Tokens.claims("ann").build()))
                  .status())
          .isEqualTo(401);
      // Of a key that it does not publish: asked for again once, not with each call.
      SignedJWT stranger =
          new SignedJWT(
              new JWSHeader.Builder(JWSAlgorithm.ES256).keyID("unknown").build(),
              Tokens.claims("ann").build());
      stranger.sign(new ECDSASigner(TestTokens.newKey(null)));
      for (int i = 0; i < 3; i++) {
        assertThat(ask(gateway, stranger.serialize()).status()).isEqualTo(401);
      }
    } finally {
      issuer.stop(0);
    }
  }

  private static String signedBy(RSAKey key) throws Exception {
    return Tokens.signed(JWSAlgorithm.RS256, new RSASSASigner(key), Tokens.claims("ann").build());
  }

  private static Gateway.Reply ask(Gateway gateway, String token) {
    return gateway.get("/api/redemptions/" + UUID.randomUUID(), "Authorization", "Bearer " + token);
  }
}
