package dev.admitone.service.tokens;

import static dev.admitone.service.tokens.TokenRefusal.printable;
import static java.util.Objects.requireNonNull;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.springframework.security.oauth2.core.OAuth2TokenValidator;
import org.springframework.security.oauth2.core.OAuth2TokenValidatorResult;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtAudienceValidator;
import org.springframework.security.oauth2.jwt.JwtIssuerValidator;
import org.springframework.security.oauth2.jwt.JwtTimestampValidator;

/** What the claims of a token have to be. The first rule that one breaks is its refusal. */
final class TokenRules implements OAuth2TokenValidator<Jwt> {

  private final OAuth2TokenValidator<Jwt> times;
  private final OAuth2TokenValidator<Jwt> issuers;
  private final OAuth2TokenValidator<Jwt> audiences;
  private final String issuer;
  private final String audience;
  private final Duration leeway;
  private final Clock clock;

  TokenRules(TokenSettings settings, Clock clock) {
    JwtTimestampValidator timestamps = new JwtTimestampValidator(settings.leeway());
    timestamps.setAllowEmptyExpiryClaim(false);
    timestamps.setClock(clock);
    this.times = timestamps;
    this.issuer = requireNonNull(settings.issuer(), "validated at the start");
    this.issuers = new JwtIssuerValidator(issuer);
    this.audience = requireNonNull(settings.audience(), "validated at the start");
    this.audiences = new JwtAudienceValidator(audience);
    this.leeway = settings.leeway();
    this.clock = clock;
  }

  @Override
  public OAuth2TokenValidatorResult validate(Jwt token) {
    TokenRefusal refusal = refusal(token);
    return refusal == null
        ? OAuth2TokenValidatorResult.success()
        : OAuth2TokenValidatorResult.failure(refusal);
  }

  private @Nullable TokenRefusal refusal(Jwt token) {
    if (times.validate(token).hasErrors()) {
      return ofTimes(token);
    }
    if (issuers.validate(token).hasErrors()) {
      return new TokenRefusal(
          TokenRule.ISSUER, printable(issuer), printable(token.getClaims().get("iss")));
    }
    if (audiences.validate(token).hasErrors()) {
      return new TokenRefusal(
          TokenRule.AUDIENCE, printable(audience), printable(token.getClaims().get("aud")));
    }
    String wrong = Subjects.whatIsWrong(token.getSubject());
    return wrong == null ? null : new TokenRefusal(TokenRule.SUBJECT, Subjects.EXPECTED, wrong);
  }

  private TokenRefusal ofTimes(Jwt token) {
    Instant now = clock.instant();
    Instant expiry = token.getExpiresAt();
    Instant start = token.getNotBefore();
    boolean ended = expiry == null || !now.minus(leeway).isBefore(expiry);
    return ended || start == null
        ? new TokenRefusal(
            TokenRule.EXPIRY, "after %s".formatted(now.minus(leeway)), String.valueOf(expiry))
        : new TokenRefusal(
            TokenRule.NOT_BEFORE, "before %s".formatted(now.plus(leeway)), start.toString());
  }
}
