package dev.admitone.service.tokens;

import static dev.admitone.service.tokens.TokenRefusal.printable;

import com.nimbusds.jose.Header;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.jwk.source.RateLimitReachedException;
import com.nimbusds.jose.proc.BadJWSException;
import com.nimbusds.jose.proc.DefaultJOSEObjectTypeVerifier;
import com.nimbusds.jwt.JWTParser;
import java.text.ParseException;
import java.util.List;
import java.util.stream.Collectors;
import org.springframework.security.oauth2.core.DelegatingOAuth2TokenValidator;
import org.springframework.security.oauth2.jose.jws.SignatureAlgorithm;
import org.springframework.security.oauth2.jwt.BadJwtException;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.JwtException;
import org.springframework.security.oauth2.jwt.NimbusJwtDecoder;

/**
 * Verifies signatures, and tells a token that no key of the issuer has signed from one that may be
 * good but whose key cannot be fetched.
 */
final class SignatureCheck implements JwtDecoder {

  /** Signatures with a key pair alone: a service that can verify them cannot make them. */
  private static final List<SignatureAlgorithm> ALGORITHMS =
      List.of(SignatureAlgorithm.RS256, SignatureAlgorithm.ES256);

  private static final List<JOSEObjectType> TYPES =
      List.of(JOSEObjectType.JWT, new JOSEObjectType("at+jwt"));

  private final JwtDecoder decoder;
  private final IssuerKeys keys;

  SignatureCheck(IssuerKeys keys) {
    this.keys = keys;
    NimbusJwtDecoder nimbus =
        NimbusJwtDecoder.withJwkSource(keys.source())
            .jwsAlgorithms(
                algorithms -> {
                  algorithms.clear();
                  algorithms.addAll(ALGORITHMS);
                })
            .jwtProcessorCustomizer(
                processor ->
                    processor.setJWSTypeVerifier(
                        new DefaultJOSEObjectTypeVerifier<>(
                            TYPES.getFirst(), TYPES.getLast(), null)))
            .build();
    // Asked separately, each time: see CachingJwtDecoder.
    nimbus.setJwtValidator(new DelegatingOAuth2TokenValidator<>(List.of()));
    this.decoder = nimbus;
  }

  /**
   * Returns the token whose signature is right.
   *
   * @throws RefusedTokenException if it is not, or no key of the issuer made it
   * @throws JwtException if the key that may have made it cannot be fetched
   */
  @Override
  public Jwt decode(String token) {
    try {
      return decoder.decode(token);
    } catch (BadJwtException e) {
      TokenRefusal refusal = refusal(token, e);
      if (refusal.rule() == TokenRule.KEY && keys.trouble() != null) {
        throw new JwtException("The issuer may have a newer key, which cannot be fetched", e);
      }
      throw new RefusedTokenException(refusal, e);
    } catch (JwtException e) {
      // Where the newest keys are known and were asked for a moment ago, the token names none.
      if (keys.trouble() == null && has(e, RateLimitReachedException.class)) {
        throw new RefusedTokenException(refusal(token, e), e);
      }
      throw e;
    }
  }

  private TokenRefusal refusal(String token, JwtException failure) {
    Header header;
    try {
      header = JWTParser.parse(token).getHeader();
    } catch (ParseException | IllegalArgumentException e) {
      return new TokenRefusal(TokenRule.FORM, "a signed JWT", token.length() + " characters");
    }
    String algorithm = header.getAlgorithm().getName();
    if (ALGORITHMS.stream().noneMatch(known -> known.getName().equals(algorithm))) {
      return new TokenRefusal(TokenRule.ALGORITHM, ALGORITHMS.toString(), printable(algorithm));
    }
    if (header.getType() != null && !TYPES.contains(header.getType())) {
      return new TokenRefusal(TokenRule.TYPE, TYPES.toString(), printable(header.getType()));
    }
    String id = header instanceof JWSHeader signed ? signed.getKeyID() : null;
    if (has(failure, BadJWSException.class)) {
      return new TokenRefusal(
          TokenRule.SIGNATURE,
          "one by the issuer's key",
          "one by another, with the id " + printable(id));
    }
    String known =
        keys.known().stream()
            .map(key -> key.getKeyID() == null ? "one without id" : printable(key.getKeyID()))
            .collect(Collectors.joining(", ", "a key of [", "]"));
    return new TokenRefusal(TokenRule.KEY, known, printable(id));
  }

  private static boolean has(Throwable failure, Class<?> kind) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (kind.isInstance(cause)) {
        return true;
      }
    }
    return false;
  }
}
