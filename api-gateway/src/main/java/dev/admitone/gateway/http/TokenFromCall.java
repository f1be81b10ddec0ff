package dev.admitone.gateway.http;

import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.util.Enumeration;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.oauth2.core.OAuth2Error;
import org.springframework.security.oauth2.server.resource.BearerTokenErrorCodes;
import org.springframework.security.oauth2.server.resource.web.BearerTokenResolver;

/**
 * Finds a call's token: in the header, or in the cookie that browsers send by themselves. Because
 * they do so for pages of any site, a call with the cookie is refused when the browser says that it
 * comes from another one. Who says nothing is no browser of these years, and brings no cookie that
 * its user did not give it.
 *
 * @see <a href="https://www.w3.org/TR/fetch-metadata/">Fetch Metadata Request Headers</a>
 */
final class TokenFromCall implements BearerTokenResolver {

  /** The error of a call that another site's page made. */
  static final String CROSS_SITE = "cross_site";

  private static final String SCHEME = "Bearer";

  private static final Set<String> OWN_SITES = Set.of("same-origin", "none");

  private final String cookie;
  private final Set<String> trustedOrigins;
  private final boolean validateIsAnonymous;

  /**
   * @param trustedOrigins whose pages may call with the cookie; {@code *} among them counts for
   *     nothing
   * @param validateIsAnonymous whether an old cookie must not spoil asking about a code
   */
  TokenFromCall(String cookie, List<String> trustedOrigins, boolean validateIsAnonymous) {
    this.cookie = cookie;
    this.trustedOrigins = Set.copyOf(trustedOrigins);
    this.validateIsAnonymous = validateIsAnonymous;
  }

  @Override
  public @Nullable String resolve(HttpServletRequest request) {
    String bearer = bearer(authorization(request));
    if (bearer != null) {
      return bearer;
    }
    String session = session(request);
    if (session == null
        || (validateIsAnonymous && request.getRequestURI().equals(InviteController.VALIDATE))) {
      return null;
    }
    if (isForeign(request)) {
      throw new OAuth2AuthenticationException(new OAuth2Error(CROSS_SITE));
    }
    return session;
  }

  /**
   * The credentials; null: none.
   *
   * @throws OAuth2AuthenticationException if there are several, of which no two readers need take
   *     the same
   */
  private static @Nullable String authorization(HttpServletRequest request) {
    Enumeration<String> all = request.getHeaders(HttpHeaders.AUTHORIZATION);
    String first = all.hasMoreElements() ? all.nextElement() : null;
    if (all.hasMoreElements()) {
      throw new OAuth2AuthenticationException(new OAuth2Error(BearerTokenErrorCodes.INVALID_TOKEN));
    }
    return first;
  }

  /**
   * What follows the scheme. Spring Security's own resolver asks a regular expression, which took a
   * tenth of a call's time.
   *
   * @see <a href="https://www.rfc-editor.org/rfc/rfc6750#section-2.1">RFC 6750, 2.1</a>
   */
  private static @Nullable String bearer(@Nullable String authorization) {
    if (authorization == null
        || !authorization.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
      return null;
    }
    int start = SCHEME.length();
    while (start < authorization.length() && authorization.charAt(start) == ' ') {
      start++;
    }
    if (start == SCHEME.length() || !isToken(authorization, start)) {
      throw new OAuth2AuthenticationException(new OAuth2Error(BearerTokenErrorCodes.INVALID_TOKEN));
    }
    return authorization.substring(start);
  }

  /** Whether the rest of the text is a b64token: its characters, and padding at its end alone. */
  private static boolean isToken(String text, int start) {
    int end = text.length();
    while (end > start && text.charAt(end - 1) == '=') {
      end--;
    }
    for (int i = start; i < end; i++) {
      char each = text.charAt(i);
      boolean alphanumeric =
          (each >= 'A' && each <= 'Z')
              || (each >= 'a' && each <= 'z')
              || (each >= '0' && each <= '9');
      if (!alphanumeric && "-._~+/".indexOf(each) < 0) {
        return false;
      }
    }
    return end > start;
  }

  private @Nullable String session(HttpServletRequest request) {
    Cookie[] cookies = request.getCookies();
    if (cookies == null) {
      return null;
    }
    for (Cookie each : cookies) {
      if (each.getName().equals(cookie) && !each.getValue().isEmpty()) {
        return each.getValue();
      }
    }
    return null;
  }

  private boolean isForeign(HttpServletRequest request) {
    String origin = request.getHeader(HttpHeaders.ORIGIN);
    if (origin != null && trustedOrigins.contains(origin)) {
      return false;
    }
    // Said by the browser, whatever name a proxy gives this host.
    String site = request.getHeader("Sec-Fetch-Site");
    if (site != null) {
      return !OWN_SITES.contains(site);
    }
    return origin != null && !isOwn(origin, request.getHeader(HttpHeaders.HOST));
  }

  private static boolean isOwn(String origin, @Nullable String host) {
    try {
      String authority = URI.create(origin).getAuthority();
      return authority != null && authority.equalsIgnoreCase(host);
    } catch (IllegalArgumentException e) {
      return false;
    }
  }
}
