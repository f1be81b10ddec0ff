package dev.admitone.gateway.security;

import dev.admitone.gateway.origin.AllowedOrigins;
import dev.admitone.gateway.web.ForwardedPrefix;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Enumeration;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.oauth2.core.OAuth2Error;
import org.springframework.security.oauth2.server.resource.BearerTokenErrorCodes;
import org.springframework.security.oauth2.server.resource.web.BearerTokenResolver;

/**
 * Finds a call's token: in the header, or in the cookie that browsers send by themselves. Because
 * they do so for pages of any site, a call with the cookie is refused when the browser says that it
 * comes from another one. A client that sends no Sec-Fetch-Site header is not a current browser, so
 * its cookie was set deliberately.
 *
 * @see <a href="https://www.w3.org/TR/fetch-metadata/">Fetch Metadata Request Headers</a>
 */
final class BearerOrCookieTokenResolver implements BearerTokenResolver {

  /** The error of a call that another site's page made. */
  static final String CROSS_SITE = "cross_site";

  private static final String SCHEME = "Bearer";

  /** Verifying a value takes time: a call with many costs as much as several calls. */
  private static final int COOKIES_MAX = 4;

  private final String cookie;
  private final AllowedOrigins trustedOrigins;
  private final Predicate<String> believed;
  private final @Nullable String anonymousPath;

  /**
   * @param trustedOrigins whose pages may call with the cookie; {@code *} among them counts for
   *     nothing
   * @param believed whether a token is; asked where a call brings several
   * @param anonymousPath of the call that needs no token, so that an old cookie must not spoil it;
   *     null: none
   */
  BearerOrCookieTokenResolver(
      String cookie,
      AllowedOrigins trustedOrigins,
      Predicate<String> believed,
      @Nullable String anonymousPath) {
    this.cookie = cookie;
    this.trustedOrigins = trustedOrigins;
    this.believed = believed;
    this.anonymousPath = anonymousPath;
  }

  @Override
  public @Nullable String resolve(HttpServletRequest request) {
    String bearer = bearer(authorization(request));
    if (bearer != null) {
      return bearer;
    }
    String session = session(request);
    if (session == null || ForwardedPrefix.pathWithout(request).equals(anonymousPath)) {
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

  /**
   * The cookie's value. A browser may have several of the name, of other paths or domains, old ones
   * among them: then it is the first that is believed.
   */
  private @Nullable String session(HttpServletRequest request) {
    Cookie[] cookies = request.getCookies();
    if (cookies == null) {
      return null;
    }
    Set<String> values = new LinkedHashSet<>();
    for (Cookie each : cookies) {
      if (each.getName().equals(cookie) && !each.getValue().isEmpty()) {
        values.add(each.getValue());
      }
    }
    if (values.size() <= 1) {
      return values.isEmpty() ? null : values.iterator().next();
    }
    return values.stream()
        .limit(COOKIES_MAX)
        .filter(believed)
        .findFirst()
        .orElseGet(values.iterator()::next);
  }

  private boolean isForeign(HttpServletRequest request) {
    String origin = request.getHeader(HttpHeaders.ORIGIN);
    return (origin == null || !trustedOrigins.names(origin)) && OwnOrigin.isForeign(request);
  }
}
