package dev.admitone.service.tokens;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Ticker;
import java.time.Duration;
import org.springframework.security.oauth2.core.OAuth2TokenValidator;
import org.springframework.security.oauth2.core.OAuth2TokenValidatorResult;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.JwtValidationException;

/**
 * Remembers whose signature was verified, because verifying costs more than all else that is done
 * with a token. Only what never changes is remembered, that the key signed these claims; whether
 * they are still valid is checked again each time, so a token ends when it says, remembered or not.
 * What is not signed by the key is never remembered, so callers without a valid token cannot fill
 * the memory.
 */
final class CachingJwtDecoder implements JwtDecoder {

  private static final long REMEMBERED_CHARS_MAX = 16L * 1024 * 1024;

  private final JwtDecoder signatures;
  private final OAuth2TokenValidator<Jwt> rules;
  private final Cache<String, Jwt> verified;

  CachingJwtDecoder(
      JwtDecoder signatures, OAuth2TokenValidator<Jwt> rules, Duration ttl, Ticker ticker) {
    this.signatures = signatures;
    this.rules = rules;
    this.verified =
        Caffeine.newBuilder()
            .maximumWeight(REMEMBERED_CHARS_MAX)
            .weigher((String token, Jwt _) -> token.length())
            .expireAfterWrite(ttl)
            .ticker(ticker)
            .build();
  }

  @Override
  public Jwt decode(String token) {
    Jwt known = verified.getIfPresent(token);
    Jwt jwt = known == null ? signatures.decode(token) : known;
    OAuth2TokenValidatorResult result = rules.validate(jwt);
    if (result.hasErrors()) {
      throw new JwtValidationException("The claims are not valid here", result.getErrors());
    }
    if (known == null) {
      verified.put(token, jwt);
    }
    return jwt;
  }
}
