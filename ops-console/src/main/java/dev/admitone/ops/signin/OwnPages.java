package dev.admitone.ops.signin;

import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;

/**
 * Whether a form comes from a page of this console, as far as the browser says. All current
 * browsers say it; a client that does not is no page of another site.
 *
 * @see <a href="https://www.w3.org/TR/fetch-metadata/">Fetch Metadata, Sec-Fetch-Site</a>
 */
final class OwnPages {

  private static final String FETCH_SITE = "Sec-Fetch-Site";
  private static final Set<String> OWN = Set.of("same-origin", "none");
  private static final Set<String> READS = Set.of("GET", "HEAD");

  private OwnPages() {}

  /** Whether the request would change something and comes from another site's page. */
  static boolean isForeign(HttpServletRequest request) {
    if (!isChange(request)) {
      return false;
    }
    String site = request.getHeader(FETCH_SITE);
    if (site != null) {
      return !OWN.contains(site);
    }
    String origin = request.getHeader(HttpHeaders.ORIGIN);
    return origin != null && !isHost(origin, request.getHeader(HttpHeaders.HOST));
  }

  /** Whether the request is of a method that may change something. */
  static boolean isChange(HttpServletRequest request) {
    return !READS.contains(request.getMethod());
  }

  private static boolean isHost(String origin, @Nullable String host) {
    try {
      return host != null && host.equalsIgnoreCase(URI.create(origin).getRawAuthority());
    } catch (IllegalArgumentException e) {
      return false;
    }
  }
}
