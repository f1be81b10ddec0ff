package dev.admitone.gateway.security;

import static java.util.Objects.requireNonNull;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
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
        scopes(token),
        phoneVerified ? token.getClaimAsString(PHONE_CLAIM) : null);
  }

  /**
   * The scopes: one text with blanks between them, or a list.
   *
   * @see <a href="https://www.rfc-editor.org/rfc/rfc8693#section-4.2">RFC 8693, scope</a>
   */
  private static Set<String> scopes(Jwt token) {
    Set<String> scopes = new HashSet<>();
    for (String claim : List.of("scope", "scp")) {
      Object value = token.getClaim(claim);
      if (value instanceof String text) {
        scopes.addAll(List.of(text.split(" ")));
      } else if (value instanceof List<?> list) {
        list.forEach(scope -> scopes.add(String.valueOf(scope)));
      }
    }
    // What lies between two blanks, or in an empty text, names nothing.
    scopes.remove("");
    return scopes;
  }
}
