package dev.admitone.gateway.problem;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Collections;
import java.util.List;
import org.springframework.http.HttpHeaders;
import org.springframework.http.InvalidMediaTypeException;
import org.springframework.http.MediaType;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.HandlerMapping;

/**
 * Refuses a call that does not take JSON before its controller does anything. Spring looks at
 * {@code Accept} when it writes the response, which is after the request is in the log.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9110#section-12.5.1">RFC 9110, Accept</a>
 */
public final class AcceptedMediaTypes implements HandlerInterceptor {

  /**
   * Lets the call through if it takes JSON, or if its route has compared {@code Accept} with a type
   * of its own.
   *
   * @throws RefusedCallException otherwise
   */
  @Override
  public boolean preHandle(
      HttpServletRequest request, HttpServletResponse response, Object handler) {
    boolean compared =
        request.getAttribute(HandlerMapping.PRODUCIBLE_MEDIA_TYPES_ATTRIBUTE) != null;
    if (!compared && !acceptsJson(request)) {
      throw new RefusedCallException(Reason.NOT_ACCEPTABLE);
    }
    return true;
  }

  /** Whether the call takes JSON. */
  public static boolean acceptsJson(HttpServletRequest request) {
    return acceptsJson(Collections.list(request.getHeaders(HttpHeaders.ACCEPT)));
  }

  /** Whether the most specific range that JSON falls under has a quality above 0. */
  static boolean acceptsJson(List<String> headers) {
    List<MediaType> ranges;
    try {
      ranges = MediaType.parseMediaTypes(headers);
    } catch (InvalidMediaTypeException e) {
      return false;
    }
    int best = -1;
    boolean accepted = ranges.isEmpty();
    for (MediaType range : ranges) {
      if (range.includes(MediaType.APPLICATION_JSON)) {
        int specificity = specificity(range);
        boolean wanted = range.getQualityValue() > 0;
        accepted = specificity > best ? wanted : accepted || (specificity == best && wanted);
        best = Math.max(best, specificity);
      }
    }
    return accepted;
  }

  private static int specificity(MediaType range) {
    if (range.isWildcardType()) {
      return 0;
    }
    return range.isWildcardSubtype() ? 1 : 2;
  }
}
