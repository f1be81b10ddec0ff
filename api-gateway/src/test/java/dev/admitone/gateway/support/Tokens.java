package dev.admitone.gateway.support;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import java.util.List;

/** Tokens of the tests' own issuer. */
public final class Tokens {

  public static final String ISSUER = "https://issuer.example.org";
  public static final String AUDIENCE = "admit-one";
  public static final ECKey KEY = newKey();

  private static final String FOR_ALL =
      of("tester", "redemptions:write invites:admin", Duration.ofHours(6));

  private Tokens() {}

  /** What a gateway has to be told to believe them. */
  static List<String> settings() {
    return List.of(
        "--admit-one.gateway.tokens.issuer=" + ISSUER,
        "--admit-one.gateway.tokens.audience=" + AUDIENCE,
        "--admit-one.gateway.tokens.public-key=" + pem(KEY));
  }

  /** Lets its bearer do everything. */
  public static String forAll() {
    return FOR_ALL;
  }

  /** Somebody's own. */
  public static String ofUser(String subject) {
    return of(subject, "", Duration.ofMinutes(10));
  }

  public static String of(String subject, String scope) {
    return of(subject, scope, Duration.ofMinutes(10));
  }

  private static String of(String subject, String scope, Duration lifetime) {
    return signed(
        claims(subject)
            .claim("scope", scope)
            .expirationTime(Date.from(Instant.now().plus(lifetime)))
            .build());
  }

  /** Claims that hold for ten minutes, to be changed. */
  public static JWTClaimsSet.Builder claims(String subject) {
    return new JWTClaimsSet.Builder()
        .subject(subject)
        .issuer(ISSUER)
        .audience(AUDIENCE)
        .expirationTime(Date.from(Instant.now().plus(Duration.ofMinutes(10))));
  }

  public static String signed(JWTClaimsSet claims) {
    try {
      return signed(JWSAlgorithm.ES256, new ECDSASigner(KEY), claims);
    } catch (JOSEException e) {
      throw new IllegalStateException(e);
    }
  }

  public static String signed(JWSAlgorithm algorithm, JWSSigner signer, JWTClaimsSet claims) {
    try {
      SignedJWT token = new SignedJWT(new JWSHeader.Builder(algorithm).build(), claims);
      token.sign(signer);
      return token.serialize();
    } catch (JOSEException e) {
      throw new IllegalStateException(e);
    }
  }

  public static String pem(ECKey key) {
    try {
      return pem(key.toECPublicKey().getEncoded());
    } catch (JOSEException e) {
      throw new IllegalStateException(e);
    }
  }

  public static String pem(byte[] encoded) {
    return "-----BEGIN PUBLIC KEY-----\n%s\n-----END PUBLIC KEY-----\n"
        .formatted(Base64.getMimeEncoder().encodeToString(encoded));
  }

  public static ECKey newKey() {
    try {
      return new ECKeyGenerator(Curve.P_256).generate();
    } catch (JOSEException e) {
      throw new IllegalStateException(e);
    }
  }
}
