package dev.admitone.local.secrets;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import dev.admitone.local.command.CommandFailedException;
import dev.admitone.local.settings.StackSettings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import java.util.List;

/** The stack is its own issuer: a key pair that is made at the first start, and its tokens. */
public final class TokenKey {

  /** The issuer of the tokens. */
  public static final String ISSUER = "urn:admit-one:local-stack";

  /** The audience of the tokens. */
  public static final String AUDIENCE = "admit-one";

  private static final Duration LIFETIME = Duration.ofHours(12);

  private final ECKey key;

  private TokenKey(ECKey key) {
    this.key = key;
  }

  /** The key in the file, made where there is none. */
  public static TokenKey in(Path file) {
    return parse(SecretFile.in(file, TokenKey::generate));
  }

  /**
   * The key of a stack that was started before.
   *
   * @throws CommandFailedException if there is none
   */
  public static TokenKey existing(Path file) {
    if (Files.notExists(file)) {
      throw new CommandFailedException(
          "There is no key in %s: start ./admit up first, or set %s as it was set for it."
              .formatted(file.getParent(), StackSettings.DATA_DIRECTORY_VARIABLE),
          null);
    }
    return in(file);
  }

  /** The settings with which a gateway believes the tokens. */
  public List<String> gatewaySettings() {
    return settings("gateway");
  }

  /** The settings with which a console believes the tokens. */
  public List<String> consoleSettings() {
    return settings("ops");
  }

  private List<String> settings(String service) {
    String prefix = "--admit-one.%s.tokens.".formatted(service);
    return List.of(
        prefix + "issuer=" + ISSUER,
        prefix + "audience=" + AUDIENCE,
        prefix + "public-key=" + publicPem());
  }

  /** A user's own token. */
  public String forUser(String userId) {
    return token(userId, "");
  }

  /** A frontend's, which acts for any user. */
  public String forService() {
    return token("local-frontend", "redemptions:write");
  }

  /** An operator's. */
  public String forAdmin() {
    return token("local-operator", "invites:admin");
  }

  /** An operator's that may look and not change. */
  public String forReader() {
    return token("local-reader", "invites:read");
  }

  /** One with the rights of both, for the smoke tests. */
  public String forServiceAndAdmin() {
    return token("local-operator", "redemptions:write invites:admin");
  }

  /** A token for twelve hours. */
  public String token(String subject, String scope) {
    Instant now = Instant.now();
    JWTClaimsSet.Builder claims =
        new JWTClaimsSet.Builder()
            .issuer(ISSUER)
            .audience(AUDIENCE)
            .subject(subject)
            .issueTime(Date.from(now))
            .expirationTime(Date.from(now.plus(LIFETIME)));
    if (!scope.isEmpty()) {
      claims.claim("scope", scope);
    }
    try {
      SignedJWT token = new SignedJWT(new JWSHeader(JWSAlgorithm.ES256), claims.build());
      token.sign(new ECDSASigner(key));
      return token.serialize();
    } catch (JOSEException e) {
      throw new IllegalStateException("A key that was made here signs", e);
    }
  }

  /** The half that verifies. */
  public String publicPem() {
    try {
      return "-----BEGIN PUBLIC KEY-----\n%s\n-----END PUBLIC KEY-----\n"
          .formatted(Base64.getMimeEncoder().encodeToString(key.toECPublicKey().getEncoded()));
    } catch (JOSEException e) {
      throw new IllegalStateException("A key that was made here has a public half", e);
    }
  }

  private static String generate() {
    try {
      return new ECKeyGenerator(Curve.P_256).generate().toJSONString();
    } catch (JOSEException e) {
      throw new IllegalStateException("Every Java platform has the curve P-256", e);
    }
  }

  private static TokenKey parse(String json) {
    try {
      return new TokenKey(ECKey.parse(json));
    } catch (ParseException e) {
      // Without the cause, whose message may quote the key.
      throw new CommandFailedException(
          "The key for tokens is damaged: begin anew with ./admit up --fresh.", null);
    }
  }
}
