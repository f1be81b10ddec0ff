package dev.admitone.gateway.security;

import dev.admitone.gateway.origin.WebOrigin;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;

/**
 * Tells calls of pages that come from the gateway's own address. What the browser says counts more
 * than any comparison, since it knows that address, also if a proxy gives it another name and
 * scheme; no page can set that header.
 *
 * @see <a href="https://www.w3.org/TR/fetch-metadata/">Fetch Metadata Request Headers</a>
 */
final class OwnOrigin {

  private static final String SITE_HEADER = "Sec-Fetch-Site";
  private static final String SAME_ORIGIN = "same-origin";

  /** The second one is a call that no page made, such as a link that was typed in. */
  private static final Set<String> OWN_SITES = Set.of(SAME_ORIGIN, "none");

  /** Of http and https: a proxy may end TLS without saying so. */
  private static final Set<Integer> OWN_PORTS = Set.of(80, 443);

  private OwnOrigin() {}

  /** Whether the browser says that a page of this address calls. */
  static boolean isSaid(HttpServletRequest request) {
    return SAME_ORIGIN.equals(request.getHeader(SITE_HEADER));
  }

  /** Whether a page of another address may have made the call. */
  static boolean isForeign(HttpServletRequest request) {
    String site = request.getHeader(SITE_HEADER);
    if (site != null) {
      return !OWN_SITES.contains(site);
    }
    String origin = request.getHeader(HttpHeaders.ORIGIN);
    return origin != null && !isOwn(WebOrigin.parse(origin).orElse(null), request);
  }

  private static boolean isOwn(@Nullable WebOrigin origin, HttpServletRequest request) {
    if (origin == null || !origin.host().equalsIgnoreCase(request.getServerName())) {
      return false;
    }
    int port = request.getServerPort();
    return origin.port() < 0 ? OWN_PORTS.contains(port) : origin.port() == port;
  }
}
