package dev.admitone.ops.security;

import java.io.Serial;
import java.time.Instant;
import java.util.Collection;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.security.authentication.AbstractAuthenticationToken;
import org.springframework.security.core.authority.SimpleGrantedAuthority;
import org.springframework.security.oauth2.jwt.Jwt;

/**
 * An operator that has signed in, as the session keeps it. The framework's own authentication of a
 * bearer token is of one call: no session takes it.
 */
public final class SessionAuthentication extends AbstractAuthenticationToken {

  @Serial private static final long serialVersionUID = 1L;

  private final String subject;
  private final String token;
  private final @Nullable Instant tokenEnd;

  private SessionAuthentication(
      String subject,
      String token,
      @Nullable Instant tokenEnd,
      Collection<SimpleGrantedAuthority> rights) {
    super(rights);
    this.subject = subject;
    this.token = token;
    this.tokenEnd = tokenEnd;
    setAuthenticated(true);
  }

  /**
   * Of a token that has been verified.
   *
   * @param scopes what it permits
   */
  public static SessionAuthentication of(Jwt token, Collection<String> scopes) {
    return new SessionAuthentication(
        Objects.requireNonNullElse(token.getSubject(), ""),
        token.getTokenValue(),
        token.getExpiresAt(),
        scopes.stream().map(SimpleGrantedAuthority::new).toList());
  }

  /** When the token expires; empty: it does not say so. */
  public Optional<Instant> tokenEnd() {
    return Optional.ofNullable(tokenEnd);
  }

  /** The token itself, which is verified again with each page. */
  @Override
  public String getCredentials() {
    return token;
  }

  @Override
  public String getPrincipal() {
    return subject;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof SessionAuthentication session
        && super.equals(session)
        && token.equals(session.token);
  }

  @Override
  public int hashCode() {
    return 31 * super.hashCode() + token.hashCode();
  }
}
