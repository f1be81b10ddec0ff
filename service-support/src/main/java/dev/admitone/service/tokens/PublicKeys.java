package dev.admitone.service.tokens;

import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.RSAKey;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads a public key from PEM text: RSA of at least 2,048 bits for RS256, or P-256 for ES256. */
final class PublicKeys {

  private static final Pattern PEM =
      Pattern.compile("-----BEGIN PUBLIC KEY-----([A-Za-z0-9+/=\\s]+)-----END PUBLIC KEY-----\\s*");
  private static final int RSA_BITS_MIN = 2_048;

  private PublicKeys() {}

  /**
   * Reads the key.
   *
   * @param prefix of the setting that has it, for the message
   * @throws IllegalArgumentException if the text contains no such key; the message repeats none of
   *     it
   */
  static JWK parse(String prefix, String pem) {
    Matcher matcher = PEM.matcher(pem.strip());
    if (!matcher.matches()) {
      throw unusable(prefix, "it is not PEM that begins with -----BEGIN PUBLIC KEY-----");
    }
    byte[] encoded = Base64.getMimeDecoder().decode(matcher.group(1));
    if (read("RSA", encoded) instanceof RSAPublicKey rsa) {
      if (rsa.getModulus().bitLength() < RSA_BITS_MIN) {
        throw unusable(prefix, "its RSA modulus has fewer than %d bits".formatted(RSA_BITS_MIN));
      }
      return new RSAKey.Builder(rsa).build();
    }
    if (read("EC", encoded) instanceof ECPublicKey ec
        && Curve.P_256.equals(Curve.forECParameterSpec(ec.getParams()))) {
      return new ECKey.Builder(Curve.P_256, ec).build();
    }
    throw unusable(prefix, "it is neither an RSA key nor one on the curve P-256");
  }

  private static @Nullable PublicKey read(String algorithm, byte[] encoded) {
    try {
      return KeyFactory.getInstance(algorithm).generatePublic(new X509EncodedKeySpec(encoded));
    } catch (GeneralSecurityException e) {
      return null;
    }
  }

  private static IllegalArgumentException unusable(String prefix, String why) {
    return new IllegalArgumentException(
        "The public key of %s cannot be used: %s".formatted(prefix.replaceAll("\\.$", ""), why));
  }
}
