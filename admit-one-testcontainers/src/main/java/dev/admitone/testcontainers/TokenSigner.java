package dev.admitone.testcontainers;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.math.BigInteger;
import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.ECParameterSpec;
import java.security.spec.ECPrivateKeySpec;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Signs tokens (RFC 7515, ES256) with the key that the container made for itself. */
final class TokenSigner {

  private static final Pattern PRIVATE = Pattern.compile("\"d\"\\s*:\\s*\"([A-Za-z0-9_-]+)\"");
  private static final Base64.Encoder BASE64 = Base64.getUrlEncoder().withoutPadding();
  private static final String HEADER = encoded("{\"alg\":\"ES256\"}");

  private final PrivateKey key;

  private TokenSigner(PrivateKey key) {
    this.key = key;
  }

  /**
   * With a JWK (RFC 7517) of the curve P-256.
   *
   * @throws IllegalArgumentException if it is none; the message does not have it
   */
  static TokenSigner of(String jwk) {
    Matcher number = PRIVATE.matcher(jwk);
    if (!number.find()) {
      throw new IllegalArgumentException("The container's key for tokens has no private half");
    }
    try {
      AlgorithmParameters curve = AlgorithmParameters.getInstance("EC");
      curve.init(new ECGenParameterSpec("secp256r1"));
      return new TokenSigner(
          KeyFactory.getInstance("EC")
              .generatePrivate(
                  new ECPrivateKeySpec(
                      new BigInteger(1, Base64.getUrlDecoder().decode(number.group(1))),
                      curve.getParameterSpec(ECParameterSpec.class))));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("Every Java platform has the curve P-256", e);
    }
  }

  /** A token with these claims, which are JSON. */
  String signed(String claims) {
    String content = HEADER + "." + encoded(claims);
    try {
      Signature signature = Signature.getInstance("SHA256withECDSAinP1363Format");
      signature.initSign(key);
      signature.update(content.getBytes(UTF_8));
      return content + "." + BASE64.encodeToString(signature.sign());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("A key of the curve P-256 signs", e);
    }
  }

  private static String encoded(String json) {
    return BASE64.encodeToString(json.getBytes(UTF_8));
  }
}
