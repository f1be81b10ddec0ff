package dev.admitone.benchmarks.testbed;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import dev.admitone.schemas.signup.ProfileSeal;
import dev.admitone.schemas.signup.SignupFingerprints;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;

/** The keys of one run, and tokens of the services that call the gateway. */
public final class Keys {

  private static final int RSA_BITS = 2_048;
  private static final String ISSUER = "https://benchmark.invalid";
  private static final String AUDIENCE = "admit-one";
  private static final Duration LIFETIME = Duration.ofHours(2);

  /** A service may call 2,000 times a second: with as many, that is no limit here. */
  private static final int SERVICES = 32;

  private static final RSAKey TOKENS = generate();
  private static final String SEAL = ProfileSeal.newKeyset();

  private Keys() {}

  /** The settings of a processor. */
  public static String processor() {
    return "--admit-one.seal.keyset=" + SEAL;
  }

  /** The settings of a gateway. */
  public static List<String> gateway() {
    try {
      String pem =
          "-----BEGIN PUBLIC KEY-----\n%s\n-----END PUBLIC KEY-----\n"
              .formatted(
                  Base64.getMimeEncoder().encodeToString(TOKENS.toRSAPublicKey().getEncoded()));
      return List.of(
          processor(),
          "--admit-one.gateway.signup.fingerprint.keyset=" + SignupFingerprints.newKeyset(),
          "--admit-one.gateway.code-secret=" + UUID.randomUUID(),
          "--admit-one.gateway.tokens.issuer=" + ISSUER,
          "--admit-one.gateway.tokens.audience=" + AUDIENCE,
          "--admit-one.gateway.tokens.public-key=" + pem);
    } catch (JOSEException e) {
      throw new IllegalStateException("A key that was made here has a public half", e);
    }
  }

  /** What services that act for any user send as {@code Authorization}. */
  public static List<String> services() {
    return IntStream.range(0, SERVICES).mapToObj(i -> "Bearer " + token("service-" + i)).toList();
  }

  private static String token(String subject) {
    Instant now = Instant.now();
    JWTClaimsSet claims =
        new JWTClaimsSet.Builder()
            .issuer(ISSUER)
            .audience(AUDIENCE)
            .subject(subject)
            .claim("scope", "redemptions:write")
            .expirationTime(Date.from(now.plus(LIFETIME)))
            .build();
    try {
      SignedJWT token = new SignedJWT(new JWSHeader(JWSAlgorithm.RS256), claims);
      token.sign(new RSASSASigner(TOKENS));
      return token.serialize();
    } catch (JOSEException e) {
      throw new IllegalStateException("A key that was made here signs", e);
    }
  }

  private static RSAKey generate() {
    try {
      return new RSAKeyGenerator(RSA_BITS).generate();
    } catch (JOSEException e) {
      throw new IllegalStateException("Every Java platform has RSA", e);
    }
  }
}
