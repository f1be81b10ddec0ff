package dev.admitone.service.tokens;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.springframework.security.oauth2.jwt.Jwt;

/**
 * The scopes of a token: one text with blanks between them, or a list.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc8693#section-4.2">RFC 8693, scope</a>
 */
public final class TokenScopes {

  private TokenScopes() {}

  /** Reads them from the claims where issuers write them. */
  public static Set<String> of(Jwt token) {
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
