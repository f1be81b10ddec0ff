package dev.admitone.service.tokens;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import dev.admitone.testsupport.LogLines;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.ssl.DefaultSslBundleRegistry;
import org.springframework.security.oauth2.jwt.BadJwtException;

/** What the operator reads of tokens that are refused. */
class RefusedTokensTest {

  private static final ECKey KEY = Issuer.newKey(null);
  private static final String SECRET = "ann@example.org";

  private final LogLines lines = LogLines.of(ReportedTokens.class);
  private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
  private final TokenSettings settings =
      new TokenSettings(
          "admit-one.gateway.tokens.",
          Issuer.NAME,
          Issuer.AUDIENCE,
          null,
          null,
          null,
          null,
          pem(KEY),
          Duration.ofSeconds(30),
          Duration.ofMinutes(5));
  private final ReportedTokens tokens =
      new ReportedTokens(
          new CachingJwtDecoder(
              new SignatureCheck(
                  IssuerKeys.of(settings, new DefaultSslBundleRegistry(), Clock.systemUTC())),
              new TokenRules(settings, Clock.systemUTC()),
              settings.verificationCacheTtl(),
              () -> 0),
          registry);

  @AfterEach
  void close() {
    lines.close();
  }

  @Test
  void theRuleTheExpectedAndTheFoundValue() throws Exception {
    refuse(signed(claims().issuer(Issuer.NAME + "/")));
    assertLine(
        TokenRule.ISSUER,
        "expected \"https://issuer.example.org\", found \"https://issuer.example.org/\"");
    refuse(signed(claims().audience(List.of("a", "b\n"))));
    assertLine(TokenRule.AUDIENCE, "expected \"admit-one\", found \"[a, b?]\"");
    Instant past = Instant.parse("2026-01-01T00:00:00Z");
    refuse(signed(claims().expirationTime(Date.from(past))));
    assertLine(TokenRule.EXPIRY, "found 2026-01-01T00:00:00Z");
    Instant future = Instant.parse("2126-01-01T00:00:00Z");
    refuse(signed(claims().notBeforeTime(Date.from(future)).expirationTime(Date.from(future))));
    assertLine(TokenRule.NOT_BEFORE, "found 2126-01-01T00:00:00Z");
    refuse(signed(claims().subject("x".repeat(201))));
    assertLine(TokenRule.SUBJECT, "expected a user id of 1 to 200 characters, found 201 char");
    refuse(Issuer.token(Issuer.newKey("other"), claims().build()));
    assertLine(TokenRule.KEY, "expected a key of [one without id], found \"other\"");
    refuse(Issuer.token(Issuer.newKey(null), claims().build()));
    assertLine(
        TokenRule.SIGNATURE,
        "expected one by the issuer's key, found one by another, with the id none");
    SignedJWT secret = new SignedJWT(new JWSHeader(JWSAlgorithm.HS256), claims().build());
    secret.sign(new MACSigner("a secret of more than 32 characters"));
    refuse(secret.serialize());
    assertLine(TokenRule.ALGORITHM, "expected [RS256, ES256], found \"HS256\"");
    SignedJWT typed =
        new SignedJWT(
            new JWSHeader.Builder(JWSAlgorithm.ES256).type(new JOSEObjectType("id+jwt")).build(),
            claims().build());
    typed.sign(new ECDSASigner(KEY));
    refuse(typed.serialize());
    assertLine(TokenRule.TYPE, "found \"id+jwt\"");
    refuse("no-token-" + SECRET);
    assertLine(TokenRule.FORM, "expected a signed JWT, found 24 characters");
    assertThat(String.join("", lines.all())).doesNotContain(SECRET).doesNotContain("eyJ");
  }

  @Test
  void anUnsignedOneAlone() {
    refuse(new PlainJWT(claims().build()).serialize());
    assertLine(TokenRule.ALGORITHM, "found \"none\"");
  }

  @Test
  void oneLineAMinuteAndAllInTheCounters() {
    for (int i = 0; i < 50; i++) {
      refuse(signed(claims().issuer("https://other.example.org")));
    }
    assertThat(lines(TokenRule.ISSUER)).hasSize(1);
    assertThat(count(TokenRule.ISSUER)).isEqualTo(50);
    // There from the start.
    assertThat(count(TokenRule.AUDIENCE)).isZero();
  }

  @Test
  void nothingOfTokensThatAreBelieved() {
    assertThat(tokens.decode(signed(claims())).getSubject()).isEqualTo("ann");
    assertThat(lines.all()).isEmpty();
  }

  private void refuse(String token) {
    assertThatThrownBy(() -> tokens.decode(token)).isInstanceOf(BadJwtException.class);
  }

  private double count(TokenRule rule) {
    return registry.get("admitone.tokens.refused").tag("rule", rule.name()).counter().count();
  }

  private void assertLine(TokenRule rule, String text) {
    assertThat(lines(rule)).singleElement().asString().contains(text);
  }

  private List<String> lines(TokenRule rule) {
    String start = "A token is refused by the rule " + rule + ":";
    return lines.all().stream().filter(line -> line.startsWith(start)).toList();
  }

  /** With a claim that nobody may read. */
  private static JWTClaimsSet.Builder claims() {
    return Issuer.claims().claim("email", SECRET);
  }

  private static String signed(JWTClaimsSet.Builder claims) {
    return Issuer.token(KEY, claims.build());
  }

  private static @Nullable String pem(ECKey key) {
    try {
      return "-----BEGIN PUBLIC KEY-----\n%s\n-----END PUBLIC KEY-----\n"
          .formatted(Base64.getMimeEncoder().encodeToString(key.toECPublicKey().getEncoded()));
    } catch (JOSEException e) {
      throw new IllegalStateException(e);
    }
  }
}
