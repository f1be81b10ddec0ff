package dev.admitone.gateway.support;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jwt.JWTClaimsSet;
import dev.admitone.testsupport.TestTokens;
import java.time.Duration;
import java.util.List;

/** Tokens of the issuer that the shared gateway accepts. */
public final class Tokens {

  public static final String ISSUER = "https://issuer.example.org";
  public static final String AUDIENCE = "admit-one";
  public static final ECKey KEY = TestTokens.newKey(null);

  private static final TestTokens TOKENS = new TestTokens(KEY, ISSUER, AUDIENCE);
  private static final String FOR_ALL =
      TOKENS.of("tester", "redemptions:write invites:admin", Duration.ofHours(6));

  private Tokens() {}

  /** The settings of a gateway that accepts them. */
  static List<String> settings() {
    return List.of(
        "--admit-one.gateway.tokens.issuer=" + ISSUER,
        "--admit-one.gateway.tokens.audience=" + AUDIENCE,
        "--admit-one.gateway.tokens.public-key=" + pem());
  }

  /** Lets its bearer do everything. */
  public static String forAll() {
    return FOR_ALL;
  }

  /** A user's own. */
  public static String ofUser(String subject) {
    return of(subject, "");
  }

  public static String of(String subject, String scope) {
    return TOKENS.of(subject, scope, Duration.ofMinutes(10));
  }

  /** Claims that are valid for ten minutes, to be changed. */
  public static JWTClaimsSet.Builder claims(String subject) {
    return TOKENS.claims(subject);
  }

  public static String signed(JWTClaimsSet claims) {
    return TOKENS.signed(claims);
  }

  public static String signed(JWSAlgorithm algorithm, JWSSigner signer, JWTClaimsSet claims) {
    return TestTokens.signed(new JWSHeader.Builder(algorithm).build(), signer, claims);
  }

  /** The public key. */
  public static String pem() {
    return TOKENS.publicPem();
  }
}
