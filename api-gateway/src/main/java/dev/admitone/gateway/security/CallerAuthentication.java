package dev.admitone.gateway.security;

import static java.util.Objects.requireNonNull;

import dev.admitone.service.tokens.TokenScopes;
import org.springframework.security.core.authority.SimpleGrantedAuthority;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.server.resource.authentication.JwtAuthenticationToken;

/**
 * A call's verified token, and the caller that it names. The claims are read once, when the token
 * is verified; the scopes are the authorities.
 */
final class CallerAuthentication extends JwtAuthenticationToken {

  private static final String PHONE_CLAIM = "phone_number";
  private static final String PHONE_VERIFIED_CLAIM = "phone_number_verified";

  private final transient Caller caller;

  CallerAuthentication(Jwt token) {
    this(token, read(token));
  }

  private CallerAuthentication(Jwt token, Caller caller) {
    super(token, caller.scopes().stream().map(SimpleGrantedAuthority::new).toList());
    this.caller = caller;
  }

  Caller caller() {
    return caller;
  }

  private static Caller read(Jwt token) {
    // Some issuers write true as text.
    boolean phoneVerified =
        "true".equals(String.valueOf(token.<Object>getClaim(PHONE_VERIFIED_CLAIM)));
    return new Caller(
        requireNonNull(token.getSubject(), "verified with the token"),
        TokenScopes.of(token),
        phoneVerified ? token.getClaimAsString(PHONE_CLAIM) : null);
  }
}
