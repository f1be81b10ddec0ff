package dev.admitone.gateway.security;

import static java.util.Objects.requireNonNull;

import dev.admitone.gateway.problem.Reason;
import dev.admitone.gateway.problem.RefusedCallException;
import jakarta.servlet.http.HttpServletRequest;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.server.resource.authentication.JwtAuthenticationToken;

/** Tells who calls, from the token that was verified before. */
public final class CallerResolver {

  private static final String PHONE_CLAIM = "phone_number";
  private static final String PHONE_VERIFIED_CLAIM = "phone_number_verified";

  /** The caller; a call without a token has not come this far. */
  public Caller resolve(HttpServletRequest request) {
    return find(request).orElseThrow(() -> new RefusedCallException(Reason.TOKEN_MISSING));
  }

  /** The caller, where a call may be anonymous. */
  public Optional<Caller> find(HttpServletRequest request) {
    return request.getUserPrincipal() instanceof JwtAuthenticationToken authentication
        ? Optional.of(caller(authentication.getToken()))
        : Optional.empty();
  }

  private static Caller caller(Jwt token) {
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
  static Set<String> scopes(Jwt token) {
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
