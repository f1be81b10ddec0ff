package dev.admitone.testsupport;

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
import org.jspecify.annotations.Nullable;

/**
 * Tokens of one issuer for one audience, signed with one key.
 *
 * @param key the issuer's private key
 */
public record TestTokens(ECKey key, String issuer, String audience) {

  private static final Duration LIFETIME = Duration.ofMinutes(10);

  /** A new P-256 key; its tokens name the id, if it has one. */
  public static ECKey newKey(@Nullable String id) {
    try {
      return new ECKeyGenerator(Curve.P_256).keyID(id).generate();
    } catch (JOSEException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Claims that are valid for ten minutes, to be changed. */
  public JWTClaimsSet.Builder claims(String subject) {
    return new JWTClaimsSet.Builder()
        .subject(subject)
        .issuer(issuer)
        .audience(audience)
        .expirationTime(after(LIFETIME));
  }

  /**
   * A token of the subject.
   *
   * @param scope names of scopes with blanks between them
   */
  public String of(String subject, String scope, Duration lifetime) {
    return signed(claims(subject).claim("scope", scope).expirationTime(after(lifetime)).build());
  }

  /** Signs the claims with the issuer's key. */
  public String signed(JWTClaimsSet claims) {
    return signed(key, claims);
  }

  /** Signs the claims with any P-256 key. */
  public static String signed(ECKey key, JWTClaimsSet claims) {
    try {
      JWSHeader header = new JWSHeader.Builder(JWSAlgorithm.ES256).keyID(key.getKeyID()).build();
      return signed(header, new ECDSASigner(key), claims);
    } catch (JOSEException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Signs the claims with any key. */
  public static String signed(JWSHeader header, JWSSigner signer, JWTClaimsSet claims) {
    try {
      SignedJWT token = new SignedJWT(header, claims);
      token.sign(signer);
      return token.serialize();
    } catch (JOSEException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The issuer's public key as a gateway's setting takes it. */
  public String publicPem() {
    try {
      return publicPem(key.toECPublicKey().getEncoded());
    } catch (JOSEException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The same for the encoding of any public key (X.509, DER). */
  public static String publicPem(byte[] encoded) {
    return "-----BEGIN PUBLIC KEY-----\n%s\n-----END PUBLIC KEY-----\n"
        .formatted(Base64.getMimeEncoder().encodeToString(encoded));
  }

  private static Date after(Duration lifetime) {
    return Date.from(Instant.now().plus(lifetime));
  }
}
